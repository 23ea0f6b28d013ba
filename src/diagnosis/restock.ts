import { MILLI_PER_PIECE, type Milli } from './quantity'
import { RESTOCK_DAYS } from './thresholds'

/**
 * Whole pieces to order so that the stock lasts three days: ⌈3 × daily average − stock⌉, at least one.
 * @param quantityMilli sold in `days` days
 * @param stockMilli what is left; what was oversold has to come on top
 */
export function restockPieces(quantityMilli: Milli, days: number, stockMilli: Milli): number {
  return Math.max(1, Math.ceil((RESTOCK_DAYS * quantityMilli - days * stockMilli) / (days * MILLI_PER_PIECE)))
}
