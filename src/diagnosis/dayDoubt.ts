import type { BusinessDate } from './businessDate'

/** Whether a day's figures are in doubt: too few orders came, or too many were rejected. */

/** Below a third of its usual orders, a day looks half-imported. */
const USUAL_SHARE = 3
/** Days that tell what is usual. */
const MIN_DAYS = 3
/** A day that lost more than a tenth of its orders is in doubt. */
const REJECTED_SHARE = 10

export type Doubt = { usualOrders: number } | { rejectedOrders: number }

/**
 * @param orderCounts of the store's latest days that are over, by date
 * @returns undefined for a day that is as good as any
 */
export function doubtOf(
  { date, orders, rejectedOrders }: { date: BusinessDate; orders: number; rejectedOrders: number },
  orderCounts: ReadonlyMap<BusinessDate, number>,
): Doubt | undefined {
  if (lostMany({ orders, rejectedOrders })) return { rejectedOrders }
  const usual = usualOrders(date, orderCounts)
  return usual !== null && looksHalfImported(orders, usual) ? { usualOrders: usual } : undefined
}

/** Whether a day lost so many of its orders to rejection that its figures are in doubt. */
export function lostMany({ orders, rejectedOrders }: { orders: number; rejectedOrders: number }): boolean {
  return rejectedOrders * REJECTED_SHARE > orders + rejectedOrders
}

/** Whether a day has so few orders that it looks half-imported. */
export function looksHalfImported(orders: number, usual: number): boolean {
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
