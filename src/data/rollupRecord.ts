import { sql } from 'drizzle-orm'
import type { Coverage } from '../diagnosis/coverage'
import type { DayRollup, LossLine, ProductDay } from '../diagnosis/dayRollup'
import { type DaySummary, summarize } from '../diagnosis/daySummary'
import type { OrderDay } from '../diagnosis/orderDay'
import type { WindowDay } from '../diagnosis/storeWindow'
import type { storeDays } from './schema'

/**
 * A day rollup as a row of `store_days`. Positional JSON arrays, not objects: a window of a store is read
 * as seventeen rows of some 35 KB, and the names of the fields would be most of them.
 */
export type RollupRecord = Omit<typeof storeDays.$inferSelect, 'storeId'>

/** The order's ID comes first: the day's orders are looked up by it (see storeDayOrders). */
type OrderDayRecord = [
  orderId: string,
  orderedAt: string,
  channel: string,
  revenueMicro: number,
  grossProfitMicro: number,
  serviceFeeMicro: number,
  rebateMicro: number,
  deliveryFeeMicro: number,
  userDeliveryFeeMicro: number,
  deliveryDiscountMicro: number,
  gmvMicro: number,
  marketingMicro: number,
  distanceMetres: number | null,
]

type ProductDayRecord = [
  productId: number,
  quantity: number,
  revenueMicro: number,
  knownQuantity: number,
  knownRevenueMicro: number,
  knownGrossProfitMicro: number,
  knownLines: number,
  sold: 0 | 1,
  saleCostMicro: number,
  saleCostQuantity: number,
  stock: number | null,
  listValueMicro: number,
  /** Index into the day's channels, quantity, and so on in turn. */
  ...channels: number[],
]

/** Fields of a {@link ProductDayRecord} as SQL reads them off `json_each(products, '$.rows') AS product`. */
export const PRODUCT_FIELDS = {
  productId: sql.raw("product.value ->> '$[0]'"),
  quantity: sql.raw("product.value ->> '$[1]'"),
  knownQuantity: sql.raw("product.value ->> '$[3]'"),
}

interface ProductsRecord {
  channels: string[]
  rows: ProductDayRecord[]
}

type CoverageRecord = [
  lines: number,
  consumables: number,
  notices: number,
  unsold: number,
  withoutCost: number,
  withoutStock: number,
]

/**
 * What a summary was made by. Raise it with every change of what orders add up to or of what the rules on orders
 * find: a summary of another version is not believed, and the day's orders are read instead.
 */
export const SUMMARY_VERSION = 1

type SummaryRecord = [
  version: number,
  orders: number,
  allOrders: number,
  revenueFen: number,
  grossProfitFen: number,
  netProfitFen: number,
  gmvFen: number,
  marketingFen: number,
  lossOrders: number,
  expensiveDeliveries: number,
]

type LossLineRecord = [
  productId: number,
  orderId: string,
  channel: string,
  quantity: number,
  unitPriceMicro: number,
  costMicro: number,
]

/** A row of D1 has 2 MB; a Chinese character takes 3 bytes, a quote within JSON one more. */
const MAX_ROW_BYTES = 1_800_000

/** A store's day with more orders than a row has room for. */
export class DayTooLargeError extends Error {
  constructor(date: string, orders: number) {
    super(`${date} would have ${orders} orders, more than one day of a store has room for`)
    this.name = 'DayTooLargeError'
  }
}

/** @throws DayTooLargeError */
export function toRollupRecord(day: DayRollup): RollupRecord {
  const record = pack(day)
  const texts = [record.orders, record.products, record.lossLines, record.coverage]
  const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
  if (bytes > MAX_ROW_BYTES) throw new DayTooLargeError(day.date, day.orders.length)
  return record
}

function pack(day: DayRollup): RollupRecord {
  return {
    businessDate: day.date,
    orderCount: day.orders.length,
    orders: JSON.stringify(day.orders.map(toOrderDayRecord)),
    products: JSON.stringify(toProductsRecord(day.products)),
    lossLines: JSON.stringify(day.lossLines.map(toLossLineRecord)),
    coverage: JSON.stringify(toCoverageRecord(day.coverage)),
    summary: JSON.stringify(toSummaryRecord(day.summary)),
  }
}

/** A row as a window reads it. */
export interface WindowDayRecord extends Omit<RollupRecord, 'orderCount' | 'orders'> {
  /** null where the window does not need them and a summary of this version is there. */
  orders: string | null
}

