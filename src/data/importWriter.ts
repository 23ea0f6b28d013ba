import { and, eq, inArray, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf, type Order } from '../diagnosis/order'
import { retrying } from '../retry'
import type { Database } from './database'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { fromOrderRecord, type OrderRecord, toOrderRecord } from './orderRecord'
import { productNumbers, productRows } from './productNumbers'
import { dropOpeningsAfter, upsertRollups } from './rebuild'
import { DayTooLargeError, type RollupRecord, toRollupRecord } from './rollupRecord'
import { dataClock, orders, products, storeDays, stores } from './schema'
import { completeOrders, readOrdersOfDays, selectListedOrders, selectOrderCounts } from './storeDayOrders'

/** What storing some orders changed. */
interface SavedOrders {
  /** Orders that were not stored before. */
  ordersNew: number
  /** Orders that are new or different. */
  ordersChanged: number
  /** Orders that were stored and are no more. */
  ordersRemoved: number
  /** Days whose roll-up was rewritten. */
  daysChanged: BusinessDate[]
}

/** How often a write is tried that found its reads outdated, or that the database did not take. */
const MAX_ATTEMPTS = 4
const RETRY_PAUSE_MS = 60

/**
 * Stores whole orders of one store in one batch: each replaces the order of its ID, nothing else is
 * touched, and the roll-ups of the days concerned are rewritten beside it. Orders that are already stored
 * as they are cost no write.
 *
 * The roll-ups are computed here, by the pure code of the diagnosis, from rows read just before. So the
 * batch begins by moving the store's data version on from the one that was read: if another import came
 * between, that statement fails, the whole batch with it, and all is read anew.
 * @param removedIds orders that are to be stored no more; one that is not stored is none
 * @throws DayTooLargeError, or what the database threw on the last attempt; nothing of the batch is stored then
 */
export async function saveOrders(
  db: Database,
  storeName: string,
  incoming: readonly Order[],
  removedIds: readonly string[] = [],
): Promise<SavedOrders> {
  return retrying(
    MAX_ATTEMPTS,
    RETRY_PAUSE_MS,
    () => trySaveOrders(db, storeName, incoming, removedIds),
    (error) => error instanceof DayTooLargeError,
  )
}

async function trySaveOrders(
  db: Database,
  storeName: string,
  incoming: readonly Order[],
  removedIds: readonly string[],
): Promise<SavedOrders> {
  const store = await ensureStore(db, storeName)
  const stored = await readStored(db, store.id, incoming, removedIds)
  const days = new Map<BusinessDate, Map<string, Order>>()
  for (const { order } of stored.orders.values()) dayOf(days, businessDateOf(order)).set(order.orderId, order)

  const changed: Order[] = []
  const changedRecords: OrderRecord[] = []
  const dates = new Set<BusinessDate>()
  const removed: string[] = []
  for (const orderId of removedIds) {
    const before = stored.orders.get(orderId)
    if (!before) continue
    removed.push(orderId)
    dates.add(businessDateOf(before.order))
    days.get(businessDateOf(before.order))?.delete(orderId)
  }
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

  const numbers = productNumbers(stored.products, stored.highestProductId)
  const rollups = [...days]
    .filter(([, ofDay]) => ofDay.size > 0)
    .map(([date, ofDay]) => toRollupRecord(rollUpDay(date, [...ofDay.values()], numbers.idOf)))
    // Also a day whose orders are unchanged, where what is stored of it is not what they add up to.
    .filter((rollup) => dates.has(rollup.businessDate) || !sameRollup(stored.rollups, rollup))
  const emptied = [...dates].filter((date) => !days.get(date)?.size)
  const daysChanged = [...rollups.map(({ businessDate }) => businessDate), ...emptied].sort()
  const [earliest] = daysChanged
  const ordersNew = changed.filter(({ orderId }) => !stored.orders.has(orderId)).length
  const counts = { ordersNew, ordersChanged: changed.length, ordersRemoved: removed.length }
  if (earliest === undefined) return { ...counts, daysChanged: [] }

  const productKey = [products.storeId, products.id]
  const orderKey = [orders.storeId, orders.orderId]
  await db.batch([
    db.update(dataClock).set({ version: sql`${dataClock.version} + 1` }),
    db
      .update(stores)
      .set({
        dataVersion: sql`CASE WHEN ${stores.dataVersion} = ${store.dataVersion} THEN (SELECT ${dataClock.version} FROM ${dataClock}) END`,
      })
      .where(eq(stores.id, store.id)),
    ...jsonSlices(rowArrays(products, productRows(changed, numbers), ['storeId'])).map((slice) =>
      db
        .insert(products)
        .select(selectRows(products, slice, store.id))
        .onConflictDoUpdate({
          target: productKey,
          set: excludedValues(products, productKey),
          setWhere: sql`${products.name} IS NOT excluded.name OR ${products.category} IS NOT excluded.category`,
        }),
    ),
    ...jsonSlices(rowArrays(orders, changedRecords, ['storeId'])).map((slice) =>
      db
        .insert(orders)
        .select(selectRows(orders, slice, store.id))
        .onConflictDoUpdate({ target: orderKey, set: excludedValues(orders, orderKey) }),
    ),
    db.delete(orders).where(and(eq(orders.storeId, store.id), inArray(orders.orderId, jsonValues(removed)))),
    ...upsertRollups(db, store.id, rollups),
    db
      .delete(storeDays)
      .where(and(eq(storeDays.storeId, store.id), inArray(storeDays.businessDate, jsonValues(emptied)))),
    dropOpeningsAfter(db, store.id, earliest),
    db
      .update(stores)
      .set({
        firstDate: sql`(SELECT min(${storeDays.businessDate}) FROM ${storeDays} WHERE ${storeDays.storeId} = ${store.id})`,
        lastDate: sql`(SELECT max(${storeDays.businessDate}) FROM ${storeDays} WHERE ${storeDays.storeId} = ${store.id})`,
      })
      .where(eq(stores.id, store.id)),
  ])
  return { ...counts, daysChanged }
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
  return JSON.stringify(rowArrays(orders, [a])) === JSON.stringify(rowArrays(orders, [b]))
}

