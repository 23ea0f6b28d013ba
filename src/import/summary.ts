import type { BusinessDate } from '../diagnosis/businessDate'
import { lostMany } from '../diagnosis/dayDoubt'
import { businessDateOf, type Order } from '../diagnosis/order'
import { FEE_CHANNELS } from '../diagnosis/thresholds'
import { shorten } from './cellText'
import type { CollectedOrders } from './orderAssembler'
import { type ImportWarning, MOST_ALIKE, type ReadReport, type SkippedRow } from './report'
import type { Row } from './rows'
import { similarStores } from './storeNames'
import type { TableContent } from './table'

/** Collected orders to the report about them. */

/** A title is read, not a file. */
const SKIPPED_CHARS = 100

export function summarize(content: TableContent): ReadReport {
  const { header, collected } = content
  const { columns } = header
  const orders = [...collected.stores.values()].flat()
  const { rejected } = collected
  return {
    kind: { id: columns.kind.id, title: columns.kind.title },
    headerRow: header.line,
    headerSignature: content.signature,
    skippedRows: header.skipped.map(skippedRow),
    duplicateColumns: columns.duplicateColumns,
    totalRows: content.totalRows,
    repeatedHeaders: content.repeatedHeaders,
    linesRead: collected.linesRead,
    linesAccepted: collected.linesAccepted,
    linesCancelled: collected.linesCancelled,
    ordersCancelled: countIds(collected.cancelled),
    orders: orders.length,
    stores: collected.stores.size,
    days: daysOf(orders),
    rejected: {
      count: rejected.count,
      lines: rejected.lines,
      capped: rejected.lines.length < rejected.count,
    },
    unknownColumns: columns.unknownColumns,
    warnings: warningsOf(content, orders),
  }
}

function warningsOf(content: TableContent, orders: readonly Order[]): ImportWarning[] {
  const { header, collected } = content
  const { statusColumns, indexes, names } = header.columns
  const { unreadable, unknownPrices, partlyRefunded, copies } = collected
  const distanceHeader = names[indexes.配送距离 ?? -1] ?? ''
  return [
    ...costWarnings(content, orders),
    ...conflictWarnings(collected.conflicts),
    ...when(unreadable.cells > 0, { code: 'unreadableCells', ...unreadable }),
    ...when(unknownPrices.count > 0, { code: 'unknownPrices', rows: unknownPrices }),
    ...when(partlyRefunded.orders > 0, { code: 'partlyRefunded', ...partlyRefunded }),
    ...when(statusColumns.length > 0, { code: 'statusColumns', columns: statusColumns }),
    ...(copies
      ? [
          {
            code: 'pastedTwice' as const,
            times: copies.times,
            rows: { count: collected.linesRead, lines: [copies.secondFrom] },
          },
        ]
      : []),
    ...when(content.tookKilometres, { code: 'kilometres', header: distanceHeader }),
    ...content.amountWarnings,
    ...feeWarnings(content, orders),
    ...storeWarnings(content),
    ...doubtfulDays(collected),
  ]
}

function when(holds: boolean, warning: ImportWarning): ImportWarning[] {
  return holds ? [warning] : []
}

function skippedRow({ line, cells }: Row): SkippedRow {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return { line, text: shorten(filled.join(' '), SKIPPED_CHARS) }
}

function countIds(cancelled: ReadonlyMap<string, string[]>): number {
  return [...cancelled.values()].reduce((sum, ids) => sum + ids.length, 0)
}

function daysOf(orders: readonly Order[]): ReadReport['days'] {
  const dates = new Set<BusinessDate>(orders.map(businessDateOf))
  const sorted = [...dates].sort((a, b) => (a < b ? -1 : 1))
  const from = sorted[0]
  const to = sorted.at(-1)
  return from === undefined || to === undefined ? null : { count: sorted.length, from, to }
}

function costWarnings({ header }: TableContent, orders: readonly Order[]): ImportWarning[] {
  if (header.columns.indexes.商品采购成本 === undefined) return [{ code: 'noCostColumn' }]
  let lines = 0
  let linesWithCost = 0
  for (const order of orders) {
    lines += order.lines.length
    for (const line of order.lines) if (line.costMicro !== null) linesWithCost++
  }
  return linesWithCost * 2 < lines ? [{ code: 'fewCosts', linesWithCost, lines }] : []
}

function conflictWarnings({ orders, examples }: CollectedOrders['conflicts']): ImportWarning[] {
  return orders > 0 ? [{ code: 'conflictingOrderValues', orders, examples }] : []
}

/** An order of such a channel is valid where a fee was charged: without the column nothing tells. */
function feeWarnings({ hasServiceFees }: TableContent, orders: readonly Order[]): ImportWarning[] {
  if (hasServiceFees) return []
  const charged = orders.filter(({ channel }) => FEE_CHANNELS.has(channel))
  const channels = [...new Set(charged.map(({ channel }) => channel))]
  return charged.length > 0 ? [{ code: 'feesUnknown', orders: charged.length, channels }] : []
}

function storeWarnings({ collected, storeIds }: TableContent): ImportWarning[] {
  const pairs = similarStores([...collected.stores.keys()]).slice(0, MOST_ALIKE)
  const shared = storeIds.shared().slice(0, MOST_ALIKE)
  return [
    ...when(pairs.length > 0, { code: 'similarStores', pairs }),
    ...shared.map((ids) => ({ code: 'sharedStoreId', ...ids }) as const),
  ]
}

function doubtfulDays({ rejectedDays }: CollectedOrders): ImportWarning[] {
  return rejectedDays
    .filter(lostMany)
    .slice(0, MOST_ALIKE)
    .map((day) => ({ code: 'doubtfulDay', ...day }) as const)
}
