import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf } from '../diagnosis/order'
import { batchesOf } from './batches'
import type { ComparedPart, OrdersPart } from './protocol'
import type { ReadOutcome } from './readOrders'

/** What was read, cut into the parts that go over the wire: the same file always into the same ones. */

export type ReadFile = Extract<ReadOutcome, { status: 'read' }>

export interface PartOptions {
  /** Whether the file holds all orders of its stores' days. */
  completeDays: boolean
}

/** Ids of cancelled orders in one part: each may be of a day of its own, of which all stored orders are read. */
export const MAX_PART_CANCELLED = 100

/** Whole days of one store each, then what is cancelled or was rejected beside them. */
export function partsOf(
  { stores, cancelled, rejectedDays }: ReadFile,
  { completeDays }: PartOptions,
): OrdersPart[] {
  const rejected = rejectedByStore(rejectedDays)
  const parts: OrdersPart[] = []
  for (const { store, orders } of batchesOf(stores)) {
    const ofStore = rejected.get(store)
    const dates = [...new Set(orders.map(businessDateOf))]
    const rejectedOrders = taken(ofStore, dates)
    // A day that lost an order to rejection is not in the file as a whole: what is stored of it stays.
    const isWhole = (date: BusinessDate) => completeDays && rejectedOrders[date] === undefined
    parts.push({ store, orders, cancelledIds: [], completeDays: dates.filter(isWhole), rejectedOrders })
  }
  for (const [store, ids] of cancelled) {
    for (let at = 0; at < ids.length; at += MAX_PART_CANCELLED) {
      parts.push({ ...withoutOrders(store), cancelledIds: ids.slice(at, at + MAX_PART_CANCELLED) })
    }
  }
  for (const [store, days] of rejected) {
    if (days.size > 0) parts.push({ ...withoutOrders(store), rejectedOrders: Object.fromEntries(days) })
  }
  return parts
}

/** The same parts, each with what its store is found by before there is an import of them. */
export function comparedPartsOf(read: ReadFile, options: PartOptions): ComparedPart[] {
  const { storeIds, cancelled, report } = read
  return partsOf(read, options).map((part) => ({
    ...part,
    kind: report.kind.id,
    ids: storeIds.get(part.store) ?? [],
    cancelledElsewhere: part.completeDays.length > 0 ? (cancelled.get(part.store) ?? []) : [],
  }))
}

/** Whether a part changes orders; one that does not only tells how many were rejected. */
export function changesOrders({ orders, cancelledIds, completeDays }: OrdersPart): boolean {
  return orders.length + cancelledIds.length + completeDays.length > 0
}

function withoutOrders(store: string): OrdersPart {
  return { store, orders: [], cancelledIds: [], completeDays: [], rejectedOrders: {} }
}

function rejectedByStore(days: ReadFile['rejectedDays']): Map<string, Map<BusinessDate, number>> {
  const byStore = Map.groupBy(days, ({ store }) => store)
  return new Map(
    [...byStore].map(([store, ofStore]) => [
      store,
      new Map(ofStore.map(({ date, rejectedOrders }) => [date, rejectedOrders])),
    ]),
  )
}

/** Takes out what a part says of its days. */
function taken(
  days: Map<BusinessDate, number> | undefined,
  dates: readonly BusinessDate[],
): Record<BusinessDate, number> {
  const found: Record<BusinessDate, number> = {}
  for (const date of dates) {
    const count = days?.get(date)
    if (count === undefined) continue
    found[date] = count
    days?.delete(date)
  }
  return found
}
