import type { BusinessDate } from '../diagnosis/businessDate'
import type { Comparison, DayComparison, StoreMatch } from './protocol'

/** Several parts may tell of one day: of its orders, and of those that are cancelled. */
export function joinedComparisons(comparisons: readonly Comparison[]): {
  stores: StoreMatch[]
  days: DayComparison[]
} {
  const stores = new Map<string, StoreMatch>()
  const days = new Map<string, DayComparison>()
  for (const { store, days: ofPart } of comparisons) {
    stores.set(store.name, store)
    for (const day of ofPart) {
      const key = JSON.stringify([day.store, day.date])
      const before = days.get(key)
      days.set(key, before ? sumOf(before, day) : day)
    }
  }
  return { stores: [...stores.values()], days: [...days.values()].sort(byStoreAndDate) }
}

function sumOf(a: DayComparison, b: DayComparison): DayComparison {
  return {
    ...a,
    orders: a.orders + b.orders,
    revenueMicro: a.revenueMicro + b.revenueMicro,
    ordersNew: a.ordersNew + b.ordersNew,
    ordersChanged: a.ordersChanged + b.ordersChanged,
    ordersRemoved: a.ordersRemoved + b.ordersRemoved,
    ordersNotInFile: a.ordersNotInFile + b.ordersNotInFile,
    usualOrders: a.usualOrders ?? b.usualOrders,
  }
}

function byStoreAndDate(a: { store: string; date: BusinessDate }, b: typeof a): number {
  if (a.store !== b.store) return a.store < b.store ? -1 : 1
  return a.date < b.date ? -1 : 1
}
