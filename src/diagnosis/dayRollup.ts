import type { BusinessDate } from './businessDate'
import { type CategoryProfit, categoryProfitsOf } from './categoryProfit'
import { type Coverage, coverageOf } from './coverage'
import { type DaySummary, summarize } from './daySummary'
import { isMerchandise } from './merchandise'
import type { MicroYuan } from './money'
import { lineRevenueMicro, type Order, type OrderLine } from './order'
import { type OrderDay, sumOrder } from './orderDay'
import { type ProductDay, type ProductDays, productDays } from './productDays'
import { type Milli, timesMicro } from './quantity'
import { type BelowCostCause, causeOf, isSoldBelowCost } from './rules/belowCost/cause'

/** One store's day, rolled up: what every rule reads. */
export interface DayRollup {
  date: BusinessDate
  orders: OrderDay[]
  summary: DaySummary
  products: ProductDays
  lossLines: LossLine[]
  coverage: Coverage
  categoryProfits: CategoryProfit[]
}

/** A sale below cost. */
export interface LossLine {
  productId: number
  orderId: string
  channel: string
  quantityMilli: Milli
  unitPriceMicro: MicroYuan
  costMicro: MicroYuan
  cause: BelowCostCause
}

/**
 * Rolls up one day of one store.
 * @param orders all orders of that store and day; the result depends on the order of neither orders nor lines
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
    const lines = order.lines.filter(isMerchandise).toSorted(byStockFallingThenContent)
    for (const line of lines) {
      const productId = productIdOf(line.productKey)
      const product = products.get(productId) ?? emptyProductDay(productId)
      products.set(productId, product)
      addLine(product, line, order.channel)
      if (isSoldBelowCost(line)) {
        const { quantityMilli, unitPriceMicro, costMicro } = line
        const { orderId, channel } = order
        const cause = causeOf(line)
        lossLines.push({ productId, orderId, channel, quantityMilli, unitPriceMicro, costMicro, cause })
      }
    }
  }
  const orderDays = inTime.map(sumOrder)
  return {
    date,
    orders: orderDays,
    summary: summarize(orderDays),
    products: productDays([...products.values()].sort((a, b) => a.productId - b.productId)),
    lossLines,
    coverage: coverageOf(inTime),
    categoryProfits: categoryProfitsOf(inTime),
  }
}

function byTimeThenId(a: Order, b: Order): number {
  return compareCodeUnits(a.orderedAt, b.orderedAt) || compareCodeUnits(a.orderId, b.orderId)
}

/** Lines of one stock by what they say, so that a day rolls up to the same text however its file was ordered. */
function byStockFallingThenContent(a: OrderLine, b: OrderLine): number {
  return (
    (b.stockMilli ?? Number.POSITIVE_INFINITY) - (a.stockMilli ?? Number.POSITIVE_INFINITY) ||
    compareCodeUnits(a.productKey, b.productKey) ||
    a.quantityMilli - b.quantityMilli ||
    (a.unitPriceMicro ?? 0) - (b.unitPriceMicro ?? 0) ||
    (a.costMicro ?? 0) - (b.costMicro ?? 0)
  )
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function emptyProductDay(productId: number): ProductDay {
  return {
    productId,
    quantityMilli: 0,
    channels: [],
    revenueMicro: 0,
    listValueMicro: 0,
    withKnownProfit: { quantityMilli: 0, revenueMicro: 0, grossProfitMicro: 0, lines: 0 },
    sold: false,
    saleCostMicro: 0,
    saleCostQuantityMilli: 0,
    stockMilli: null,
  }
}

function addLine(product: ProductDay, line: OrderLine, channel: string): void {
  const revenueMicro = lineRevenueMicro(line)
  product.quantityMilli += line.quantityMilli
  product.revenueMicro += revenueMicro ?? 0
  product.listValueMicro += timesMicro(line.listPriceMicro ?? 0, line.quantityMilli)
  if (line.grossProfitMicro !== null && revenueMicro !== null) {
    product.withKnownProfit.lines += 1
    product.withKnownProfit.quantityMilli += line.quantityMilli
    product.withKnownProfit.revenueMicro += revenueMicro
    product.withKnownProfit.grossProfitMicro += line.grossProfitMicro
  }
  if (line.quantityMilli > 0) {
    product.sold = true
    if (line.costMicro !== null) {
      product.saleCostMicro += line.costMicro
      product.saleCostQuantityMilli += line.quantityMilli
    }
  }
  if (line.stockMilli !== null) product.stockMilli = line.stockMilli
  const entry = product.channels.find(([name]) => name === channel)
  if (entry) entry[1] += line.quantityMilli
  else product.channels.push([channel, line.quantityMilli])
}
