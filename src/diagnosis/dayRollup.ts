import type { BusinessDate } from './businessDate'
import { type Coverage, coverageOf } from './coverage'
import { type DaySummary, summarize } from './daySummary'
import { isMerchandise } from './merchandise'
import { type MicroYuan, toFen } from './money'
import { lineRevenueMicro, type Order, type OrderLine } from './order'
import { type OrderDay, sumOrder } from './orderDay'

/** One store's day, summed up once at import: what every rule reads. No I/O. No clock. */
export interface DayRollup {
  date: BusinessDate
  orders: OrderDay[]
  summary: DaySummary
  products: ProductDay[]
  lossLines: LossLine[]
  coverage: Coverage
}

/** A product's merchandise lines of one day. */
export interface ProductDay {
  productId: number
  /** Σ 月售, with cancelled (0) and returned (negative) lines. */
  quantity: number
  /** The same quantity by channel. */
  channels: [channel: string, quantity: number][]
  revenueMicro: MicroYuan
  /** Σ list price × quantity over the lines that know it: what a discount is measured against. */
  listValueMicro: MicroYuan
  /** The lines whose gross profit is known; a margin is computed on these alone. */
  known: { quantity: number; revenueMicro: MicroYuan; grossProfitMicro: MicroYuan; lines: number }
  /** Whether a line has a quantity above 0. */
  sold: boolean
  /** Σ over the day's sales with a known cost: what a unit costs. */
  saleCostMicro: MicroYuan
  saleCostQuantity: number
  /** Stock on the last merchandise line of the day that knows it. */
  stock: number | null
}

/** A sale below cost. */
export interface LossLine {
  productId: number
  orderId: string
  channel: string
  quantity: number
  unitPriceMicro: MicroYuan
  costMicro: MicroYuan
}

/**
 * Sums up one day of one store.
 * @param orders all orders of that store and day, in any order: the result does not depend on it
 * @param productIdOf the number of a product within its store
 */
export function rollUpDay(
  date: BusinessDate,
  orders: readonly Order[],
  productIdOf: (productKey: string) => number,
): DayRollup {
  const products = new Map<number, ProductDay>()
  const lossLines: LossLine[] = []
  const inTime = orders.toSorted(byTimeThenId)
  for (const order of inTime) {
    // Lines of one order share its time: the lowest stock is the latest, for stock only falls while selling.
    const lines = order.lines.filter(isMerchandise).toSorted(byStockFalling)
    for (const line of lines) {
      const productId = productIdOf(line.productKey)
      const product = products.get(productId) ?? emptyProductDay(productId)
      products.set(productId, product)
      addLine(product, line, order.channel)
      const loss = lossLine(line, productId, order)
      if (loss) lossLines.push(loss)
    }
  }
  const orderDays = inTime.map(sumOrder)
  return {
    date,
    orders: orderDays,
    summary: summarize(orderDays),
    products: [...products.values()].sort((a, b) => a.productId - b.productId),
    lossLines,
    coverage: coverageOf(inTime),
  }
}

function byTimeThenId(a: Order, b: Order): number {
  if (a.orderedAt !== b.orderedAt) return a.orderedAt < b.orderedAt ? -1 : 1
  return a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : 0
}

function byStockFalling(a: OrderLine, b: OrderLine): number {
  return (b.stock ?? Number.POSITIVE_INFINITY) - (a.stock ?? Number.POSITIVE_INFINITY) || 0
}

function emptyProductDay(productId: number): ProductDay {
  return {
    productId,
    quantity: 0,
    channels: [],
    revenueMicro: 0,
    listValueMicro: 0,
    known: { quantity: 0, revenueMicro: 0, grossProfitMicro: 0, lines: 0 },
    sold: false,
    saleCostMicro: 0,
    saleCostQuantity: 0,
    stock: null,
  }
}

function addLine(product: ProductDay, line: OrderLine, channel: string): void {
  const revenueMicro = lineRevenueMicro(line)
  product.quantity += line.quantity
  product.revenueMicro += revenueMicro ?? 0
  product.listValueMicro += (line.listPriceMicro ?? 0) * line.quantity
  if (line.grossProfitMicro !== null && revenueMicro !== null) {
    product.known.lines += 1
    product.known.quantity += line.quantity
    product.known.revenueMicro += revenueMicro
    product.known.grossProfitMicro += line.grossProfitMicro
  }
  if (line.quantity > 0) {
    product.sold = true
    if (line.costMicro !== null) {
      product.saleCostMicro += line.costMicro
      product.saleCostQuantity += line.quantity
    }
  }
  if (line.stock !== null) product.stock = line.stock
  const entry = product.channels.find(([name]) => name === channel)
  if (entry) entry[1] += line.quantity
  else product.channels.push([channel, line.quantity])
}

/** The line as a sale below cost, where its loss is at least half a fen (docs/rules.md#belowcost). */
function lossLine(line: OrderLine, productId: number, order: Order): LossLine | undefined {
  const revenueMicro = lineRevenueMicro(line)
  if (line.quantity <= 0 || line.costMicro === null || line.unitPriceMicro === null || revenueMicro === null)
    return undefined
  if (toFen(line.costMicro - revenueMicro) <= 0) return undefined
  return {
    productId,
    orderId: order.orderId,
    channel: order.channel,
    quantity: line.quantity,
    unitPriceMicro: line.unitPriceMicro,
    costMicro: line.costMicro,
  }
}
