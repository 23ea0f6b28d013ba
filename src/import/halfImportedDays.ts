import type { BusinessDate } from '../diagnosis/businessDate'
import type { ImportWarning } from './report'

/** Below a third of its usual orders, a day looks half-imported. */
const USUAL_SHARE = 3
/** Days that tell what is usual. */
const MIN_DAYS = 3

/**
 * Days of an import that have less than a third of the store's usual orders: the median of its other days.
 * @param orderCounts of the store's latest days, by date
 */
export function halfImportedDays(
  store: string,
  dates: readonly BusinessDate[],
  orderCounts: ReadonlyMap<BusinessDate, number>,
): ImportWarning[] {
  return dates.flatMap((date) => {
    const orders = orderCounts.get(date)
    const others = [...orderCounts].filter(([other]) => other !== date).map(([, count]) => count)
    if (orders === undefined || others.length < MIN_DAYS) return []
    const usualOrders = median(others)
    return orders * USUAL_SHARE < usualOrders
      ? [{ code: 'halfImportedDay', store, date, orders, usualOrders }]
      : []
  })
}

function median(counts: number[]): number {
  const sorted = counts.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
