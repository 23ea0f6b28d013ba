import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order } from '../diagnosis/order'
import type { HeaderMatch } from './columns'
import type { CollectedOrders } from './orderAssembler'
import type { ImportWarning, ReadReport } from './report'

/** Collected orders to the report about them. */

export function summarize(header: HeaderMatch, collected: CollectedOrders): ReadReport {
  const orders = [...collected.stores.values()].flat()
  return {
    linesRead: collected.linesRead,
    linesAccepted: collected.linesRead - collected.rejected.count,
    orders: orders.length,
    stores: collected.stores.size,
    days: daysOf(orders),
    rejected: {
      count: collected.rejected.count,
      lines: collected.rejected.lines,
      capped: collected.rejected.lines.length < collected.rejected.count,
    },
    unknownColumns: header.unknownColumns,
    warnings: [...costWarnings(header, orders), ...conflictWarnings(collected.conflicts)],
  }
}

function daysOf(orders: readonly Order[]): ReadReport['days'] {
  const dates = new Set<BusinessDate>(orders.map(businessDateOf))
  const sorted = [...dates].sort((a, b) => (a < b ? -1 : 1))
  const from = sorted[0]
  const to = sorted.at(-1)
  return from === undefined || to === undefined ? null : { count: sorted.length, from, to }
}

function costWarnings(header: HeaderMatch, orders: readonly Order[]): ImportWarning[] {
  if (header.indexes.商品采购成本 === undefined) return [{ code: 'noCostColumn' }]
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
