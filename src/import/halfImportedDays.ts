import type { BusinessDate } from '../diagnosis/businessDate'
import { looksHalfImported, usualOrders } from '../diagnosis/dayDoubt'
import type { ImportWarning } from './report'

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
    return orders !== undefined && usual !== null && looksHalfImported(orders, usual)
      ? [{ code: 'halfImportedDay', store, date, orders, usualOrders: usual }]
      : []
  })
}
