import type { BusinessDate } from '../../diagnosis/businessDate'
import { toFen } from '../../diagnosis/money'
import type { DayComparison } from '../../import/protocol'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count } from '../i18n/format'
import type { PreviewView } from './view'
import type { ImportLocale } from './words'

/** Rows that are seen at once; more are folded. */
const ROWS_SHOWN = 14
/** Rows that a fold holds: thousands of them would freeze the page, and nobody reads so far. */
const ROWS_FOLDED = 200

interface DayTableProps {
  view: Pick<PreviewView, 'days' | 'stores'>
  locale: ImportLocale
}

/** A store's day, or all its days. */
interface Row extends Omit<DayComparison, 'date'> {
  from: BusinessDate
  to: BusinessDate
  days: number
}

/** Stores × days: what the file has, beside what is usual and what is stored. Many of both are first told store by store. */
export function DayTable({ view: { days, stores }, locale }: DayTableProps) {
  const { preview } = locale.words.page
  const newStores = new Set(stores.filter(({ isNew }) => isNew).map(({ storedAs }) => storedAs))
  const byDay = days.map(rowOfDay)
  const byStore = [...Map.groupBy(byDay, ({ store }) => store).values()].map(rowOfStore)
  const areMany = byDay.length > ROWS_SHOWN && byStore.length > 1
  const rows = areMany ? byStore : byDay
  const columns = columnsOf(rows, newStores, locale)
  const table = (some: readonly Row[], withTotal: boolean) => (
    <DataTable
      caption={preview.title}
      class="days"
      rows={some}
      rowKey={({ store, from }) => `${store} ${from}`}
      columns={columns}
      {...(withTotal && { totalLabel: preview.total })}
    />
  )
  const fold = (title: string, some: readonly Row[]) => (
    <details class="fold">
      <summary>{title}</summary>
      {table(some.slice(0, ROWS_FOLDED), false)}
      {some.length > ROWS_FOLDED && <p class="note">{preview.unlisted(count(some.length - ROWS_FOLDED))}</p>}
    </details>
  )
  const more = rows.slice(ROWS_SHOWN)
  return (
    <>
      {table(rows.slice(0, ROWS_SHOWN), rows.length > 1)}
      {more.length > 0 && fold(preview.moreRows(count(more.length)), more)}
      {areMany && fold(preview.byDay, byDay)}
    </>
  )
}

function rowOfDay({ date, ...day }: DayComparison): Row {
  return { ...day, from: date, to: date, days: 1 }
}

/** The days of one store together, in their order. What is usual of them is known where it is known of each. */
function rowOfStore(days: readonly Row[]): Row {
  return days.reduce((sum, day) => ({
    store: sum.store,
    from: sum.from,
    to: day.to,
    days: sum.days + day.days,
    orders: sum.orders + day.orders,
    usualOrders:
      sum.usualOrders === null || day.usualOrders === null ? null : sum.usualOrders + day.usualOrders,
    revenueMicro: sum.revenueMicro + day.revenueMicro,
    ordersNew: sum.ordersNew + day.ordersNew,
    ordersChanged: sum.ordersChanged + day.ordersChanged,
    ordersRemoved: sum.ordersRemoved + day.ordersRemoved,
    ordersNotInFile: sum.ordersNotInFile + day.ordersNotInFile,
  }))
}

function columnsOf(
  rows: readonly Row[],
  newStores: ReadonlySet<string>,
  locale: ImportLocale,
): Column<Row>[] {
  const { preview, summary } = locale.words.page
  const { date } = locale.words.tell
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const counted = (id: 'ordersNew' | 'ordersChanged' | 'ordersRemoved', title: string) =>
    ({
      id,
      title,
      kind: 'number',
      cell: (row) => count(row[id]),
      total: count(sum((row) => row[id])),
    }) as Column<Row>
  return [
    {
      id: 'day',
      title: `${preview.store} · ${preview.date}`,
      cell: ({ store, from, to, days }) => (
        <>
          <Name text={store} fallback="—" /> <span>{summary.days(date(from), date(to), days)}</span>
          {newStores.has(store) && <span class="chip">{preview.newStore}</span>}
        </>
      ),
    },
    {
      id: 'orders',
      title: preview.orders,
      kind: 'number',
      key: true,
      cell: ({ orders }) => count(orders),
      total: count(sum(({ orders }) => orders)),
    },
    {
      id: 'usual',
      title: preview.usual,
      kind: 'number',
      cell: ({ usualOrders }) =>
        usualOrders === null ? <Unknown why={preview.unknownUsual} /> : count(usualOrders),
    },
    {
      id: 'revenue',
      title: preview.revenue,
      kind: 'number',
      cell: ({ revenueMicro }) => <Money fen={toFen(revenueMicro)} />,
      total: <Money fen={toFen(sum(({ revenueMicro }) => revenueMicro))} />,
    },
    counted('ordersNew', preview.isNew),
    counted('ordersChanged', preview.changed),
    counted('ordersRemoved', preview.removed),
  ]
}
