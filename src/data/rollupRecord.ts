import { COVERAGE_COUNTS, type Coverage, UNKNOWN_COUNTS } from '../diagnosis/coverage'
import type { DayRollup, LossLine } from '../diagnosis/dayRollup'
import {
  type ChannelFees,
  type DaySummary,
  EXACT_SUMS,
  ORDER_RULES,
  summarize,
} from '../diagnosis/daySummary'
import { KPI_SUMS, type Kpi } from '../diagnosis/kpi/sums'
import { ORDER_DAY_FIELDS, type OrderDay } from '../diagnosis/orderDay'
import type { ProductDays } from '../diagnosis/productDays'
import { BELOW_COST_CAUSES } from '../diagnosis/rules/belowCost/cause'
import { BAND_SUMS, type BandSums } from '../diagnosis/rules/orderValueBands/bands'
import type { DayArrival, WindowDay } from '../diagnosis/storeWindow'
import { fromProductsText, toProductsText } from './productColumns'
import type { storeDays } from './schema'
import { TooLargeError } from './tooLarge'

/**
 * The version of stored days: of how they are packed here, and of what the roll-up makes of a day's orders (what
 * merchandise and a sale are, what orders add up to, what the rules on orders find). Raise it with every change of
 * either, and every stored day is rolled up anew from its orders (docs/storage.md). A test compares a stored sample.
 */
export const ROLLUP_VERSION = 6

/**
 * A day's roll-up as a row of `store_days`. Columns of products and positional JSON arrays, not objects: a window of a store
 * is read as seventeen rows, and the names of the fields would be most of them.
 */
export type RollupRecord = Omit<typeof storeDays.$inferSelect, 'storeId' | 'archiveState'>

/**
 * The sums of {@link KPI_SUMS}, the counts of {@link ORDER_RULES}, the sums of {@link EXACT_SUMS}, a row of {@link BAND_SUMS} for each
 * band, a row for each channel that charges a fee, and one for each category.
 */
type SummaryRecord = [
  kpi: number[],
  found: number[],
  exact: number[],
  bands: number[][],
  fees: [channel: string, revenueMicro: number, serviceFeeMicro: number][],
  categoryProfits: [category: string, grossProfitMicro: number][],
]

type LossLineRecord = [
  productId: number,
  orderId: string,
  channel: string,
  quantityMilli: number,
  unitPriceMicro: number,
  costMicro: number,
  /** Place in {@link BELOW_COST_CAUSES}. */
  cause: number,
]

/** A row of D1 has 2 MB; a Chinese character takes 3 bytes, a quote within JSON one more. */
const MAX_ROW_BYTES = 1_800_000

/** A store's day with more orders than a row has room for. */
export class DayTooLargeError extends TooLargeError {
  constructor(date: string, orders: number) {
    super(`${date} would have ${orders} orders, more than one day of a store has room for`)
    this.name = 'DayTooLargeError'
  }
}

/** @throws DayTooLargeError */
export function toRollupRecord(day: DayRollup): RollupRecord {
  const record = {
    businessDate: day.date,
    rollupVersion: ROLLUP_VERSION,
    orderCount: day.orders.length,
    orders: JSON.stringify(day.orders.map((order) => ORDER_DAY_FIELDS.map((field) => order[field]))),
    products: toProductsText(day.products),
    lossLines: JSON.stringify(day.lossLines.map(toLossLineRecord)),
    coverage: JSON.stringify(COVERAGE_COUNTS.map((name) => day.coverage[name])),
    summary: JSON.stringify(toSummaryRecord(day)),
    unknowns: JSON.stringify(UNKNOWN_COUNTS.map((name) => day.coverage[name])),
  }
  const texts = [record.orders, record.products, record.lossLines, record.coverage, record.summary]
  const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
  if (bytes > MAX_ROW_BYTES) throw new DayTooLargeError(day.date, day.orders.length)
  return record
}

/** A row as a window reads it. */
interface WindowDayRecord extends Omit<RollupRecord, 'orderCount' | 'orders'> {
  /** null where the window does not need them. */
  orders: string | null
}

