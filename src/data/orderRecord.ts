import type { Order, OrderLine } from '../diagnosis/order'
import type { orders } from './schema'

/** An order as a row of `orders`: its lines as JSON arrays in the order of {@link LineRecord}. */
export type OrderRecord = Omit<typeof orders.$inferSelect, 'storeId'>

type LineRecord = [
  productKey: string,
  productName: string,
  category: string,
  subcategory: string,
  quantity: number,
  unitPriceMicro: number | null,
  listPriceMicro: number | null,
  costMicro: number | null,
  grossProfitMicro: number | null,
  serviceFeeMicro: number,
  rebateMicro: number,
  stock: number | null,
]

/** Lines are kept in one canonical order: a file with its lines shuffled is the same import. */
export function toOrderRecord(order: Order): OrderRecord {
  return {
    orderId: order.orderId,
    orderedAt: order.orderedAt,
    channel: order.channel,
    deliveryFeeMicro: order.deliveryFeeMicro,
    userDeliveryFeeMicro: order.userDeliveryFeeMicro,
    deliveryDiscountMicro: order.deliveryDiscountMicro,
    bagFeeMicro: order.bagFeeMicro,
    marketingMicro: JSON.stringify(order.marketingMicro),
    distanceMetres: order.distanceMetres,
    lines: `[${order.lines
      .map((line) => JSON.stringify(toLineRecord(line)))
      .sort()
      .join(',')}]`,
  }
}

export function fromOrderRecord(record: OrderRecord): Order {
  return {
    orderId: record.orderId,
    orderedAt: record.orderedAt,
    channel: record.channel,
    deliveryFeeMicro: record.deliveryFeeMicro,
    userDeliveryFeeMicro: record.userDeliveryFeeMicro,
    deliveryDiscountMicro: record.deliveryDiscountMicro,
    bagFeeMicro: record.bagFeeMicro,
    marketingMicro: JSON.parse(record.marketingMicro) as number[],
    distanceMetres: record.distanceMetres,
    lines: (JSON.parse(record.lines) as LineRecord[]).map(fromLineRecord),
  }
}

function toLineRecord(line: OrderLine): LineRecord {
  return [
    line.productKey,
    line.productName,
    line.category,
    line.subcategory,
    line.quantity,
    line.unitPriceMicro,
    line.listPriceMicro,
    line.costMicro,
    line.grossProfitMicro,
    line.serviceFeeMicro,
    line.rebateMicro,
    line.stock,
  ]
}

function fromLineRecord(record: LineRecord): OrderLine {
  const [productKey, productName, category, subcategory, quantity, ...amounts] = record
  const [unitPriceMicro, listPriceMicro, costMicro, grossProfitMicro, serviceFeeMicro, rebateMicro, stock] =
    amounts
  return {
    productKey,
    productName,
    category,
    subcategory,
    quantity,
    unitPriceMicro,
    listPriceMicro,
    costMicro,
    grossProfitMicro,
    serviceFeeMicro,
    rebateMicro,
    stock,
  }
}