export function fromRollupRecord(record: WindowDayRecord): WindowDay {
  const orders =
    record.orders === null ? null : (JSON.parse(record.orders) as OrderDayRecord[]).map(fromOrderDayRecord)
  return {
    date: record.businessDate,
    orders,
    // Orders that were read speak for themselves; the others' row has a summary.
    summary: orders
      ? summarize(orders)
      : fromSummaryRecord(JSON.parse(record.summary ?? '[]') as SummaryRecord),
    products: fromProductsText(record.products),
    lossLines: (JSON.parse(record.lossLines) as LossLineRecord[]).map(fromLossLineRecord),
    coverage: fromCoverageRecord(JSON.parse(record.coverage) as CoverageRecord),
  }
}

function toOrderDayRecord(order: OrderDay): OrderDayRecord {
  return [
    order.orderId,
    order.orderedAt,
    order.channel,
    order.revenueMicro,
    order.grossProfitMicro,
    order.serviceFeeMicro,
    order.rebateMicro,
    order.deliveryFeeMicro,
    order.userDeliveryFeeMicro,
    order.deliveryDiscountMicro,
    order.gmvMicro,
    order.marketingMicro,
    order.distanceMetres,
  ]
}

function fromOrderDayRecord(record: OrderDayRecord): OrderDay {
  return {
    orderId: record[0],
    orderedAt: record[1],
    channel: record[2],
    revenueMicro: record[3],
    grossProfitMicro: record[4],
    serviceFeeMicro: record[5],
    rebateMicro: record[6],
    deliveryFeeMicro: record[7],
    userDeliveryFeeMicro: record[8],
    deliveryDiscountMicro: record[9],
    gmvMicro: record[10],
    marketingMicro: record[11],
    distanceMetres: record[12],
  }
}

const CHANNELS_AT = 12

function toProductsRecord(products: readonly ProductDay[]): ProductsRecord {
  const indexOf = new Map<string, number>()
  const rows = products.map((product): ProductDayRecord => {
    const channels = product.channels.flatMap(([channel, quantity]) => {
      if (!indexOf.has(channel)) indexOf.set(channel, indexOf.size)
      return [indexOf.get(channel) ?? 0, quantity]
    })
    return [
      product.productId,
      product.quantity,
      product.revenueMicro,
      product.known.quantity,
      product.known.revenueMicro,
      product.known.grossProfitMicro,
      product.known.lines,
      product.sold ? 1 : 0,
      product.saleCostMicro,
      product.saleCostQuantity,
      product.stock,
      product.listValueMicro,
      ...channels,
    ]
  })
  return { channels: [...indexOf.keys()], rows }
}

export function fromProductsText(text: string): ProductDay[] {
  const { channels: names, rows } = JSON.parse(text) as ProductsRecord
  return rows.map((record) => {
    const channels: ProductDay['channels'] = []
    for (let i = CHANNELS_AT; i < record.length; i += 2) {
      channels.push([names[record[i] ?? 0] ?? '', record[i + 1] ?? 0])
    }
    return {
      productId: record[0],
      quantity: record[1],
      channels,
      revenueMicro: record[2],
      known: { quantity: record[3], revenueMicro: record[4], grossProfitMicro: record[5], lines: record[6] },
      sold: record[7] === 1,
      saleCostMicro: record[8],
      saleCostQuantity: record[9],
      stock: record[10],
      listValueMicro: record[11],
    }
  })
}

function toLossLineRecord(line: LossLine): LossLineRecord {
  return [line.productId, line.orderId, line.channel, line.quantity, line.unitPriceMicro, line.costMicro]
}

function fromLossLineRecord(record: LossLineRecord): LossLine {
  return {
    productId: record[0],
    orderId: record[1],
    channel: record[2],
    quantity: record[3],
    unitPriceMicro: record[4],
    costMicro: record[5],
  }
}

function toCoverageRecord(coverage: Coverage): CoverageRecord {
  const { lines, consumables, notices, unsold, withoutCost, withoutStock } = coverage
  return [lines, consumables, notices, unsold, withoutCost, withoutStock]
}

function fromCoverageRecord(record: CoverageRecord): Coverage {
  const [lines, consumables, notices, unsold, withoutCost, withoutStock] = record
  return { lines, consumables, notices, unsold, withoutCost, withoutStock }
}

function toSummaryRecord({ kpi, lossOrders, expensiveDeliveries }: DaySummary): SummaryRecord {
  const { orders, allOrders, revenueFen, grossProfitFen, netProfitFen, gmvFen, marketingFen } = kpi
  const amountsFen = [revenueFen, grossProfitFen, netProfitFen, gmvFen, marketingFen] as const
  return [SUMMARY_VERSION, orders, allOrders, ...amountsFen, lossOrders, expensiveDeliveries]
}

function fromSummaryRecord(record: SummaryRecord): DaySummary {
  const [, orders, allOrders, revenueFen, grossProfitFen, netProfitFen, gmvFen, marketingFen] = record
  const kpi = { orders, allOrders, revenueFen, grossProfitFen, netProfitFen, gmvFen, marketingFen }
  return { kpi, lossOrders: record[8], expensiveDeliveries: record[9] }
}
