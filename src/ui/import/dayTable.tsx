import { toFen } from '../../diagnosis/money'
import type { DayComparison } from '../../import/protocol'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count } from '../i18n/format'
import type { PreviewView } from './view'
import type { ImportLocale } from './words'

/** Rows that are seen at once; more are folded. */
const DAYS_SHOWN = 14

interface DayTableProps {
  view: Pick<PreviewView, 'days' | 'stores'>
  locale: ImportLocale
}

/** Stores × days: what the file has, beside what is usual and what is stored. */
export function DayTable({ view: { days, stores }, locale }: DayTableProps) {
  const { preview } = locale.words.page
  const newStores = new Set(stores.filter(({ isNew }) => isNew).map(({ storedAs }) => storedAs))
  const columns = columnsOf(days, newStores, locale)
  const table = (rows: readonly DayComparison[], withTotal: boolean) => (
    <DataTable
      caption={preview.title}
      class="days"
      rows={rows}
      rowKey={({ store, date }) => `${store} ${date}`}
      columns={columns}
      {...(withTotal && { totalLabel: preview.total })}
    />
  )
  const more = days.slice(DAYS_SHOWN)
  return (
    <>
      {table(days.slice(0, DAYS_SHOWN), days.length > 1)}
      {more.length > 0 && (
        <details class="fold">
          <summary>{preview.moreDays(count(more.length))}</summary>
          {table(more, false)}
        </details>
      )}
    </>
  )
}

function columnsOf(
  days: readonly DayComparison[],
  newStores: ReadonlySet<string>,
  locale: ImportLocale,
): Column<DayComparison>[] {
  const { preview } = locale.words.page
  const sum = (of: (day: DayComparison) => number) => days.reduce((total, day) => total + of(day), 0)
  const counted = (id: 'ordersNew' | 'ordersChanged' | 'ordersRemoved', title: string) =>
    ({
      id,
      title,
      kind: 'number',
      cell: (day) => count(day[id]),
      total: count(sum((day) => day[id])),
    }) as Column<DayComparison>
  return [
    {
      id: 'day',
      title: `${preview.store} · ${preview.date}`,
      cell: ({ store, date }) => (
        <>
          <Name text={store} fallback="—" /> <time dateTime={date}>{locale.words.tell.date(date)}</time>
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
