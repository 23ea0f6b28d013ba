import { lineRevenueMicro } from '../diagnosis/dayRollup'
import { isMerchandise } from '../diagnosis/merchandise'
import { type Fen, toFen } from '../diagnosis/money'
import type { ListRow } from './findRows'

/** A product's share in some orders; bags, notices and giveaways are none. */
export interface OrderProduct {
  store: string
  name: string
  orders: number
  quantity: number
  revenueFen: Fen
  /** Over the lines that know it. */
  grossProfitFen: Fen
}

/** Products on the list beside the orders. */
const MAX_PRODUCTS = 20

/** The products in the rows' orders, those that earned least first. */
export function productsOfOrders(rows: readonly ListRow[]): OrderProduct[] {
  const lines = rows.flatMap(({ store, order }) =>
    (order?.lines ?? []).filter(isMerchandise).map((line) => ({ store, orderId: order?.orderId, line })),
  )
  const products = [
    ...Map.groupBy(lines, ({ store, line }) => JSON.stringify([store, line.productKey])).values(),
  ]
  return products
    .map((ofProduct) => ({
      store: ofProduct[0]?.store ?? '',
      name: ofProduct[0]?.line.productName ?? '',
      orders: new Set(ofProduct.map(({ orderId }) => orderId)).size,
      quantity: ofProduct.reduce((sum, { line }) => sum + line.quantity, 0),
      revenueFen: toFen(ofProduct.reduce((sum, { line }) => sum + (lineRevenueMicro(line) ?? 0), 0)),
      grossProfitFen: toFen(ofProduct.reduce((sum, { line }) => sum + (line.grossProfitMicro ?? 0), 0)),
    }))
    .sort((a, b) => a.grossProfitFen - b.grossProfitFen || b.revenueFen - a.revenueFen)
    .slice(0, MAX_PRODUCTS)
}
