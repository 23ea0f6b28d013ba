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
    const usual = usualOrders(date, orderCounts)
    return orders !== undefined && usual !== null && isHalf(orders, usual)
      ? [{ code: 'halfImportedDay', store, date, orders, usualOrders: usual }]
      : []
  })
}

/** Whether a day has so few orders that it looks half-imported. */
export function isHalf(orders: number, usual: number): boolean {
  return orders * USUAL_SHARE < usual
}

/** The median of a store's other days; null where there are too few to tell. */
export function usualOrders(
  date: BusinessDate,
  orderCounts: ReadonlyMap<BusinessDate, number>,
): number | null {
  const others = [...orderCounts].filter(([other]) => other !== date).map(([, count]) => count)
  return others.length < MIN_DAYS ? null : median(others)
}

function median(counts: number[]): number {
  const sorted = counts.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
