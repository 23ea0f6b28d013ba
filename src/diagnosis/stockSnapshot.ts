import { addFields } from './addFields'
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

/** Judged by the products that sold on D, whose stock cannot be what it was the day before. */
export function stockSnapshotOf(window: StoreWindow): StockSnapshot {
  let products = 0
  let unchanged = 0
  for (const { days } of window.products) {
    const stockMilli = days[0]?.sold ? days[0].stockMilli : null
    const stockBeforeMilli = days[1]?.stockMilli ?? null
    if (stockMilli === null || stockBeforeMilli === null || stockBeforeMilli <= 0) continue
    products += 1
    if (stockMilli === stockBeforeMilli) unchanged += 1
  }
  if (products < FROZEN_STOCK_MIN_PRODUCTS) return 'unknown'
  return unchanged * 100 >= products * FROZEN_STOCK_PERCENT ? 'frozen' : 'moving'
}

/** One store's kind as a count of each. */
export function countSnapshot(kind: StockSnapshot): StockSnapshots {
  return { frozen: 0, moving: 0, unknown: 0, [kind]: 1 }
}

/** Two disjoint sets of stores' counts together. */
export function mergeSnapshots(a: StockSnapshots, b: StockSnapshots): StockSnapshots {
  return addFields(KINDS, a, b)
}
