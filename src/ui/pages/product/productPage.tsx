import type { ProductDetail } from '../../../details/productDetail'
import { count, longDate, money, rate, shortDate } from '../../format'
import { Icon } from '../../icons'
import { ruleHref } from '../../links'
import { Money, Name } from '../../parts'
import { Block } from '../block'
import { renderPageEnd } from '../frame'
import { sectionOf } from '../list/listFrame'
import { Problem } from '../problem'
import { Unknown } from '../unknown'
import type { PageShell, ProductTarget, ProductView } from '../view'
import { type PageLocale, pageLocaleOf, whyUnknown } from '../words/index'
import { Charts } from './charts'
import { DayTable } from './dayTable'
import { ProductFrame, type Tile, type TileName } from './productFrame'
import { type ProductSummary, summarize } from './summary'

/** A product's last days: second piece of the page. Total: it renders whatever the view holds. */
export function renderProductBody(view: ProductView, shell: PageShell<ProductTarget>): string {
  const locale = pageLocaleOf(shell.lang)
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <ProductPage detail={view.product} locale={locale} />
    ) : (
      <Problem view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface ProductProps {
  detail: ProductDetail
  locale: PageLocale
}

function ProductPage({ detail, locale }: ProductProps) {
  const { page, words, lang } = locale
  const { product, store, businessDate, days } = detail
  const summary = summarize(detail)
  return (
    <>
      <ProductFrame
        days={days.length}
        name={<Name text={product.name} fallback={words.scope.unnamed} />}
        about={
          <>
            <span>
              <Name text={store} fallback={words.scope.unnamed} />
            </span>
            <span>
              <Name text={product.category} fallback={page.product.uncategorized} />
            </span>
            <time dateTime={businessDate}>{longDate(businessDate, lang)}</time>
          </>
        }
        tiles={tilesOf(summary, detail, locale)}
        findings={<TodayFindings summary={summary} detail={detail} locale={locale} />}
        locale={locale}
      />
      <Block title={page.product.charts(days.length)}>
        {summary.daysWithLines === 0 && <p class="note">{page.product.noSales(days.length)}</p>}
        <Charts days={days} locale={locale} />
        <DayTable detail={detail} locale={locale} />
      </Block>
    </>
  )
}

function tilesOf(
  summary: ProductSummary,
  { businessDate }: ProductDetail,
  locale: PageLocale,
): Record<TileName, Tile> {
  const { page, lang } = locale
  const { product } = page
  const { quantity, revenueFen, unitPriceFen, marginTenths, stock, daysWithLines, daysOut } = summary
  const unknown = <Unknown why={page.unknown} />
  const sold = daysWithLines > 0
  return {
    sold: { value: sold ? count(quantity) : unknown, note: product.soldDays(daysWithLines) },
    revenue: {
      value: sold ? <Money fen={revenueFen} /> : unknown,
      note: unitPriceFen === null ? '' : product.unitPrice(money(unitPriceFen)),
    },
    margin: {
      value:
        marginTenths === null ? (
          <Unknown why={whyUnknown('margin', page)} />
        ) : (
          <span class={marginTenths < 0 ? 'negative' : undefined}>{rate(marginTenths)}</span>
        ),
      note: product.marginNote,
    },
    stock: {
      value: stock ? (
        <span class={stock.value === 0 ? 'negative' : undefined}>{count(stock.value)}</span>
      ) : (
        unknown
      ),
      note: [
        stock && stock.date !== businessDate && product.stockOn(shortDate(stock.date, lang)),
        daysOut > 0 && product.outDays(daysOut),
      ]
        .filter(Boolean)
        .join(' · '),
    },
  }
}

interface TodayFindingsProps extends ProductProps {
  summary: ProductSummary
}

/** What was found on the last day, each leading to its list. */
function TodayFindings({ summary, detail, locale }: TodayFindingsProps) {
  const { page, words, lang } = locale
  const scope = { stores: [detail.store], date: detail.businessDate }
  if (summary.findings.length === 0) {
    const open = detail.days.at(-1)?.open
    return <p class="faint">{open ? page.product.nothingToday : page.product.closedToday}</p>
  }
  return (
    <ul class="found">
      {summary.findings.map((rule) => (
        <li key={rule} class={sectionOf(rule)}>
          <a href={ruleHref(rule, scope, lang)}>
            <Icon name={rule} />
            {words.rules[rule].name}
          </a>
        </li>
      ))}
    </ul>
  )
}
