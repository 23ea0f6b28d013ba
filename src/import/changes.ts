import type { ReadReport } from './report'

/** What becomes of orders: no order is in two of the counts. */
export interface OrderChanges {
  /** Not stored before. */
  ordersNew: number
  /** Stored before, and different. */
  ordersChanged: number
  /** Stored no more. */
  ordersRemoved: number
}

/** `nothingImported`: no line of it could be taken. `unchanged`: all of it is stored already. */
export type FileOutcome = 'imported' | 'unchanged' | 'nothingImported'

/** How many orders are not as they were before. */
export function countChanges({ ordersNew, ordersChanged, ordersRemoved }: OrderChanges): number {
  return ordersNew + ordersChanged + ordersRemoved
}

/**
 * What a file comes to once it is stored, or would come to.
 * @param changes of its parts or days
 */
export function fileOutcome(
  { orders, ordersCancelled }: Pick<ReadReport, 'orders' | 'ordersCancelled'>,
  changes: readonly OrderChanges[],
): FileOutcome {
  if (orders === 0 && ordersCancelled === 0) return 'nothingImported'
  return changes.some((change) => countChanges(change) > 0) ? 'imported' : 'unchanged'
}
