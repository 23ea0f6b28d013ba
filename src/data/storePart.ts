import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order } from '../diagnosis/order'
import type { Database } from './database'
import { fullness } from './databaseSizes'
import type { ImportPart } from './importParts'
import { rowArrays } from './jsonRows'
import { changeOrders } from './orderChanges'
import {
  type ChangedOrders,
  DatabaseFullError,
  type OrderSelection,
  type StoredOrder,
  StoreMergedError,
} from './orderPlan'
import { type OrderRecord, toOrderRecord } from './orderRecord'
import { productRows } from './productNumbers'
import { orders } from './schema'
import { OrderTooLargeError } from './tooLarge'
import { readTouchedOrders } from './touchedOrders'

/** A part takes less; a dead sender's turn ends by itself. */
const TURN_TTL_MS = 8_000

/** What a part of a file says of a store. */
export interface IncomingOrders {
  /** Each replaces the order of its id. */
  orders: readonly Order[]
  /** Orders that are to be stored no more; one that is not stored is none. */
  cancelledIds: readonly string[]
  /** Days of which these are all orders: others are to be stored no more. */
  completeDays: readonly BusinessDate[]
}

/**
 * Stores whole orders of one store: each replaces the order of its id, nothing else is touched. Orders that are
 * already stored as they are cost no write.
 * @throws as {@link changeOrders}
 */
export function storePart(
  db: Database,
  storeId: number,
  incoming: IncomingOrders,
  part: ImportPart,
): Promise<ChangedOrders> {
  const turn = { name: `orders/${storeId}`, owner: crypto.randomUUID(), ttlMs: TURN_TTL_MS }
  return changeOrders(
    db,
    async () => {
      const touched = await readTouchedOrders(db, storeId, selectionOf(incoming), turn)
      if (part.arrived && touched.mergedInto !== null) throw new StoreMergedError(storeId)
      // By the answer just now. What is taken back or removed makes room.
      if (part.arrived && fullness(db) === 'full') throw new DatabaseFullError(db.name)
      return { stores: [{ touched, ...decide(incoming, touched.orders, part.importId) }] }
    },
    part,
    turn,
  )
}

function selectionOf(incoming: IncomingOrders): OrderSelection {
  const dates = new Set([...incoming.orders.map(businessDateOf), ...incoming.completeDays])
  const orderIds = [...incoming.orders.map(({ orderId }) => orderId), ...incoming.cancelledIds]
  const productKeys = incoming.orders.flatMap(({ lines }) => lines.map(({ productKey }) => productKey))
  const { completeDays } = incoming
  return { dates: [...dates], orderIds, productKeys: [...new Set(productKeys)], completeDays }
}

/** What storing orders would change: they are compared with what is stored, and nothing is written. */
export async function comparePart(
  db: Database,
  storeId: number,
  incoming: IncomingOrders,
): Promise<{ stored: ReadonlyMap<string, StoredOrder>; changes: ReadonlyMap<string, StoredOrder | null> }> {
  const { orders: stored } = await readTouchedOrders(db, storeId, selectionOf(incoming))
  return { stored, changes: decide(incoming, stored, null).changes }
}

/** What storing a part changes, and the names that its products take. */
function decide(
  { orders: incoming, cancelledIds, completeDays }: IncomingOrders,
  stored: ReadonlyMap<string, StoredOrder>,
  importId: number | null,
) {
  const changes = new Map<string, StoredOrder | null>()
  for (const orderId of cancelledIds) if (stored.has(orderId)) changes.set(orderId, null)
  const complete = new Set(completeDays)
  const kept = new Set(incoming.map(({ orderId }) => orderId))
  for (const [orderId, { order }] of stored) {
    if (complete.has(businessDateOf(order)) && !kept.has(orderId)) changes.set(orderId, null)
  }
  const changed: Order[] = []
  for (const order of incoming) {
    const record = toOrderRecord(order, importId)
    const before = stored.get(order.orderId)
    if (before && saysSame(before, record)) continue
    if (record.lines.length > MAX_LINES_BYTES / MAX_BYTES_A_CHARACTER) checkRoom(record)
    changes.set(order.orderId, { record, order })
    changed.push(order)
  }
  return {
    changes,
    products: (_: unknown, idOf: (key: string) => number) => productRows(changed, { idOf }),
  }
}

/** A row of D1 has 2 MB, and so has a parameter, in which the lines are a text within JSON; what stands beside them is small. */
const MAX_LINES_BYTES = 1_800_000
/** A character of three bytes, or one that is escaped, and whose escape is escaped. */
const MAX_BYTES_A_CHARACTER = 4

/** @throws OrderTooLargeError */
function checkRoom({ orderId, lines }: OrderRecord): void {
  const bytes = new TextEncoder().encode(JSON.stringify(lines)).length
  if (bytes > MAX_LINES_BYTES) throw new OrderTooLargeError(orderId, bytes)
}

/** Whether a stored order says what the record says, however an older version spelt it. */
function saysSame(stored: StoredOrder, record: OrderRecord): boolean {
  return sameRecord(stored.record, record) || sameRecord(toOrderRecord(stored.order, null), record)
}

/** But for the import that stored it, and where it stands in its file. */
function sameRecord(a: OrderRecord, b: OrderRecord): boolean {
  const [rowA, rowB] = [a, b].map((record) =>
    JSON.stringify(rowArrays(orders, [record], ['storeId', 'importId', 'fileLine'])),
  )
  return rowA === rowB
}
