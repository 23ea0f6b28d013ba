import { addFields } from './addFields'
import { addDays, type BusinessDate } from './businessDate'
import type { ProductDays } from './productDays'
import type { Milli } from './quantity'
import type { StoreWindow } from './storeWindow'
import { FROZEN_STOCK_MIN_PRODUCTS, FROZEN_STOCK_PERCENT } from './thresholds'

/**
 * Whether stock says what was there on the day. Exports carry the stock at the time of the export: two days out of one
 * export show one stock for both (docs/rules.md#stock-snapshots).
 */
export type StockSnapshot = 'frozen' | 'moving' | 'unknown'

/** How many stores of each kind there are. */
export type StockSnapshots = Record<StockSnapshot, number>

const KINDS: readonly StockSnapshot[] = ['frozen', 'moving', 'unknown']

/** What of a day tells whether its stock moved. */
export interface StockedDay {
  products: Pick<ProductDays, 'productId' | 'stockMilli' | 'sold'>
}

/**
 * Judged by the products that sold on the day, whose stock cannot be what it was the day before.
 * @param day undefined for one without orders
 */
export function compareStock(day: StockedDay | undefined, before: StockedDay | undefined): StockSnapshot {
  const soldStocks = day && before ? stocksOfSold(day.products, before.products) : []
  const known = soldStocks.filter(({ beforeMilli }) => beforeMilli > 0)
  const products = known.length
  const unchanged = known.filter(({ stockMilli, beforeMilli }) => stockMilli === beforeMilli).length
  if (products < FROZEN_STOCK_MIN_PRODUCTS) return 'unknown'
  return unchanged * 100 >= products * FROZEN_STOCK_PERCENT ? 'frozen' : 'moving'
}

/** The stocks of the products that sold on the day and that both days know. */
function stocksOfSold(
  day: StockedDay['products'],
  before: StockedDay['products'],
): { stockMilli: Milli; beforeMilli: Milli }[] {
  const found: { stockMilli: Milli; beforeMilli: Milli }[] = []
  let rowBefore = 0
  for (const [row, productId] of day.productId.entries()) {
    // Both are in ascending order.
    while ((before.productId[rowBefore] ?? productId) < productId) rowBefore++
    if (!day.sold[row] || before.productId[rowBefore] !== productId) continue
    const stockMilli = day.stockMilli[row] ?? null
    const beforeMilli = before.stockMilli[rowBefore] ?? null
    if (stockMilli !== null && beforeMilli !== null) found.push({ stockMilli, beforeMilli })
  }
  return found
}

/** The first of the days up to D that all show one stock; undefined where D shows its own. */
export function frozenStockSince(window: StoreWindow): BusinessDate | undefined {
  let daysAgo = 0
  while (window.stockSnapshot(daysAgo) === 'frozen') daysAgo += 1
  return daysAgo > 0 ? addDays(window.businessDate, -daysAgo) : undefined
}

/** One store's kind as a count of each. */
export function countSnapshot(kind: StockSnapshot): StockSnapshots {
  return { frozen: 0, moving: 0, unknown: 0, [kind]: 1 }
}

/** Two disjoint sets of stores' counts together. */
export function mergeSnapshots(a: StockSnapshots, b: StockSnapshots): StockSnapshots {
  return addFields(KINDS, a, b)
}

/**
 * Two disjoint sets of stores' first days together: null where they differ, for no one day is true of all.
 * @param a undefined where no store of it has frozen stock
 */
export function mergeFrozenSince(
  a: BusinessDate | null | undefined,
  b: BusinessDate | null | undefined,
): BusinessDate | null | undefined {
  if (a === undefined) return b
  if (b === undefined) return a
  return a === b ? a : null
}
