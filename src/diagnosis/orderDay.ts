import { isMerchandise } from './merchandise'
import type { MicroYuan } from './money'
import { lineRevenueMicro, type Order, type OrderLine } from './order'
import { type ColumnName, MARKETING_COLUMNS } from './orderFields'
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
  /** 商品减免金额 */
  productDiscountMicro: MicroYuan
  /** 商家代金券 + 商家承担部分券 */
  couponsMicro: MicroYuan
  /** 满减金额 */
  orderDiscountMicro: MicroYuan
  /** 新客减免金额 + 满赠金额 + 商家其他优惠 */
  otherDiscountMicro: MicroYuan
  /** Σ max(0, cost − revenue) over its sales of known cost and price: what selling below cost took. */
  belowCostMicro: MicroYuan
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
  'productDiscountMicro',
  'couponsMicro',
  'orderDiscountMicro',
  'otherDiscountMicro',
  'belowCostMicro',
] as const satisfies readonly (keyof OrderDay)[]

/** Σ of some of the order's marketing amounts. */
function marketingSumMicro({ marketingMicro }: Order, ...columns: ColumnName[]): MicroYuan {
  return columns.reduce((sum, column) => sum + (marketingMicro[MARKETING_COLUMNS.indexOf(column)] ?? 0), 0)
}

/** What a sale cost more than it brought: 0 for one that did not, and where cost or price are unknown. */
function lostBelowCostMicro(line: OrderLine): MicroYuan {
  const revenueMicro = lineRevenueMicro(line)
  const isSale = line.quantityMilli > 0 && isMerchandise(line)
  if (!isSale || line.costMicro === null || revenueMicro === null) return 0
  return Math.max(0, line.costMicro - revenueMicro)
}

/** The order's sums; see {@link OrderDay}. */
export function sumOrder(order: Order): OrderDay {
  const sum = {
    revenueMicro: 0,
    grossProfitMicro: 0,
    rebateMicro: 0,
    gmvMicro: 0,
    marketingMicro: 0,
    belowCostMicro: 0,
  }
  let serviceFeeMicro: MicroYuan | null = null
  let listed = false
  for (const line of order.lines) {
    sum.revenueMicro += lineRevenueMicro(line) ?? 0
    sum.grossProfitMicro += line.grossProfitMicro ?? 0
    if (line.serviceFeeMicro !== null) serviceFeeMicro = (serviceFeeMicro ?? 0) + line.serviceFeeMicro
    sum.rebateMicro += line.rebateMicro
    sum.belowCostMicro += lostBelowCostMicro(line)
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
    productDiscountMicro: marketingSumMicro(order, '商品减免金额'),
    couponsMicro: marketingSumMicro(order, '商家代金券', '商家承担部分券'),
    orderDiscountMicro: marketingSumMicro(order, '满减金额'),
    otherDiscountMicro: marketingSumMicro(order, '新客减免金额', '满赠金额', '商家其他优惠'),
  }
}
