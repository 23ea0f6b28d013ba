import { addDays, type BusinessDate, daysInclusive } from './businessDate'
import { type Doubt, doubtOf } from './dayDoubt'
import type { DayRollup, ProductDay } from './dayRollup'
import type { MicroYuan } from './money'
import type { OrderDay } from './orderDay'
import type { Milli } from './quantity'
import type { RuleName } from './rules/index'
import { compareStock, type StockSnapshot } from './stockSnapshot'
import { WINDOW_DAYS } from './thresholds'

/** What a product brings into a day from all of its history before: enough for its unit cost and stock. */
export interface Balance {
  saleCostMicro: MicroYuan
  saleCostQuantityMilli: Milli
  /** Last known stock, null where no line ever told. */
  stockMilli: Milli | null
  /** Day of the last sale, null for none so far. */
  lastSaleDate: BusinessDate | null
}

/** The balances of a store's products as a day begins, all earlier history folded in. */
export interface Opening {
  date: BusinessDate
  balances: ReadonlyMap<number, Balance>
}

/** A day as the rules read it. */
export interface WindowDay extends Omit<DayRollup, 'orders' | 'categoryProfits'> {
  /** Of valid orders of all channels; absent of a day that was narrowed to one. */
  categoryProfits?: DayRollup['categoryProfits']
  /** null where they were not read: of a day that is not to be diagnosed its summary tells enough. */
  orders: readonly OrderDay[] | null
  /** How the day arrived; absent: before anybody noted that, and as a whole. */
  arrival?: DayArrival
}

/** How a day came in. */
export interface DayArrival {
  /** Whether an import that was made after its end has brought it. */
  isOver: boolean
  /** Orders that the import rejected. */
  rejectedOrders: number
}

/**
 * What the loader hands over: one store's roll-ups of D−16 … D, or of more days before, and an opening that
 * lies within the window of D or before it, no earlier than the roll-ups.
 */
export interface WindowData {
  store: string
  businessDate: BusinessDate
  /** Day of the store's first order. */
  firstDate: BusinessDate
  /** Days without an order are absent. */
  days: readonly WindowDay[]
  opening: Opening
  /** Names of the products that a top list of D or D−1 may name. */
  productNames: ReadonlyMap<number, string>
  /** The one channel that orders, summaries and sales below cost are of; products are of all channels. Absent: of all. */
  onlyChannel?: string
  /** Whether the stock of each day moved, where the days do not hold all products: a few of them do not tell. */
  stockSnapshots?: ReadonlyMap<BusinessDate, StockSnapshot>
}

/** A product's days of the window, indexed by days before D; a hole where it has no line. */
export interface ProductHistory {
  productId: number
  days: (ProductDay | undefined)[]
}

/** Everything that the rules may look at. Offsets count days back from the business date: 0 is D, 1 is D−1. */
export interface StoreWindow {
  store: string
  businessDate: BusinessDate
  /** Days from the store's first order to D, both included. */
  depthDays: number
  /** The store's day at an offset; undefined where it has no order. */
  day(offset: number): WindowDay | undefined
  /** The orders of D, none where the store has none. @throws where they were not read */
  orders(): readonly OrderDay[]
  products: readonly ProductHistory[]
  /** Balances of all products that were ever sold or in stock, at the end of D. */
  balances(): ReadonlyMap<number, Balance>
  /** Day of a product's last sale before D, null for none ever. */
  lastSaleBefore(history: ProductHistory): BusinessDate | null
  productName(productId: number): string
  /** Whether the stock of the day at an offset is its own, or one snapshot for it and the day before. */
  stockSnapshot(offset: number): StockSnapshot
  onlyChannel: string | undefined
  /** Whether the day at an offset is over, and no part of a day that goes on; undefined for one without orders. */
  isOver(offset: number): boolean | undefined
  /** Why the figures of D are in doubt; undefined where they are not. */
  doubt(): Doubt | undefined
  /** The same store's window of the day before. */
  previous(): StoreWindow
}