function sameRollup(stored: ReadonlyMap<BusinessDate, RollupRecord>, rollup: RollupRecord): boolean {
  const before = stored.get(rollup.businessDate)
  const names = Object.keys(rollup) as (keyof RollupRecord)[]
  return before !== undefined && names.every((name) => before[name] === rollup[name])
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
  /** What is stored of those days, where it was read before. */
  rollups: ReadonlyMap<BusinessDate, RollupRecord>
  /** The products of those orders and of the import that the store already has. */
  products: { id: number; key: string }[]
  highestProductId: number
}

async function readStored(
  db: Database,
  storeId: number,
  incoming: readonly Order[],
  removedIds: readonly string[],
): Promise<Stored> {
  const stored = new Map<string, StoredOrder>()
  for (const record of await readTouchedOrders(db, storeId, incoming, removedIds)) {
    stored.set(record.orderId, { record, order: fromOrderRecord(record) })
  }
  const all = [...incoming, ...[...stored.values()].map(({ order }) => order)]
  const keys = new Set(all.flatMap((order) => order.lines.map((line) => line.productKey)))
  const dates = new Set(all.map(businessDateOf))
  const [known, highest, rollups] = await db.batch([
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.key, jsonValues([...keys])))),
    db
      .select({ id: sql<number | null>`max(${products.id})` })
      .from(products)
      .where(eq(products.storeId, storeId)),
    db
      .select()
      .from(storeDays)
      .where(and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues([...dates])))),
  ])
  return {
    orders: stored,
    rollups: new Map(rollups.map((rollup) => [rollup.businessDate, rollup])),
    products: known,
    highestProductId: highest[0]?.id ?? 0,
  }
}

/** The orders of the import's days, and of the days that it moves or removes orders from. */
async function readTouchedOrders(
  db: Database,
  storeId: number,
  incoming: readonly Order[],
  removedIds: readonly string[],
): Promise<OrderRecord[]> {
  const dates = new Set(incoming.map(businessDateOf))
  const orderIds = [...incoming.map((order) => order.orderId), ...removedIds]
  const [listed, counted, times] = await db.batch([
    selectListedOrders(db, storeId, [...dates]),
    selectOrderCounts(db, storeId, [...dates]),
    db
      .select({ orderedAt: orders.orderedAt })
      .from(orders)
      .where(and(eq(orders.storeId, storeId), inArray(orders.orderId, jsonValues(orderIds)))),
  ])
  const ofDays = await completeOrders(db, storeId, listed, counted)
  const leftDates = new Set(times.map(businessDateOf).filter((date) => !dates.has(date)))
  return leftDates.size === 0 ? ofDays : [...ofDays, ...(await readOrdersOfDays(db, storeId, [...leftDates]))]
}
