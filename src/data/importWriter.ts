import { and, eq, gt, type SQLChunk, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf, type Order } from '../diagnosis/order'
import { retrying } from '../retry'
import type { Database } from './database'
import { jsonSlices, jsonValues } from './jsonRows'
import { fromOrderRecord, ORDER_RECORD_COLUMNS, type OrderRecord, toOrderRecord } from './orderRecord'
import { type ProductRow, productNumbers, productRows } from './productNumbers'
import { DayTooLargeError, type RollupRecord, toRollupRecord } from './rollupRecord'
import { dataClock, openings, orders, products, storeDays, stores } from './schema'
import { selectOrdersOfDays } from './storeDayOrders'

/** What storing some orders changed. */
export interface SavedOrders {
  ordersChanged: number
  /** Days whose rollup was rewritten. */
  daysChanged: BusinessDate[]
}

/** How often a write is tried that found its reads outdated, or that the database did not take. */
const MAX_ATTEMPTS = 4
const RETRY_PAUSE_MS = 60

/**
 * Stores whole orders of one store in one batch: each replaces the order of its ID, nothing else is
 * touched, and the rollups of the days concerned are rewritten beside it. Orders that are already stored
 * as they are cost no write.
 *
 * The rollups are computed here, by the pure code of the diagnosis, from rows read just before. So the
 * batch begins by moving the store's data version on from the one that was read: if another import came
 * between, that statement fails, the whole batch with it, and all is read anew.
 * @throws DayTooLargeError, or what the database threw on the last attempt; nothing of the batch is stored then
 */
export async function saveOrders(
  db: Database,
  storeName: string,
  incoming: readonly Order[],
): Promise<SavedOrders> {
  return retrying(
    MAX_ATTEMPTS,
    RETRY_PAUSE_MS,
    () => trySaveOrders(db, storeName, incoming),
    (error) => error instanceof DayTooLargeError,
  )
}

async function trySaveOrders(
  db: Database,
  storeName: string,
  incoming: readonly Order[],
): Promise<SavedOrders> {
  const store = await ensureStore(db, storeName)
  const stored = await readStored(db, store.id, incoming)
  const days = new Map<BusinessDate, Map<string, Order>>()
  for (const { order } of stored.orders.values()) dayOf(days, businessDateOf(order)).set(order.orderId, order)

  const changed: Order[] = []
  const changedRecords: OrderRecord[] = []
  const dates = new Set<BusinessDate>()
  for (const order of incoming) {
    const record = toOrderRecord(order)
    const before = stored.orders.get(order.orderId)
    if (before && saysSame(before, record)) continue
    if (before) {
      dates.add(businessDateOf(before.order))
      days.get(businessDateOf(before.order))?.delete(order.orderId)
    }
    dates.add(businessDateOf(order))
    dayOf(days, businessDateOf(order)).set(order.orderId, order)
    changed.push(order)
    changedRecords.push(record)
  }
  if (changed.length === 0) return { ordersChanged: 0, daysChanged: [] }

  const numbers = productNumbers(stored.products, stored.highestProductId)
  const daysChanged = [...dates].sort()
  const [earliest = ''] = daysChanged
  const emptied = daysChanged.filter((date) => !days.get(date)?.size)
  const rollups = daysChanged
    .filter((date) => days.get(date)?.size)
    .map((date) => toRollupRecord(rollUpDay(date, [...dayOf(days, date).values()], numbers.idOf)))

  await db.batch([
    db.update(dataClock).set({ version: sql`${dataClock.version} + 1` }),
    db
      .update(stores)
      .set({
        dataVersion: sql`CASE WHEN ${stores.dataVersion} = ${store.dataVersion} THEN (SELECT version FROM data_clock) END`,
      })
      .where(eq(stores.id, store.id)),
    ...jsonSlices(productRows(changed, numbers).map(productValues)).map((rows) =>
      upsertProducts(db, store.id, rows),
    ),
    ...jsonSlices(changedRecords.map(orderValues)).map((rows) => upsertOrders(db, store.id, rows)),
    ...jsonSlices(rollups.map(rollupValues)).map((rows) => upsertRollups(db, store.id, rows)),
    db
      .delete(storeDays)
      .where(and(eq(storeDays.storeId, store.id), sql`${storeDays.businessDate} IN ${jsonValues(emptied)}`)),
    db.delete(openings).where(and(eq(openings.storeId, store.id), gt(openings.businessDate, earliest))),
    db
      .update(stores)
      .set({
        firstDate: sql`(SELECT min(business_date) FROM store_days WHERE store_id = ${store.id})`,
        lastDate: sql`(SELECT max(business_date) FROM store_days WHERE store_id = ${store.id})`,
      })
      .where(eq(stores.id, store.id)),
  ])
  return { ordersChanged: changed.length, daysChanged }
}

function dayOf(days: Map<BusinessDate, Map<string, Order>>, date: BusinessDate): Map<string, Order> {
  let day = days.get(date)
  if (!day) {
    day = new Map()
    days.set(date, day)
  }
  return day
}

