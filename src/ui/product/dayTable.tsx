import type { ComponentChildren } from 'preact'
import type { ProductDayDetail, ProductDetail } from '../../details/productDetail'
import type { LIST_COLUMNS } from '../../diagnosis/listColumns'
import { type Column, DataTable } from '../components/dataTable'
import { Money } from '../components/parts'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { longDate, pieces, rate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { ruleHref } from '../links'
import { quantityOf, stockOf } from './summary'

interface DayTableProps {
  detail: ProductDetail
  locale: Locale
}

/** The charts as a table, the latest day first. */
export function DayTable({ detail, locale }: DayTableProps) {
  const { product } = locale.words
  return (
    <details class="day-table">
      <summary>{product.table}</summary>
      <DataTable
        caption={product.tableLabel}
        columns={dayColumns(detail.store, locale)}
        rows={detail.days.toReversed()}
        rowKey={({ date }) => date}
      />
    </details>
  )
}

type Sales = NonNullable<ProductDayDetail['sales']>

function dayColumns(store: string, locale: Locale): Column<ProductDayDetail>[] {
  const { words, lang } = locale
  const measure = (
    id: keyof typeof LIST_COLUMNS,
    of: (sales: Sales, day: ProductDayDetail) => number | null,
    show: (value: number) => ComponentChildren,
  ): Column<ProductDayDetail> => ({
    id,
    title: columnWords(id, locale).title,
    kind: 'number',
    cell(day) {
      const value = day.sales && of(day.sales, day)
      return value === null ? <Unknown why={whyUnknown(id, day, locale)} /> : show(value)
    },
  })
  const amount = (fen: number) => <Money fen={fen} />
  return [
    {
      id: 'date',
      title: columnWords('date', locale).title,
      cell: ({ date }) => <time dateTime={date}>{longDate(date, lang)}</time>,
    },
    { ...measure('quantity', quantityOf, pieces), key: true },
    measure('revenue', (sales) => sales.revenueFen, amount),
    measure('unitPrice', (sales) => sales.unitPriceFen, amount),
    measure('unitCost', (sales) => sales.unitCostFen, amount),
    measure('margin', (sales) => sales.marginTenths, rate),
    measure(
      'stock',
      (_, day) => stockOf(day),
      (stock) => (stock <= 0 ? <span class="negative">{pieces(stock)}</span> : pieces(stock)),
    ),
    {
      id: 'findings',
      title: words.product.findings,
      kind: 'wide',
      cell: ({ date, findings }) =>
        findings.map((rule) => (
          <a key={rule} class="finding-link" href={ruleHref(rule, { stores: [store], date }, lang)}>
            {ruleWords(rule, locale).name}
          </a>
        )),
    },
  ]
}

function whyUnknown(id: keyof typeof LIST_COLUMNS, { sales, stockShared }: ProductDayDetail, locale: Locale) {
  const { words } = locale
  if (!sales) return words.product.noLine
  if (id === 'stock' && stockShared && sales.stockMilli !== null) return words.product.snapshot
  return columnWords(id, locale).unknown ?? words.unknown
}
