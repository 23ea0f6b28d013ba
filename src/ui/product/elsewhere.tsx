import type { ComponentChildren } from 'preact'
import type { Elsewhere, ProductElsewhere } from '../../details/productElsewhere'
import type { BusinessDate } from '../../diagnosis/businessDate'
import { toPieces } from '../../diagnosis/quantity'
import { WEEK_DAYS } from '../../diagnosis/thresholds'
import { Block } from '../components/block'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { StoreNames } from '../components/storeNames'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { count, pieces, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { productHref } from '../links'

interface ElsewhereProps {
  elsewhere: Elsewhere
  /** The product's name in the store that the page is about. */
  name: string
  businessDate: BusinessDate
  /** The stores that its reader comes from. */
  from: readonly string[]
  locale: Locale
}

/** The same product in the other stores that the reader may see. */
export function ElsewhereBlock(props: ElsewhereProps) {
  const { elsewhere, locale } = props
  const { product } = locale.words
  if (elsewhere.stores.length === 0) {
    return (
      <Block title={product.elsewhere}>
        {elsewhere.storesOutOfReach.length === 0 && <p class="faint">{product.onlyHere}</p>}
        <OutOfReachNote {...props} />
      </Block>
    )
  }
  return (
    <Block title={product.elsewhere} note={product.elsewhereNote}>
      <DataTable
        class="elsewhere"
        caption={product.elsewhereLabel}
        columns={columnsOf(props)}
        rows={elsewhere.stores}
        rowKey={({ store }) => store}
      />
      {elsewhere.more > 0 && <p class="note">{product.elsewhereMore(count(elsewhere.more))}</p>}
      <OutOfReachNote {...props} />
    </Block>
  )
}

/** Stores of which nobody knows now. */
function OutOfReachNote({ elsewhere: { storesOutOfReach }, locale }: ElsewhereProps) {
  if (storesOutOfReach.length === 0) return null
  return (
    <p class="note">
      {locale.words.product.elsewhereOutOfReach}
      <StoreNames stores={storesOutOfReach.map((store) => ({ store }))} locale={locale} />
    </p>
  )
}

type Week = Extract<ProductElsewhere['week'], { status: 'known' }>

function columnsOf({ name, businessDate, from, locale }: ElsewhereProps): Column<ProductElsewhere>[] {
  const { words, lang } = locale
  const { product } = words
  /** A figure of the week, or why there is none. */
  const figure = (
    id: string,
    title: string,
    show: (week: Week) => ComponentChildren,
  ): Column<ProductElsewhere> => ({
    id,
    title,
    kind: 'number',
    cell: ({ week }) => (week.status === 'known' ? show(week) : <Unknown why={product[week.status]} />),
  })
  const dated = (value: ComponentChildren, date: BusinessDate, note?: string | false) => (
    <>
      {value}
      {date !== businessDate && <span class="sub">{shortDate(date, lang)}</span>}
      {note && <span class="sub">{note}</span>}
    </>
  )
  return [
    {
      id: 'store',
      title: columnWords('store', locale).title,
      cell: ({ store, productId, name: there }) => (
        <>
          <a href={productHref({ store, productId, from }, businessDate, lang)}>
            <Name text={store} fallback={words.scope.unnamed} />
          </a>
          {there !== name && <span class="sub">{product.namedThere(there)}</span>}
        </>
      ),
    },
    figure('unitPrice', columnWords('unitPrice', locale).title, ({ price }) =>
      price ? dated(<Money fen={price.fen} />, price.date) : <Unknown why={product.noPrice} />,
    ),
    figure('unitCost', columnWords('unitCost', locale).title, ({ cost }) =>
      cost ? (
        dated(<Money fen={cost.fen} />, cost.date)
      ) : (
        <Unknown why={columnWords('unitCost', locale).unknown ?? words.unknown} />
      ),
    ),
    figure('stock', columnWords('stock', locale).title, ({ stock }) =>
      stock ? (
        dated(
          <span class={stock.milli <= 0 ? 'negative' : undefined}>{pieces(toPieces(stock.milli))}</span>,
          stock.date,
          stock.shared && product.stockInExport,
        )
      ) : (
        <Unknown why={columnWords('stock', locale).unknown ?? words.unknown} />
      ),
    ),
    {
      ...figure('soldInWeek', product.soldInWeek, ({ quantityMilli, openDays }) => (
        <>
          {pieces(toPieces(quantityMilli))}
          {openDays < WEEK_DAYS && <span class="sub">{product.openDays(openDays)}</span>}
        </>
      )),
      key: true,
    },
    figure('profitInWeek', product.profitInWeek, ({ grossProfitFen }) =>
      grossProfitFen === null ? (
        <Unknown why={columnWords('grossProfit', locale).unknown ?? words.unknown} />
      ) : (
        <Money fen={grossProfitFen} />
      ),
    ),
  ]
}
