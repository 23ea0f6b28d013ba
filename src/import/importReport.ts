import type { OrderChanges } from './changes'
import type { ReadReport } from './report'

/** What an import did, for its sender: it removes orders that are cancelled, or not in a file that holds all of its days. */
export interface ImportReport extends ReadReport, OrderChanges {
  /** Orders that are now stored as the file has them. */
  ordersStored: number
  /** Stores' days whose sums were written anew. */
  daysChanged: number
}
