import type { StoreFreshness } from '../../status/freshness'
import { type Column, DataTable } from '../components/dataTable'
import { Unknown } from '../components/unknown'
import { named } from '../coverage/summary'
import { count, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { storeColumn } from './storeColumn'

interface OrdersTableProps {
  /** Of many stores, those whose orders end earliest. */
  orders: readonly StoreFreshness[]
  storeCount: number
  /** Stores whose orders cannot be read now. */
  unread: number
  locale: Locale
}

/** How far the orders of each store go, and which days they lack. */
export function OrdersTable({ orders, storeCount, unread, locale }: OrdersTableProps) {
  const { system } = locale.words
  const sorted = orders.toSorted(
    (a, b) =>
      Number(a.upToDate) - Number(b.upToDate) ||
      b.missingDates.length - a.missingDates.length ||
      b.doubtfulDates.length - a.doubtfulDates.length,
  )
  const lacking = orders.filter(({ missingDates }) => missingDates.length > 0).length
  return (
    <>
      <p class="note">
        {orders.length + unread < storeCount
          ? system.ordersOfFirst(count(storeCount), count(orders.length), count(lacking))
          : system.ordersSummary(orders.length, lacking)}
      </p>
      <DataTable
        class="dense"
        caption={system.orders}
        columns={columnsOf(locale)}
        rows={sorted}
        rowKey={({ store }) => store}
      />
    </>
  )
}

function columnsOf(locale: Locale): Column<StoreFreshness>[] {
  const { words, lang } = locale
  const { system, coverage } = words
  return [
    storeColumn(locale),
    {
      id: 'state',
      title: system.orders,
      key: true,
      cell: (store) => <State store={store} locale={locale} />,
    },
    {
      id: 'lastComplete',
      title: system.lastComplete,
      cell: ({ lastCompleteDate: date }) =>
        date === null ? (
          <Unknown why={coverage.neverComplete} />
        ) : (
          <time dateTime={date}>{shortDate(date, lang)}</time>
        ),
    },
    {
      id: 'lacks',
      title: system.lacks,
      kind: 'wide',
      cell: ({ missingDates, doubtfulDates }) =>
        [
          missingDates.length > 0 && coverage.missing(missingDates.length, named(missingDates, locale)),
          doubtfulDates.length > 0 && coverage.doubtful(doubtfulDates.length, named(doubtfulDates, locale)),
        ]
          .filter((text) => text !== false)
          .join(words.reasonSeparator),
    },
  ]
}

/** Green is only what has all orders up to the last day that is over. */
function State({ store, locale }: { store: StoreFreshness; locale: Locale }) {
  const { system } = locale.words
  const { missingDates, doubtfulDates, upToDate } = store
  if (missingDates.length > 0) return <span class="chip bad">{system.daysMissing(missingDates.length)}</span>
  if (doubtfulDates.length > 0)
    return <span class="chip warn">{system.daysDoubtful(doubtfulDates.length)}</span>
  return upToDate ? (
    <span class="chip fine">{system.upToDate}</span>
  ) : (
    <span class="chip warn">{system.notUpToDate}</span>
  )
}
