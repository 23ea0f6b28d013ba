import { businessDateOf, type Order } from '../diagnosis/order'
import { dayTooLarge, orderTooLarge, type Refusal } from './refusal'

/** How the orders of a file are cut into batches that the database takes. */

/** Lines written in one batch, whole days of one store: small enough for D1's limits, large enough to be fast. */
const BATCH_LINES = 4_000
/** Lines of one store on one day: beyond any shop's, and what a packed roll-up has room for. */
const MAX_DAY_LINES = 8_000

/** A row of the database has 2 MB: what an order has beside its lines is small. */
const MAX_ORDER_BYTES = 1_800_000
/** What the amounts of a line take, beside its texts, where each is as long as amounts are. */
const BYTES_OF_AMOUNTS = 130

/** The first day of a store with more lines than one is stored with, or order with more text than one has room for. */
export function findTooLarge(stores: ReadonlyMap<string, Order[]>): Refusal | undefined {
  for (const [store, orders] of stores) {
    for (const order of orders) {
      const bytes = bytesOfLines(order)
      const { orderId, lines } = order
      if (bytes > MAX_ORDER_BYTES) {
        return orderTooLarge({ store, orderId, lines: lines.length, bytes, limitBytes: MAX_ORDER_BYTES })
      }
    }
    for (const [date, day] of Map.groupBy(orders, businessDateOf)) {
      const lines = countLines(day)
      if (lines > MAX_DAY_LINES) return dayTooLarge({ store, date, lines, limitLines: MAX_DAY_LINES })
    }
  }
  return undefined
}

const encoder = new TextEncoder()

/** About what the lines of an order take in the database. Few orders have so many that it is worth counting. */
function bytesOfLines({ lines }: Order): number {
  if (lines.length < MIN_COUNTED_LINES) return 0
  return lines.reduce((sum, { productKey, productName, category, subcategory }) => {
    // As a text within JSON, which is how they travel to the database.
    const texts = JSON.stringify(JSON.stringify([productKey, productName, category, subcategory]))
    return sum + encoder.encode(texts).length + BYTES_OF_AMOUNTS
  }, 0)
}

/** Fewer lines have too little room for the longest names. */
const MIN_COUNTED_LINES = 200

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