/** Whether a stored order says what the record says, however an older version spelt it. */
function saysSame(stored: StoredOrder, record: OrderRecord): boolean {
  return sameRecord(stored.record, record) || sameRecord(toOrderRecord(stored.order), record)
}

function sameRecord(a: OrderRecord, b: OrderRecord): boolean {
  return JSON.stringify(orderValues(a)) === JSON.stringify(orderValues(b))
}

async function ensureStore(db: Database, name: string): Promise<{ id: number; dataVersion: number }> {
  const [, rows] = await db.batch([
    db.insert(stores).values({ name, dataVersion: 0 }).onConflictDoNothing(),
    db.select({ id: stores.id, dataVersion: stores.dataVersion }).from(stores).where(eq(stores.name, name)),
  ])
  const store = rows[0]
  if (!store) throw new Error(`the store ${JSON.stringify(name)} could not be created`)
  return store
}

interface StoredOrder {
  record: OrderRecord
  order: Order
}

interface Stored {
  /** By ID: all orders of the days that the import touches, and of the days that it moves orders away from. */
  orders: Map<string, StoredOrder>
  /** The products of those orders and of the import that the store already has. */
  products: { id: number; key: string }[]
  highestProductId: number
}

async function readStored(db: Database, storeId: number, incoming: readonly Order[]): Promise<Stored> {
  const stored = new Map<string, StoredOrder>()
  for (const record of await readTouchedOrders(db, storeId, incoming)) {
    stored.set(record.orderId, { record, order: fromOrderRecord(record) })
  }
  const all = [...incoming, ...[...stored.values()].map(({ order }) => order)]
  const keys = new Set(all.flatMap((order) => order.lines.map((line) => line.productKey)))
  const [known, highest] = await db.batch([
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(and(eq(products.storeId, storeId), sql`${products.key} IN ${jsonValues([...keys])}`)),
    db
      .select({ id: sql<number | null>`max(${products.id})` })
      .from(products)
      .where(eq(products.storeId, storeId)),
  ])
  return { orders: stored, products: known, highestProductId: highest[0]?.id ?? 0 }
}

async function readTouchedOrders(
  db: Database,
  storeId: number,
  incoming: readonly Order[],
): Promise<OrderRecord[]> {
  const dates = new Set(incoming.map(businessDateOf))
  const orderIds = incoming.map((order) => order.orderId)
  const [ofDays, times] = await db.batch([
    selectOrdersOfDays(db, storeId, [...dates]),
    db
      .select({ orderedAt: orders.orderedAt })
      .from(orders)
      .where(and(eq(orders.storeId, storeId), sql`${orders.orderId} IN ${jsonValues(orderIds)}`)),
  ])
  const leftDates = new Set(times.map(businessDateOf).filter((date) => !dates.has(date)))
  if (leftDates.size === 0) return ofDays
  const [left] = await db.batch([selectOrdersOfDays(db, storeId, [...leftDates])])
  return [...ofDays, ...left]
}

function productValues(product: ProductRow) {
  return [product.id, product.key, product.name, product.category]
}

function upsertProducts(db: Database, storeId: number, rows: string) {
  return db.statement(sql`
    INSERT INTO products (store_id, id, key, name, category)
    SELECT ${storeId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${rows}) WHERE true
    ON CONFLICT DO UPDATE SET name = excluded.name, category = excluded.category
    WHERE name IS NOT excluded.name OR category IS NOT excluded.category`)
}

const ORDER_FIELDS = Object.keys(ORDER_RECORD_COLUMNS) as (keyof OrderRecord)[]

function orderValues(order: OrderRecord) {
  return ORDER_FIELDS.map((field) => order[field])
}

function upsertOrders(db: Database, storeId: number, rows: string) {
  const columns = ORDER_FIELDS.map((field) => sql.identifier(ORDER_RECORD_COLUMNS[field].name))
  const values = columns.map((_, i) => sql.raw(`value ->> ${i}`))
  const updates = columns.map((column) => sql`${column} = excluded.${column}`)
  const list = (parts: SQLChunk[]) => sql.join(parts, sql.raw(', '))
  return db.statement(sql`
    INSERT INTO orders (store_id, ${list(columns)})
    SELECT ${storeId}, ${list(values)} FROM json_each(${rows}) WHERE true
    ON CONFLICT DO UPDATE SET ${list(updates)}`)
}

function rollupValues(rollup: RollupRecord) {
  return [
    rollup.businessDate,
    rollup.orderCount,
    rollup.orders,
    rollup.products,
    rollup.lossLines,
    rollup.coverage,
    rollup.summary,
  ]
}

function upsertRollups(db: Database, storeId: number, rows: string) {
  return db.statement(sql`
    INSERT INTO store_days (store_id, business_date, order_count, orders, products, loss_lines, coverage, summary)
    SELECT ${storeId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(${rows}) WHERE true
    ON CONFLICT DO UPDATE SET order_count = excluded.order_count, orders = excluded.orders,
      products = excluded.products, loss_lines = excluded.loss_lines, coverage = excluded.coverage,
      summary = excluded.summary`)
}
