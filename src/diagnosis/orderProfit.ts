import { type Fen, type MicroYuan, toFen } from './money'
import type { OrderDay } from './orderDay'
import { DELIVERY_COST_LIMIT_FEN, FEE_CHANNELS } from './thresholds'

/** What an order earned and what its delivery cost. Formulas: docs/rules.md#order-formulas. */

/** 订单实际利润, exact: Σ 利润额 − Σ 平台服务费 − 物流配送费 + Σ 企客后返. */
export function netProfitMicro(order: OrderDay): MicroYuan {
  return order.grossProfitMicro - order.serviceFeeMicro - order.deliveryFeeMicro + order.rebateMicro
}

/** 订单实际利润, rounded to fen. */
export function netProfitFen(order: OrderDay): Fen {
  return toFen(netProfitMicro(order))
}

/** 配送净成本: 物流配送费 − (用户支付配送费 − 配送费减免金额) − Σ 企客后返, rounded to fen. */
export function netDeliveryCostFen(order: OrderDay): Fen {
  const paidByUserMicro = order.userDeliveryFeeMicro - order.deliveryDiscountMicro
  return toFen(order.deliveryFeeMicro - paidByUserMicro - order.rebateMicro)
}

/** Whether the order cost more than it brought. A gross profit of exactly 0 means that costs are missing, not that it lost. */
export function isLossOrder(order: OrderDay): boolean {
  return netProfitFen(order) < 0 && order.grossProfitMicro !== 0
}

/** Whether the order would be one that lost, if its costs were not missing: nobody can tell. */
export function isLossWithoutCost(order: OrderDay): boolean {
  return netProfitFen(order) < 0 && order.grossProfitMicro === 0
}

/** 配送净成本 above the limit; 0 or less where the delivery is not expensive. */
export function deliveryExcessFen(order: OrderDay): Fen {
  return netDeliveryCostFen(order) - DELIVERY_COST_LIMIT_FEN
}

/** Whether KPIs count the order: on a fee channel, one without a service fee is a test or was cancelled. */
export function isValidOrder(order: OrderDay): boolean {
  return !FEE_CHANNELS.has(order.channel) || order.serviceFeeMicro > 0
}
