import { type Fen, type MicroYuan, toFen } from './money'
import type { OrderDay } from './orderDay'
import { FEE_CHANNELS } from './thresholds'

/** What an order earned and what its delivery cost. Formulas: docs/rules.md#order-formulas. */

/** 订单实际利润, exact: Σ 利润额 − Σ 平台服务费 − 物流配送费 + Σ 企客后返. A fee that is unknown cannot be taken off. */
export function netProfitMicro(order: OrderDay): MicroYuan {
  return order.grossProfitMicro - (order.serviceFeeMicro ?? 0) - order.deliveryFeeMicro + order.rebateMicro
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

/** Whether KPIs count the order: on a fee channel, one whose service fee is known to be none is a test or was cancelled. */
export function isValidOrder(order: OrderDay): boolean {
  return !FEE_CHANNELS.has(order.channel) || order.serviceFeeMicro === null || order.serviceFeeMicro > 0
}
