import type { BusinessDate } from './businessDate'
import type { MicroYuan } from './money'
import type { LineValues, OrderColumn, OrderValues } from './orderFields'
import { timesMicro } from './quantity'

/**
 * A line of an order as imported: what its columns say, as the table in `orderFields.ts` has them.
 *
 * `null` means that the export does not say: an unknown cost, price or stock is never 0.
 * Fees, discounts and rebates left blank in an export are 0 (docs/rules.md#unknown-values).
 */
export interface OrderLine extends LineValues {
  /** 店内码, else 条码, else 商品名称: what makes two lines of a store the same product. */
  productKey: string
}

/** An order as imported, with its lines. */
export interface Order extends OrderValues {
  /** 订单ID, as text. Unique within a store. */
  orderId: string
  /** One amount for each marketing column, in the order of the table. */
  marketingMicro: MicroYuan[]
  lines: OrderLine[]
  /** The line of the file on which it begins, of an order that comes from a file just now; figures know nothing of it. */
  fileLine?: number
}

/** What an order has of an order-level column; null = the export does not say. */
export function orderValue(order: Order, column: OrderColumn): string | number | null {
  const { field, marketingIndex } = column
  return field === 'marketingMicro' ? (order.marketingMicro[marketingIndex ?? 0] ?? 0) : order[field]
}

/** The business day of an order: the calendar day of its local time. */
export function businessDateOf(order: Pick<Order, 'orderedAt'>): BusinessDate {
  return order.orderedAt.slice(0, 10)
}

/** What a line was paid in all, null where the unit price is unknown. */
export function lineRevenueMicro({
  unitPriceMicro,
  quantityMilli,
}: Pick<OrderLine, 'unitPriceMicro' | 'quantityMilli'>): MicroYuan | null {
  return unitPriceMicro === null ? null : timesMicro(unitPriceMicro, quantityMilli)
}
