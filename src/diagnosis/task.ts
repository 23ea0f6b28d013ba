import type { Fen } from './money'
import type { Lever } from './rules/lossOrders/levers'

/** What to do about a finding, with the number that it comes to: the page says it in words. */
export type Task =
  /** Order whole pieces, for three days of sales. `daysOut`: in a row without stock, null where nobody knows. */
  | { kind: 'restock'; pieces: number; daysOut: number | null }
  /** Sell one for so much at least; null where the platform's fee is unknown. `nowFen`: what was paid for one. */
  | { kind: 'reprice'; atLeastFen: Fen | null; nowFen: Fen }
  /** What alone would have kept an order from losing; none where nothing would. */
  | { kind: 'spare'; levers: Lever[] }
