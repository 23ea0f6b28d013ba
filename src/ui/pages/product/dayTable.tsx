import type { ComponentChildren } from 'preact'
import type { ProductDayDetail, ProductDetail } from '../../../details/productDetail'
import type { ColumnId } from '../../../lists/cell'
import { count, longDate, rate } from '../../format'
import { ruleHref } from '../../links'
import { Money } from '../../parts'
import { type Column, DataTable } from '../dataTable'
import { Unknown } from '../unknown'
import { type PageLocale, whyUnknown } from '../words/index'

interface DayTableProps {
  detail: ProductDetail
  locale: PageLocale
}

/** The charts as a table, the latest day first. */
export function DayTable({ detail, locale }: DayTableProps) {
  const { product } = locale.page
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

function dayColumns(store: string, locale: PageLocale): Column<ProductDayDetail>[] {
  const { page, words, lang } = locale
  const measure = (
    id: ColumnId,
    of: (sales: Sales) => number | null,
    show: (value: number) => ComponentChildren,
  ): Column<ProductDayDetail> => ({
    id,
    title: page.columns[id],
    kind: 'number',
    cell({ sales }) {
      const value = sales && of(sales)
      if (value !== null) return show(value)
      return <Unknown why={sales ? whyUnknown(id, page) : page.product.noLine} />
    },
  })
  const amount = (fen: number) => <Money fen={fen} />
  return [
    {
      id: 'date',
      title: page.columns.date,
      cell: ({ date }) => <time dateTime={date}>{longDate(date, lang)}</time>,
    },
    { ...measure('quantity', (sales) => sales.quantity, count), key: true },
    measure('revenue', (sales) => sales.revenueFen, amount),
    measure('unitPrice', (sales) => sales.unitPriceFen, amount),
    measure('margin', (sales) => sales.marginTenths, rate),
    measure(
      'stock',
      (sales) => sales.stock,
      (stock) => (stock === 0 ? <span class="negative">{count(stock)}</span> : count(stock)),
    ),
    {
      id: 'findings',
      title: page.product.findings,
      kind: 'wide',
      cell: ({ date, findings }) =>
        findings.map((rule) => (
          <a key={rule} class="finding-link" href={ruleHref(rule, { stores: [store], date }, lang)}>
            {words.rules[rule].name}
          </a>
        )),
    },
  ]
}