/**
 * A day of which most is unpacked when it is asked for.
 * @param record of {@link ROLLUP_VERSION}
 * @param arrival absent: before anybody noted how days arrive
 */
export function fromRollupRecord(record: WindowDayRecord, arrival?: DayArrival): WindowDay {
  const orders =
    record.orders === null ? null : (JSON.parse(record.orders) as OrderDayRecord[]).map(fromOrderDayRecord)
  // A day without a summary is an error, not a day of zeros.
  const summary = JSON.parse(record.summary ?? '') as SummaryRecord
  let products: ProductDays | undefined
  let lossLines: LossLine[] | undefined
  let coverage: Coverage | undefined
  return {
    date: record.businessDate,
    orders,
    // Orders that were read speak for themselves.
    summary: orders ? summarize(orders) : fromSummaryRecord(summary),
    categoryProfits: summary[5].map(([category, grossProfitMicro]) => ({ category, grossProfitMicro })),
    get products() {
      products ??= fromProductsText(record.products)
      return products
    },
    get lossLines() {
      lossLines ??= (JSON.parse(record.lossLines) as LossLineRecord[]).map(fromLossLineRecord)
      return lossLines
    },
    get coverage() {
      coverage ??= {
        ...named(COVERAGE_COUNTS, JSON.parse(record.coverage)),
        ...named(UNKNOWN_COUNTS, JSON.parse(record.unknowns ?? '')),
      } as Record<keyof Coverage, number>
      return coverage
    },
    ...(arrival ? { arrival } : {}),
  }
}

/** The values of {@link ORDER_DAY_FIELDS}. */
type OrderDayRecord = OrderDay[keyof OrderDay][]

function fromOrderDayRecord(record: OrderDayRecord): OrderDay {
  return named(ORDER_DAY_FIELDS, record) as unknown as OrderDay
}

/** Values by name, from their places in a positional array. */
function named<Value>(names: readonly string[], values: readonly Value[]): Record<string, Value> {
  const record: Record<string, Value> = {}
  for (const [place, name] of names.entries()) record[name] = values[place] as Value
  return record
}

function toLossLineRecord(line: LossLine): LossLineRecord {
  return [
    line.productId,
    line.orderId,
    line.channel,
    line.quantityMilli,
    line.unitPriceMicro,
    line.costMicro,
    BELOW_COST_CAUSES.indexOf(line.cause),
  ]
}

function fromLossLineRecord(record: LossLineRecord): LossLine {
  return {
    productId: record[0],
    orderId: record[1],
    channel: record[2],
    quantityMilli: record[3],
    unitPriceMicro: record[4],
    costMicro: record[5],
    cause: BELOW_COST_CAUSES[record[6]] ?? 'unknown',
  }
}

function toSummaryRecord({ summary, categoryProfits }: DayRollup): SummaryRecord {
  const { kpi, found, exact, bands, fees } = summary
  return [
    KPI_SUMS.map((name) => kpi[name]),
    ORDER_RULES.map((name) => found[name] ?? 0),
    EXACT_SUMS.map((name) => exact[name]),
    bands.map((band) => BAND_SUMS.map((name) => band[name])),
    fees.map(({ channel, revenueMicro, serviceFeeMicro }) => [channel, revenueMicro, serviceFeeMicro]),
    categoryProfits.map(({ category, grossProfitMicro }) => [category, grossProfitMicro]),
  ]
}

function fromSummaryRecord([kpi, found, exact, bands, fees]: SummaryRecord): DaySummary {
  return {
    kpi: named(KPI_SUMS, kpi) as Kpi,
    found: named(ORDER_RULES, found),
    exact: named(EXACT_SUMS, exact) as DaySummary['exact'],
    bands: bands.map((band) => named(BAND_SUMS, band) as unknown as BandSums),
    fees: fees.map(
      ([channel, revenueMicro, serviceFeeMicro]): ChannelFees => ({ channel, revenueMicro, serviceFeeMicro }),
    ),
  }
}

/** The numbers of a day's orders, as its roll-up lists them. */
export function listedIds(rollup: RollupRecord | undefined): string[] {
  if (!rollup) return []
  return (JSON.parse(rollup.orders) as [orderId: string][]).map(([orderId]) => orderId)
}
