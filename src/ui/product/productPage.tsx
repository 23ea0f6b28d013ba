import type { ProductDetail } from '../../details/productDetail'
import { toPieces } from '../../diagnosis/quantity'
import type { Restock } from '../../diagnosis/restock'
import { sectionOf } from '../../diagnosis/rules/index'
import { Block } from '../components/block'
import { renderPageEnd, renderPageStart } from '../components/frame'
import { Icon } from '../components/icons'
import { Money, Name } from '../components/parts'
import { ProblemMessage } from '../components/problemMessage'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { count, longDate, money, pieces, rate, shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { ruleHref } from '../links'
import type { PageShell, ProductTarget } from '../target'
import { Charts } from './charts'
import { DayTable } from './dayTable'
import { ElsewhereBlock } from './elsewhere'
import { ProductFrame, type Tile, type TileName } from './productFrame'
import { sentenceOf } from './sentence'
import { ProductSkeleton } from './skeleton'
import { type ProductSummary, summarize } from './summary'
import type { ProductView } from './view'

/** A product's last days: first piece of the page, drawn from the request alone. */
export function renderProductShell(shell: PageShell<ProductTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageStart(shell, {
    title: columnWords('product', locale).title,
    skeleton: <ProductSkeleton target={shell.target} locale={locale} />,
    locale,
  })
}

/** A product's last days: second piece of the page. Total: it renders whatever the view holds. */
export function renderProductBody(view: ProductView, shell: PageShell<ProductTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <ProductPage detail={view.product} from={shell.target.from ?? [view.product.store]} locale={locale} />
    ) : (
      <ProblemMessage view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface ProductProps {
  detail: ProductDetail
  locale: Locale
}

interface ProductPageProps extends ProductProps {
  /** The stores that its reader comes from. */
  from: readonly string[]
}

function ProductPage({ detail, from, locale }: ProductPageProps) {
  const { words, lang } = locale
  const { product, code, store, businessDate, days, elsewhere } = detail
  const summary = summarize(detail)
  const sentence = sentenceOf(detail.situation, detail.restock, businessDate, locale)
  return (
    <>
      <ProductFrame
        days={days.length}
        name={<Name text={product.name} fallback={words.scope.unnamed} />}
        sentence={
          <>
            {sentence.what}
            {sentence.todo !== null && <b>{sentence.todo}</b>}
          </>
        }
        about={
          <>
            <span>
              <Name text={store} fallback={words.scope.unnamed} />
            </span>
            {code && (
              <span>
                {words.product[code.kind]} <bdi>{code.code}</bdi>
              </span>
            )}
            <span>
              <Name text={product.category} fallback={words.product.uncategorized} />
            </span>
            <time dateTime={businessDate}>{longDate(businessDate, lang)}</time>
          </>
        }
        tiles={tilesOf(summary, detail, locale)}
        findings={<TodayFindings summary={summary} detail={detail} locale={locale} />}
        locale={locale}
      />
      <Block title={words.product.charts(days.length)}>
        {summary.daysWithLines === 0 && <p class="note">{words.product.noSales(days.length)}</p>}
        <Charts days={days} locale={locale} />
        <DayTable detail={detail} locale={locale} />
      </Block>
      <ElsewhereBlock
        elsewhere={elsewhere}
        name={product.name}
        businessDate={businessDate}
        from={from}
        locale={locale}
      />
    </>
  )
}

function tilesOf(
  summary: ProductSummary,
  { businessDate, restock }: ProductDetail,
  locale: Locale,
): Record<TileName, Tile> {
  const { words, lang } = locale
  const { product } = words
  const { quantityMilli, revenueFen, unitPriceFen, marginTenths, stock, daysWithLines, daysOut } = summary
  const unknown = <Unknown why={words.unknown} />
  const sold = daysWithLines > 0
  return {
    restock: restockTile(restock, stock?.shared ?? false, locale),
    sold: { value: sold ? pieces(toPieces(quantityMilli)) : unknown, note: product.soldDays(daysWithLines) },
    revenue: {
      value: sold ? <Money fen={revenueFen} /> : unknown,
      note: unitPriceFen === null ? '' : product.unitPrice(money(unitPriceFen)),
    },
    margin: {
      value:
        marginTenths === null ? (
          <Unknown why={columnWords('margin', locale).unknown ?? words.unknown} />
        ) : (
          <span class={marginTenths < 0 ? 'negative' : undefined}>{rate(marginTenths)}</span>
        ),
      note: product.marginNote,
    },
    stock: {
      value: stock ? (
        <span class={stock.milli <= 0 ? 'negative' : undefined}>{pieces(toPieces(stock.milli))}</span>
      ) : (
        unknown
      ),
      note: [
        stock && stock.date !== businessDate && product.stockOn(shortDate(stock.date, lang)),
        stock?.shared && product.stockInExport,
        daysOut > 0 && product.outDays(daysOut),
      ]
        .filter(Boolean)
        .join(' · '),
    },
  }
}

/** @param isShared whether the stock is one snapshot for several days */
function restockTile(restock: Restock, isShared: boolean, { words }: Locale): Tile {
  const { product } = words
  switch (restock.status) {
    case 'order':
      return {
        value: count(restock.pieces),
        note: isShared ? product.restockOfExport : product.restockNote,
      }
    case 'enough':
      return { value: product.restockEnough, note: product.restockEnoughNote }
    case 'unsold':
      return { value: <Unknown why={product.restockUnsold} />, note: product.restockUnsold }
    case 'unknown': {
      const why = product.restockUnknown[restock.why]
      return { value: <Unknown why={why} />, note: why }
    }
  }
}

interface TodayFindingsProps extends ProductProps {
  summary: ProductSummary
}

/** What was found on the last day, each leading to its list. */
function TodayFindings({ summary, detail, locale }: TodayFindingsProps) {
  const { words, lang } = locale
  const scope = { stores: [detail.store], date: detail.businessDate }
  if (summary.findings.length === 0) {
    const open = detail.days.at(-1)?.open
    return <p class="faint">{open ? words.product.nothingToday : words.product.closedToday}</p>
  }
  return (
    <ul class="found">
      {summary.findings.map((rule) => (
        <li key={rule} class={sectionOf(rule)}>
          <a href={ruleHref(rule, scope, lang)}>
            <Icon name={rule} />
            {ruleWords(rule, locale).name}
          </a>
        </li>
      ))}
    </ul>
  )
}
