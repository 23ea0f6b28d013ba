import { businessDateOf, type Order } from '../diagnosis/order'
import { dayTooLarge, type Refusal } from './refusal'

/** How the orders of a file are cut into batches that the database takes. */

/** Lines written in one batch, whole days of one store: small enough for D1's limits, large enough to be fast. */
const BATCH_LINES = 4_000
/** Lines of one store on one day: beyond any shop's, and what a packed roll-up has room for. */
const MAX_DAY_LINES = 8_000

/** The first day of a store with more lines than one is stored with. */
export function findTooLargeDay(stores: ReadonlyMap<string, Order[]>): Refusal | undefined {
  for (const [store, orders] of stores) {
    for (const [date, day] of Map.groupBy(orders, businessDateOf)) {
      const lines = countLines(day)
      if (lines > MAX_DAY_LINES) return dayTooLarge({ store, date, lines, limitLines: MAX_DAY_LINES })
    }
  }
  return undefined
}

function countLines(orders: readonly Order[]): number {
  return orders.reduce((sum, order) => sum + order.lines.length, 0)
}

/** Days of one part: of each, all stored orders are read. */
export const MAX_PART_DAYS = 31

/** Whole days of one store at a time, oldest first. */
export function* batchesOf(
  stores: ReadonlyMap<string, Order[]>,
): Generator<{ store: string; orders: Order[] }> {
  for (const [store, orders] of stores) {
    let batch: Order[] = []
    let lines = 0
    let days = 0
    for (const [, day] of [...Map.groupBy(orders, businessDateOf)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const dayLines = countLines(day)
      if (batch.length > 0 && (lines + dayLines > BATCH_LINES || days === MAX_PART_DAYS)) {
        yield { store, orders: batch }
        batch = []
        lines = 0
        days = 0
      }
      batch.push(...day)
      lines += dayLines
      days++
    }
    if (batch.length > 0) yield { store, orders: batch }
  }
}
