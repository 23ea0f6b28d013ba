import type { BusinessDate } from './businessDate'
import type { MicroYuan } from './money'

/**
 * An order and its lines as imported. No I/O. No clock.
 *
 * `null` means that the export does not say: an unknown cost, price or stock is never 0.
 * Fees, discounts and rebates left blank in an export are 0 (docs/rules.md#unknown-values).
 */
export interface OrderLine {
  /** 店内码, else 条码, else 商品名称: what makes two lines of a store the same product. */
  productKey: string
  productName: string
  /** 一级分类名, '' where blank. */
  category: string
  /** 三级分类名, '' where blank. */
  subcategory: string
  /** 月售: units on this line; 0 = cancelled, below 0 = returned. */
  quantity: number
  /** 实收价格: paid for one unit. */
  unitPriceMicro: MicroYuan | null
  /** 商品原价: list price of one unit. */
  listPriceMicro: MicroYuan | null
  /** 商品采购成本 of the whole line. */
  costMicro: MicroYuan | null
  /** 利润额 of the whole line. */
  grossProfitMicro: MicroYuan | null
  /** 平台服务费 */
  serviceFeeMicro: MicroYuan
  /** 企客后返 */
  rebateMicro: MicroYuan
  /** 库存: stock snapshot when the line was written. */
  stock: number | null
}

/** The seven marketing amounts of an order, in the order of docs/rules.md#orders-and-lines. */
export const MARKETING_COLUMNS = [
  '满减金额',
  '商品减免金额',
  '新客减免金额',
  '商家代金券',
  '商家承担部分券',
  '满赠金额',
  '商家其他优惠',
] as const

export interface Order {
  /** 订单ID, as text. Unique within a store. */
  orderId: string
  /** Local time as exported, `YYYY-MM-DDTHH:MM:SS`. */
  orderedAt: string
  channel: string
  /** 物流配送费: what the store pays for delivery. */
  deliveryFeeMicro: MicroYuan
  /** 用户支付配送费 */
  userDeliveryFeeMicro: MicroYuan
  /** 配送费减免金额 */
  deliveryDiscountMicro: MicroYuan
  /** 打包袋金额 */
  bagFeeMicro: MicroYuan
  /** One amount for each of {@link MARKETING_COLUMNS}. */
  marketingMicro: MicroYuan[]
  /** 配送距离 */
  distanceMetres: number | null
  lines: OrderLine[]
}

/** The business day of an order: the calendar day of its local time. */
export function businessDateOf(order: Pick<Order, 'orderedAt'>): BusinessDate {
  return order.orderedAt.slice(0, 10)
}

/** What a line was paid in all, null where the unit price is unknown. */
export function lineRevenueMicro(line: Pick<OrderLine, 'unitPriceMicro' | 'quantity'>): MicroYuan | null {
  return line.unitPriceMicro === null ? null : line.unitPriceMicro * line.quantity
}
