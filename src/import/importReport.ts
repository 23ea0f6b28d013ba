import type { ReadReport } from './report'

/** What an import did, for its sender. */
export interface ImportReport extends ReadReport {
  /** Orders that are now stored as the file has them. */
  ordersStored: number
  /** Those of them that were not stored before. */
  ordersNew: number
  /** Those of them that were new or different. */
  ordersChanged: number
  /** Orders that were stored before, and are no more: cancelled, or not in a file that holds all orders of its days. */
  ordersRemoved: number
  /** Stores' days whose sums were written anew. */
  daysChanged: number
}
