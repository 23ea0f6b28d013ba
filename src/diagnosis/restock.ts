import type { ProductHistory } from './productHistory'
import { MILLI_PER_PIECE, type Milli } from './quantity'
import { isOut, type StoreWindow } from './storeWindow'
import { RESTOCK_DAYS, WEEK_DAYS } from './thresholds'

/** What to order of a product. */
export type Restock =
  | { status: 'order'; pieces: number }
  /** What is there lasts three days or longer. */
  | { status: 'enough' }
  /** Nothing was sold in the window: no pace to order by. */
  | { status: 'unsold' }
  | { status: 'unknown'; why: 'frozenStock' | 'stockUnknown' }

/**
 * Whole pieces to order so that the stock lasts three days: ⌈3 × daily average − stock⌉, at least one.
 * @param quantityMilli sold in `days` days
 * @param stockMilli what is left; what was oversold has to come on top
 */
export function restockPieces(quantityMilli: Milli, days: number, stockMilli: Milli): number {
  return Math.max(1, Math.ceil((RESTOCK_DAYS * quantityMilli - days * stockMilli) / (days * MILLI_PER_PIECE)))
}

/**
 * What to order of a product on D, at the pace of the last seven days, or of the store's days where those are fewer. Stock of one
 * snapshot for several days tells nothing, but that of a product that is out: 缺货 has it, with the same number.
 * @param history undefined for a product without a line in the window
 */
export function restockOf(window: StoreWindow, history: ProductHistory | undefined): Restock {
  const stockMilli = history?.value(0, 'stockMilli') ?? null
  if (!history || stockMilli === null) return { status: 'unknown', why: 'stockUnknown' }
  if (window.stockSnapshot(0) === 'frozen' && !isOut(stockMilli)) {
    return { status: 'unknown', why: 'frozenStock' }
  }
  const days = Math.min(WEEK_DAYS, window.depthDays)
  const quantityMilli = history.sumWithin({ from: days - 1, to: 0 }, 'quantityMilli')
  if (quantityMilli <= 0) return { status: 'unsold' }
  if (days * stockMilli >= RESTOCK_DAYS * quantityMilli) return { status: 'enough' }
  return { status: 'order', pieces: restockPieces(quantityMilli, days, stockMilli) }
}
