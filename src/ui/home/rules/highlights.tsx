import type { ComponentChildren } from 'preact'
import type { BusinessDate } from '../../../diagnosis/businessDate'
import type { HotProductsFigures } from '../../../diagnosis/rules/hotProducts'
import type { TopProfitFigures } from '../../../diagnosis/rules/topProfit'
import { Fact, Facts, Money, Name, Quantity } from '../../components/parts'
import { count, growth, percent } from '../../i18n/format'
import type { Locale } from '../../i18n/locale'
import { productHref } from '../../links'
import type { Face } from '../ruleCard'

/** The faces of 今日亮点. */

/** What the products of a top list are of. */
export interface TopContext {
  /** Whether the figures are of more than one store: then each product is named with its own. */
  severalStores: boolean
  date: BusinessDate
}

interface TopRow {
  product: { name: string; store: string; productId: number }
  value: ComponentChildren
  note: string
}

/** Products in their order. */
function TopList({
  rows,
  context: { severalStores, date },
  locale,
}: {
  rows: readonly TopRow[]
  context: TopContext
  locale: Locale
}) {
  const { unnamed } = locale.words.scope
  return (
    <ol class="top">
      {rows.map(({ product, value, note }) => (
        <li key={`${product.productId} ${product.store}`}>
          <div class={severalStores ? 'who' : 'who alone'}>
            <a href={productHref(product, date, locale.lang)}>
              <Name text={product.name} fallback={unnamed} />
            </a>
            {severalStores && (
              <span class="sub">
                <Name text={product.store} fallback={unnamed} />
              </span>
            )}
          </div>
          <div class="what">
            <b>{value}</b>
            <span class="sub">{note}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}

export function hotProductsFace(context: TopContext) {
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
            context={context}
            rows={figures.top.map((product) => ({
              product,
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

export function topProfitFace(context: TopContext) {
  return (figures: TopProfitFigures, locale: Locale): Face => {
    const { facts, rules, top, units } = locale.words
    return {
      mood: figures.count > 0 ? 'act' : 'quiet',
      main: <Quantity value={figures.count} unit={rules.topProfit.unit} />,
      aside: { label: facts.totalProfit, value: <Money fen={figures.profitFen} /> },
      details: (
        <TopList
          locale={locale}
          context={context}
          rows={figures.top.map((product) => ({
            product,
            value: <Money fen={product.profitFen} />,
            note: `${units.sold(count(product.quantity))} · ${top.margin(percent(product.marginPct))}`,
          }))}
        />
      ),
    }
  }
}
