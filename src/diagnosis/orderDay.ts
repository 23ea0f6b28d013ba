import type { MicroYuan } from './money'
import { lineRevenueMicro, type Order } from './order'
import { timesMicro } from './quantity'

/** An order's exact sums over its lines, all of them: a bag's cost is part of its order's cost. */
export interface OrderDay {
  orderId: string
  orderedAt: string
  channel: string
  /** Σ 实收价格 × 月售 */
  revenueMicro: MicroYuan
  /** Σ 利润额 over the lines that know it. */
  grossProfitMicro: MicroYuan
  /** null where no line knows it. */
  serviceFeeMicro: MicroYuan | null
  rebateMicro: MicroYuan
  deliveryFeeMicro: MicroYuan
  userDeliveryFeeMicro: MicroYuan
  deliveryDiscountMicro: MicroYuan
  /** Σ list price × quantity over lines with a list price above 0, plus bag and delivery fee paid; 0 without such a line. */
  gmvMicro: MicroYuan
  /** The seven marketing amounts; 0 for an order without a line of a list price above 0 (docs/rules.md#kpis). */
  marketingMicro: MicroYuan
  distanceMetres: number | null
}

/** All fields, in the order in which a stored day keeps them: the order's ID stays first, for a day's orders are found by it. */
export const ORDER_DAY_FIELDS = [
  'orderId',
  'orderedAt',
  'channel',
  'revenueMicro',
  'grossProfitMicro',
  'serviceFeeMicro',
  'rebateMicro',
  'deliveryFeeMicro',
  'userDeliveryFeeMicro',
  'deliveryDiscountMicro',
  'gmvMicro',
  'marketingMicro',
  'distanceMetres',
] as const satisfies readonly (keyof OrderDay)[]

/** The order's sums; see {@link OrderDay}. */
export function sumOrder(order: Order): OrderDay {
  const sum = {
    revenueMicro: 0,
    grossProfitMicro: 0,
    rebateMicro: 0,
    gmvMicro: 0,
    marketingMicro: 0,
  }
  let serviceFeeMicro: MicroYuan | null = null
  let listed = false
  for (const line of order.lines) {
    sum.revenueMicro += lineRevenueMicro(line) ?? 0
    sum.grossProfitMicro += line.grossProfitMicro ?? 0
    if (line.serviceFeeMicro !== null) serviceFeeMicro = (serviceFeeMicro ?? 0) + line.serviceFeeMicro
    sum.rebateMicro += line.rebateMicro
    if (line.listPriceMicro !== null && line.listPriceMicro > 0) {
      listed = true
      sum.gmvMicro += timesMicro(line.listPriceMicro, line.quantityMilli)
    }
  }
  if (listed) {
    sum.gmvMicro += order.bagFeeMicro + order.userDeliveryFeeMicro
    for (const amountMicro of order.marketingMicro) sum.marketingMicro += amountMicro
  }
  return {
    orderId: order.orderId,
    orderedAt: order.orderedAt,
    channel: order.channel,
    ...sum,
    serviceFeeMicro,
    deliveryFeeMicro: order.deliveryFeeMicro,
    userDeliveryFeeMicro: order.userDeliveryFeeMicro,
    deliveryDiscountMicro: order.deliveryDiscountMicro,
    distanceMetres: order.distanceMetres,
  }
}
