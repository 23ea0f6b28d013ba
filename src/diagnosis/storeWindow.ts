import { type Balances, balanceOf, foldDays, type Opening } from './balances'
import { addDays, type BusinessDate, daysInclusive, fromDayNumber } from './businessDate'
import { type Doubt, doubtOf } from './dayDoubt'
import type { DayRollup } from './dayRollup'
import type { OrderDay } from './orderDay'
import type { NumberColumn } from './productDays'
import { type ProductHistory, ProductIndex, type Span } from './productHistory'
import { type Milli, toMilli } from './quantity'
import type { RuleName } from './rules/index'
import { compareStock, type StockSnapshot } from './stockSnapshot'
import { TOP_PROFIT_MIN_PIECES, WINDOW_DAYS } from './thresholds'

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
  /** The products with a line on D. */
  productsOfDay: readonly ProductHistory[]
  /** The products of which Σ of a column within a span is as wanted, which 0 is not. */
  productsWhere(span: Span, column: NumberColumn, isWanted: (sum: number) => boolean): ProductHistory[]
  /** A product with a line in the window; undefined for a product without a line in the window. */
  history(productId: number): ProductHistory | undefined
  /** Balances of all products that were ever sold or in stock, at the end of D. */
  balances(): Balances
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
  return windowOn(data.businessDate, data, new ProductIndex(data.days))
}

/** @param index of all days of the data, whatever the business date */
function windowOn(businessDate: BusinessDate, data: WindowData, index: ProductIndex): StoreWindow {
  const days = new Array<WindowDay | undefined>(WINDOW_DAYS).fill(undefined)
  for (const day of data.days) {
    const offset = daysInclusive(day.date, businessDate) - 1
    if (offset >= 0 && offset < WINDOW_DAYS) days[offset] = day
  }
  let balances: Balances | undefined
  let previous: StoreWindow | undefined
  const snapshots: StockSnapshot[] = []
  return {
    store: data.store,
    businessDate,
    depthDays: daysInclusive(data.firstDate, businessDate),
    day: (offset) => days[offset],
    orders: () => (days[0] ? ordersOf(days[0]) : []),
    productsOfDay: index.historiesOfDay(businessDate),
    productsWhere: (span, column, isWanted) => index.historiesWhere(businessDate, span, column, isWanted),
    history: (productId) => index.historyOn(businessDate, productId),
    balances() {
      balances ??= foldDays(
        data.opening,
        data.days.filter((day) => data.opening.date <= day.date && day.date <= businessDate),
      )
      return balances
    },
    lastSaleBefore(history) {
      const offset = history.lastSaleOffset(1)
      if (offset !== undefined) return addDays(businessDate, -offset)
      const day = balanceOf(data.opening.balances, history.productId)?.lastSaleDay ?? null
      return day === null ? null : fromDayNumber(day)
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
      const judged = data.stockSnapshots?.get(addDays(businessDate, -offset))
      snapshots[offset] ??= judged ?? compareStock(days[offset], days[offset + 1])
      return snapshots[offset]
    },
    onlyChannel: data.onlyChannel,
    previous() {
      previous ??= windowOn(addDays(businessDate, -1), data, index)
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

/** The products that a top list of a day may name: it takes a few pieces, or a sale below cost. */
export function productsToName({ products, lossLines }: Pick<WindowDay, 'products' | 'lossLines'>): number[] {
  const least = toMilli(TOP_PROFIT_MIN_PIECES)
  const sold = products.productId.filter(
    (_, row) => Math.max(products.quantityMilli[row] ?? 0, products.knownQuantityMilli[row] ?? 0) >= least,
  )
  return [...sold, ...lossLines.map(({ productId }) => productId)]
}

/** First day of the window of a business date. */
export function windowStart(businessDate: BusinessDate): BusinessDate {
  return addDays(businessDate, 1 - WINDOW_DAYS)
}

/** Whether a known stock says that nothing is left: oversold is out of stock too. */
export function isOut(stockMilli: Milli | null | undefined): boolean {
  return stockMilli !== null && stockMilli !== undefined && stockMilli <= 0
}
