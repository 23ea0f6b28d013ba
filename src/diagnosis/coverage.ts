import { addFields } from './addFields'
import { isMerchandise } from './merchandise'
import type { Order, OrderLine } from './order'
import { EXCLUDED_CATEGORIES, FEE_CHANNELS } from './thresholds'

/** How many of a day's lines the rules could not use, and why; and what its figures do not know. */
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
  /** Lines of any kind whose price is unknown: they count in no money figure. */
  withoutPrice: number
  /** Orders of channels that charge a service fee, of which none is known: they count as valid. */
  ordersWithoutFee: number
}

/** Counts the lines of a day's orders by what the rules can use of them. */
export function coverageOf(orders: readonly Order[]): Coverage {
  const lines = orders.flatMap((order) => order.lines)
  return {
    ...leftOut(lines),
    lines: lines.length,
    withoutPrice: lines.filter(({ unitPriceMicro }) => unitPriceMicro === null).length,
    ordersWithoutFee: orders.filter(lacksFee).length,
  }
}

function leftOut(lines: readonly OrderLine[]) {
  const counts = { consumables: 0, notices: 0, unsold: 0, withoutCost: 0, withoutStock: 0 }
  for (const line of lines) {
    if (EXCLUDED_CATEGORIES.has(line.category)) counts.consumables += 1
    else if (!isMerchandise(line)) counts.notices += 1
    else {
      if (line.quantityMilli <= 0) counts.unsold += 1
      else if (line.costMicro === null) counts.withoutCost += 1
      if (line.stockMilli === null) counts.withoutStock += 1
    }
  }
  return counts
}

function lacksFee({ channel, lines }: Order): boolean {
  return FEE_CHANNELS.has(channel) && lines.every(({ serviceFeeMicro }) => serviceFeeMicro === null)
}

/** Lines by what the rules can use of them, in the order in which a stored day keeps them. */
export const COVERAGE_COUNTS: readonly (keyof Coverage)[] = [
  'lines',
  'consumables',
  'notices',
  'unsold',
  'withoutCost',
  'withoutStock',
]

/** What figures do not know, in the order in which a stored day keeps it. */
export const UNKNOWN_COUNTS: readonly (keyof Coverage)[] = ['withoutPrice', 'ordersWithoutFee']

/** Two sets of stores' coverage together. */
export function mergeCoverage(a: Coverage, b: Coverage): Coverage {
  return addFields([...COVERAGE_COUNTS, ...UNKNOWN_COUNTS], a, b)
}
