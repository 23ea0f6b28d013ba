import type { VisibleStore } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { loadOrder, type OrderSource } from '../data/storeDayOrders'
import { rollUpDay } from '../diagnosis/dayRollup'
import { isMerchandise } from '../diagnosis/merchandise'
import { type Fen, toFen } from '../diagnosis/money'
import { businessDateOf, lineRevenueMicro, type Order } from '../diagnosis/order'
import type { OrderDay } from '../diagnosis/orderDay'
import { isValidOrder, netDeliveryCostFen, netProfitFen } from '../diagnosis/orderProfit'
import type { Milli } from '../diagnosis/quantity'

/** An order with its lines, and how its profit came about, step by step. */
export interface OrderDetail {
  store: string
  order: Order
  /** Whether KPIs count it. */
  valid: boolean
  lines: OrderLineDetail[]
  profitSteps: ProfitStep[]
  netProfitFen: Fen
  netDeliveryCostFen: Fen
  /** Lines without a known profit: the profit does not hold them. */
  linesWithoutProfit: number
}

export interface OrderLineDetail {
  name: string
  /** Of the product's page; null for what is no merchandise. */
  productId: number | null
  category: string
  quantityMilli: Milli
  unitPriceFen: Fen | null
  listPriceFen: Fen | null
  costFen: Fen | null
  revenueFen: Fen | null
  grossProfitFen: Fen | null
  stockMilli: Milli | null
  /** Whether product rules see it. */
  merchandise: boolean
}

/** One step from gross to net profit: the amount as it is added. */
export interface ProfitStep {
  step: 'grossProfit' | 'serviceFee' | 'deliveryFee' | 'rebate'
  amountFen: Fen
}

/**
 * @param onlyStoreIds as for {@link loadOrder}
 * @returns undefined where the store has no such order
 */
export async function readOrder(
  db: MainDatabase,
  store: VisibleStore,
  orderId: string,
  onlyStoreIds: readonly number[] | undefined,
): Promise<{ order: OrderDetail; source: OrderSource | undefined } | undefined> {
  const found = await loadOrder(db.of(store), store.id, orderId, onlyStoreIds)
  const sums = found && sumsOf(found.order)
  if (!found || !sums) return undefined
  return { order: detailOf(store.name, found.order, sums, found.productIds), source: found.source }
}

function sumsOf(order: Order): OrderDay | undefined {
  return rollUpDay(businessDateOf(order), [order], () => 0).orders[0]
}

function detailOf(
  store: string,
  order: Order,
  sums: OrderDay,
  productIds: ReadonlyMap<string, number>,
): OrderDetail {
  return {
    store,
    order,
    valid: isValidOrder(sums),
    lines: order.lines.map((line) => ({
      name: line.productName,
      productId: isMerchandise(line) ? (productIds.get(line.productKey) ?? null) : null,
      category: line.category,
      quantityMilli: line.quantityMilli,
      unitPriceFen: fenOrNull(line.unitPriceMicro),
      listPriceFen: fenOrNull(line.listPriceMicro),
      costFen: fenOrNull(line.costMicro),
      revenueFen: fenOrNull(lineRevenueMicro(line)),
      grossProfitFen: fenOrNull(line.grossProfitMicro),
      stockMilli: line.stockMilli,
      merchandise: isMerchandise(line),
    })),
    profitSteps: [
      { step: 'grossProfit', amountFen: toFen(sums.grossProfitMicro) },
      // One that is unknown is no step: the profit was made without it.
      ...(sums.serviceFeeMicro === null
        ? []
        : [{ step: 'serviceFee' as const, amountFen: toFen(-sums.serviceFeeMicro) }]),
      { step: 'deliveryFee', amountFen: toFen(-sums.deliveryFeeMicro) },
      { step: 'rebate', amountFen: toFen(sums.rebateMicro) },
    ],
    netProfitFen: netProfitFen(sums),
    netDeliveryCostFen: netDeliveryCostFen(sums),
    linesWithoutProfit: order.lines.filter((line) => line.grossProfitMicro === null).length,
  }
}

function fenOrNull(amountMicro: number | null): Fen | null {
  return amountMicro === null ? null : toFen(amountMicro)
}
