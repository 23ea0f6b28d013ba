import { divideRounded } from '../../money'
import { WEEK_DAYS } from '../../thresholds'
import type { LowStock } from './rule'

/** Days that the stock lasts at the pace of the week, in tenths. */
export function coverTenths({ stockMilli, quantityMilli }: LowStock): number {
  return divideRounded(stockMilli * WEEK_DAYS * 10, quantityMilli)
}
