import type { ComponentChildren } from 'preact'
import type { HotProductsFigures } from '../../diagnosis/rules/hotProducts'
import type { TopProfitFigures } from '../../diagnosis/rules/topProfit'
import { count, growth, percent } from '../format'
import type { Locale } from '../locale'
import { Fact, Facts, Money, Name, Quantity } from '../parts'
import type { Face } from '../ruleCard'

/** The faces of 今日亮点. */

interface TopRow {
  key: string
  name: string
  store: string
  value: ComponentChildren
  note: string
}

/** Products in their order; in a scope of several stores each with its own, for the same product sells in many. */
function TopList({
  rows,
  severalStores,
  locale,
}: {
  rows: readonly TopRow[]
  severalStores: boolean
  locale: Locale
}) {
  const { unnamed } = locale.words.scope
  return (
    <ol class="top">
      {rows.map((row) => (
        <li key={row.key}>
          <div class={severalStores ? 'who' : 'who alone'}>
            <Name text={row.name} fallback={unnamed} />
            {severalStores && (
              <span class="sub">
                <Name text={row.store} fallback={unnamed} />
              </span>
            )}
          </div>
          <div class="what">
            <b>{row.value}</b>
            <span class="sub">{row.note}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** @param severalStores whether the figures are of more than one store */
export function hotProductsFace(severalStores: boolean) {
  return (figures: HotProductsFigures, locale: Locale): Face => {
    const { facts, rules, units } = locale.words
    return {
      mood: figures.count > 0 ? 'act' : 'quiet',
      main: <Quantity value={figures.count} unit={rules.hotProducts.unit} />,
      aside: { label: facts.totalQuantity, value: <Quantity value={figures.quantity} unit={units.piece} /> },
      details: (
        <>
          <TopList
            locale={locale}
            severalStores={severalStores}
            rows={figures.top.map((product) => ({
              key: `${product.productId} ${product.store}`,
              name: product.name,
              store: product.store,
              value: growth(product.growthPct),
              note: units.sold(count(product.quantity)),
            }))}
          />
          <Facts>
            <Fact label={facts.sustained}>
              <Quantity value={figures.sustained} unit={units.product} />
            </Fact>
          </Facts>
        </>
      ),
    }
  }
}

/** @param severalStores whether the figures are of more than one store */
export function topProfitFace(severalStores: boolean) {
  return (figures: TopProfitFigures, locale: Locale): Face => {
    const { facts, rules, top, units } = locale.words
    return {
      mood: figures.count > 0 ? 'act' : 'quiet',
      main: <Quantity value={figures.count} unit={rules.topProfit.unit} />,
      aside: { label: facts.totalProfit, value: <Money fen={figures.profitFen} /> },
      details: (
        <TopList
          locale={locale}
          severalStores={severalStores}
          rows={figures.top.map((product) => ({
            key: `${product.productId} ${product.store}`,
            name: product.name,
            store: product.store,
            value: <Money fen={product.profitFen} />,
            note: `${units.sold(count(product.quantity))} · ${top.margin(percent(product.marginPct))}`,
          }))}
        />
      ),
    }
  }
}