/** Indexes a store's days for the rules. */
export function storeWindow(data: WindowData): StoreWindow {
  const days = new Array<WindowDay | undefined>(WINDOW_DAYS).fill(undefined)
  const histories = new Map<number, ProductHistory>()
  const earlierDays: WindowDay[] = []
  for (const day of data.days) {
    const offset = daysInclusive(day.date, data.businessDate) - 1
    if (offset >= WINDOW_DAYS) earlierDays.push(day)
    if (offset < 0 || offset >= WINDOW_DAYS) continue
    days[offset] = day
    for (const product of day.products) {
      let history = histories.get(product.productId)
      if (!history) {
        history = { productId: product.productId, days: new Array(WINDOW_DAYS) }
        histories.set(product.productId, history)
      }
      history.days[offset] = product
    }
  }
  let balances: ReadonlyMap<number, Balance> | undefined
  let previous: StoreWindow | undefined
  const snapshots: StockSnapshot[] = []
  return {
    store: data.store,
    businessDate: data.businessDate,
    depthDays: daysInclusive(data.firstDate, data.businessDate),
    day: (offset) => days[offset],
    orders: () => (days[0] ? ordersOf(days[0]) : []),
    products: [...histories.values()],
    balances() {
      balances ??= foldDays(
        data.opening,
        data.days.filter((day) => data.opening.date <= day.date && day.date <= data.businessDate),
      )
      return balances
    },
    lastSaleBefore(history) {
      const { productId } = history
      const offset = lastSaleOffset(history, 1)
      if (offset !== undefined) return addDays(data.businessDate, -offset)
      const beforeWindow = earlierDays.findLast(({ products }) =>
        products.some((product) => product.productId === productId && product.sold),
      )
      return beforeWindow?.date ?? data.opening.balances.get(productId)?.lastSaleDate ?? null
    },
    productName: (productId) => data.productNames.get(productId) ?? '',
    isOver: (offset) => days[offset] && (days[offset].arrival?.isOver ?? true),
    doubt() {
      const [today] = days
      if (!today || today.arrival?.isOver === false) return undefined
      const over = days.flatMap((day) => (day && day.arrival?.isOver !== false ? [day] : []))
      const counts = new Map(over.map(({ date, summary }) => [date, summary.kpi.allOrders]))
      const orders = today.summary.kpi.allOrders
      return doubtOf({ date: today.date, orders, rejectedOrders: today.arrival?.rejectedOrders ?? 0 }, counts)
    },
    stockSnapshot(offset) {
      const judged = data.stockSnapshots?.get(addDays(data.businessDate, -offset))
      snapshots[offset] ??= judged ?? compareStock(days[offset], days[offset + 1])
      return snapshots[offset]
    },
    onlyChannel: data.onlyChannel,
    previous() {
      previous ??= storeWindow({ ...data, businessDate: addDays(data.businessDate, -1) })
      return previous
    },
  }
}

/** The orders of a day. @throws where they were not read: none would be a wrong number, not an unknown one */
export function ordersOf({ date, orders }: WindowDay): readonly OrderDay[] {
  if (!orders) throw new Error(`the orders of ${date} were not read`)
  return orders
}

/**
 * How many of a day's orders a rule on orders found, as the day was rolled up.
 * @throws where nobody counted them: that would be a wrong number, not an unknown one
 */
export function ordersFound({ date, summary }: WindowDay, rule: RuleName): number {
  const found = summary.found[rule]
  if (found === undefined) throw new Error(`the orders that ${rule} finds on ${date} were not counted`)
  return found
}

/**
 * Carries balances over the days that follow.
 * @param days in ascending order, none before the opening's date
 */
export function foldDays(
  opening: Opening,
  days: readonly Pick<DayRollup, 'date' | 'products'>[],
): Map<number, Balance> {
  const balances = new Map(opening.balances)
  for (const day of days) {
    for (const product of day.products) {
      const before = balances.get(product.productId)
      balances.set(product.productId, {
        saleCostMicro: (before?.saleCostMicro ?? 0) + product.saleCostMicro,
        saleCostQuantityMilli: (before?.saleCostQuantityMilli ?? 0) + product.saleCostQuantityMilli,
        stockMilli: product.stockMilli ?? before?.stockMilli ?? null,
        lastSaleDate: product.sold ? day.date : (before?.lastSaleDate ?? null),
      })
    }
  }
  return balances
}

/** First day of the window of a business date. */
export function windowStart(businessDate: BusinessDate): BusinessDate {
  return addDays(businessDate, 1 - WINDOW_DAYS)
}

/** A span of days by offset from D, both included: `{ from: 6, to: 0 }` is D−6 … D. */
export interface Span {
  from: number
  to: number
}

/** Offset of the product's last sale within the window, `from` or earlier; undefined for none. */
export function lastSaleOffset({ days }: ProductHistory, from: number): number | undefined {
  for (let offset = from; offset < WINDOW_DAYS; offset++) {
    if (days[offset]?.sold) return offset
  }
  return undefined
}

/** The product's days with lines within the span, oldest first. */
export function daysWithin(history: ProductHistory, span: Span): ProductDay[] {
  const found: ProductDay[] = []
  for (let offset = span.from; offset >= span.to; offset--) {
    const day = history.days[offset]
    if (day) found.push(day)
  }
  return found
}

/** Whether a known stock says that nothing is left: oversold is out of stock too. */
export function isOut(stockMilli: Milli | null | undefined): boolean {
  return stockMilli !== null && stockMilli !== undefined && stockMilli <= 0
}

/** Σ of one number over the product's days within the span. */
export function sumWithin(history: ProductHistory, span: Span, value: (day: ProductDay) => number): number {
  let sum = 0
  for (let offset = span.from; offset >= span.to; offset--) {
    const day = history.days[offset]
    if (day) sum += value(day)
  }
  return sum
}
