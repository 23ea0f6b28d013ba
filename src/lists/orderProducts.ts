import { isMerchandise } from '../diagnosis/merchandise'
import { type Fen, type MicroYuan, sumFen } from '../diagnosis/money'
import { lineRevenueMicro } from '../diagnosis/order'
import type { Milli } from '../diagnosis/quantity'
import type { ListRow } from './findRows'

/** A product's share in some orders; bags, notices and giveaways are none. */
export interface OrderProduct {
  store: string
  productKey: string
  name: string
  orders: number
  quantityMilli: Milli
  revenueFen: Fen
  /** Over the lines that know it; null where none does. */
  grossProfitFen: Fen | null
}

/** Products on the list beside the orders. */
const MAX_PRODUCTS = 20

/** The products in the rows' orders, those that earned least first, and last those of which nobody knows. */
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
      productKey: ofProduct[0]?.line.productKey ?? '',
      name: ofProduct[0]?.line.productName ?? '',
      orders: new Set(ofProduct.map(({ orderId }) => orderId)).size,
      quantityMilli: ofProduct.reduce((sum, { line }) => sum + line.quantityMilli, 0),
      revenueFen: sumFen(ofProduct, ({ line }) => lineRevenueMicro(line) ?? 0),
      grossProfitFen: knownProfitFen(ofProduct.map(({ line }) => line.grossProfitMicro)),
    }))
    .sort((a, b) => byProfit(a.grossProfitFen, b.grossProfitFen) || b.revenueFen - a.revenueFen)
    .slice(0, MAX_PRODUCTS)
}

function knownProfitFen(profitsMicro: readonly (MicroYuan | null)[]): Fen | null {
  const known = profitsMicro.filter((profitMicro) => profitMicro !== null)
  return known.length === 0 ? null : sumFen(known, (profitMicro) => profitMicro)
}

function byProfit(a: Fen | null, b: Fen | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a - b
}
