import { type Kpi, kpiOf } from './kpi'
import type { OrderDay } from './orderDay'
import { deliveryExcessFen, isLossOrder } from './orderProfit'

/** What a day's orders add up to: all that is asked of a day once it is not the day of the diagnosis. */
export interface DaySummary {
  kpi: Kpi
  /** Orders that rule `lossOrders` finds on the day. */
  lossOrders: number
  /** Orders that rule `deliveryCost` finds on the day. */
  expensiveDeliveries: number
}

export function summarize(orders: readonly OrderDay[]): DaySummary {
  return {
    kpi: kpiOf(orders),
    lossOrders: orders.filter(isLossOrder).length,
    expensiveDeliveries: orders.filter((order) => deliveryExcessFen(order) > 0).length,
  }
}
