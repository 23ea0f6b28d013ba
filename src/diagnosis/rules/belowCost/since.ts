import type { BusinessDate } from '../../businessDate'
import type { StoreWindow } from '../../storeWindow'
import { WINDOW_DAYS } from '../../thresholds'

/**
 * The first of the days in a row up to D on which the product was sold below cost. A day on which it was not sold says nothing, and
 * one on which it was sold at a known cost without a loss ends the row.
 * @returns null where only one channel is looked at: a product's days are of all channels
 */
export function belowCostSince(productId: number, window: StoreWindow): BusinessDate | null {
  if (window.onlyChannel !== undefined) return null
  const history = window.history(productId)
  let since: BusinessDate | null = null
  for (let offset = 0; offset < WINDOW_DAYS; offset++) {
    const day = window.day(offset)
    if (!day) continue
    if (day.lossLines.some((line) => line.productId === productId)) since = day.date
    else if ((history?.value(offset, 'saleCostQuantityMilli') ?? 0) > 0) break
  }
  return since
}
