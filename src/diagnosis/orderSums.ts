import { type Fen, sumFen } from './money'
import type { OrderDay } from './orderDay'
import { isLossWithoutCost, isValidOrder } from './orderProfit'

/** What stands between the day's gross and net profit, and the orders that rule `lossOrders` cannot judge. */
export interface OrderSums {
  /** Over valid orders, as the KPIs. */
  serviceFeeFen: Fen
  deliveryFeeFen: Fen
  rebateFen: Fen
  /** Orders below 0 whose gross profit is exactly 0: their costs are missing, so that nobody knows. */
  ordersWithoutCost: number
}

export function sumOrders(orders: readonly OrderDay[]): OrderSums {
  const valid = orders.filter(isValidOrder)
  return {
    serviceFeeFen: sumFen(valid, (order) => order.serviceFeeMicro),
    deliveryFeeFen: sumFen(valid, (order) => order.deliveryFeeMicro),
    rebateFen: sumFen(valid, (order) => order.rebateMicro),
    ordersWithoutCost: orders.filter(isLossWithoutCost).length,
  }
}

export function mergeOrderSums(a: OrderSums, b: OrderSums): OrderSums {
  return {
    serviceFeeFen: a.serviceFeeFen + b.serviceFeeFen,
    deliveryFeeFen: a.deliveryFeeFen + b.deliveryFeeFen,
    rebateFen: a.rebateFen + b.rebateFen,
    ordersWithoutCost: a.ordersWithoutCost + b.ordersWithoutCost,
  }
}
