import { addFields } from './addFields'
import { isMerchandise } from './merchandise'
import type { Order } from './order'
import { EXCLUDED_CATEGORIES } from './thresholds'

/** How many of a day's lines the rules could not use, and why. */
export interface Coverage {
  /** All lines of all orders. */
  lines: number
  /** Lines of an excluded category: no products to act on. */
  consumables: number
  /** Lines listed at up to 0.01 元. */
  notices: number
  /** Merchandise lines with a quantity of 0 or below: no sales. */
  unsold: number
  /** Sales whose cost is unknown. */
  withoutCost: number
  /** Merchandise lines whose stock is unknown. */
  withoutStock: number
}

/** Counts the lines of a day's orders by what the rules can use of them. */
export function coverageOf(orders: readonly Order[]): Coverage {
  const coverage = { lines: 0, consumables: 0, notices: 0, unsold: 0, withoutCost: 0, withoutStock: 0 }
  for (const line of orders.flatMap((order) => order.lines)) {
    coverage.lines += 1
    if (EXCLUDED_CATEGORIES.has(line.category)) coverage.consumables += 1
    else if (!isMerchandise(line)) coverage.notices += 1
    else {
      if (line.quantityMilli <= 0) coverage.unsold += 1
      else if (line.costMicro === null) coverage.withoutCost += 1
      if (line.stockMilli === null) coverage.withoutStock += 1
    }
  }
  return coverage
}

/** All counts, in the order in which a stored day keeps them. */
export const COVERAGE_COUNTS: readonly (keyof Coverage)[] = [
  'lines',
  'consumables',
  'notices',
  'unsold',
  'withoutCost',
  'withoutStock',
]

/** Two sets of stores' coverage together. */
export function mergeCoverage(a: Coverage, b: Coverage): Coverage {
  return addFields(COVERAGE_COUNTS, a, b)
}
