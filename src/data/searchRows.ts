import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { selectDaysOfOrders } from './archive/archivedDays'
import type { Database } from './database'
import { jsonPairs, jsonValues } from './jsonRows'
import { orders, products, storeDays } from './schema'
import { listedOrders } from './storeDayOrders'

/** Orders and products by what people know of them. All by keys that begin with the store, but for names, which are read through. */

/** An order, and the day that it is of. */
export interface OrderRow {
  storeId: number
  orderId: string
  date: BusinessDate
}

export interface FoundProductRow {
  storeId: number
  productId: number
  key: string
  name: string
  category: string
}

/** The orders of a number: one of each store at most. */
export async function findOrders(
  db: Database,
  storeIds: readonly number[],
  orderId: string,
  limit: number,
): Promise<OrderRow[]> {
  const pairs = storeIds.map((storeId) => [storeId, orderId] as const)
  const days = selectDaysOfOrders(db, pairs).as('days')
  const [rows, archived] = await db.batch([
    db
      .select({
        storeId: orders.storeId,
        orderId: orders.orderId,
        date: sql<BusinessDate>`substr(${orders.orderedAt}, 1, 10)`,
      })
      .from(orders)
      .where(sql`(${orders.storeId}, ${orders.orderId}) IN ${jsonPairs(pairs)}`)
      .limit(limit),
    // Where a hash leads to, the day's list says whether it is this order.
    db
      .select({ storeId: days.storeId, date: days.date })
      .from(days)
      .innerJoin(storeDays, and(eq(storeDays.storeId, days.storeId), eq(storeDays.businessDate, days.date)))
      .where(
        sql`${storeDays.archiveState} = 'archived' AND EXISTS (SELECT 1 FROM ${listedOrders} WHERE listed.type = 'array' AND listed.value ->> 0 = ${orderId})`,
      )
      .limit(limit),
  ])
  const found = new Map(archived.map((row) => [row.storeId, { ...row, orderId }]))
  for (const row of rows) found.set(row.storeId, row)
  return [...found.values()].slice(0, limit)
}

/** Orders of one day of each store whose numbers end so: the days list them. */
export async function findOrdersEnding(
  db: Database,
  days: readonly { storeId: number; date: BusinessDate }[],
  ending: string,
  limit: number,
): Promise<OrderRow[]> {
  const orderId = sql<string>`listed.value ->> 0`
  const [rows] = await db.batch([
    db
      .select({ storeId: storeDays.storeId, orderId, date: storeDays.businessDate })
      .from(storeDays)
      .innerJoin(listedOrders, sql`listed.type = 'array'`)
      .where(
        sql`(${storeDays.storeId}, ${storeDays.businessDate}) IN ${jsonPairs(days.map(({ storeId, date }) => [storeId, date]))} AND substr(${orderId}, ${-ending.length}) = ${ending}`,
      )
      .limit(limit),
  ])
  return rows
}

/** The products of some keys in each store. */
export function findProductsByKey(
  db: Database,
  storeIds: readonly number[],
  keys: readonly string[],
  limit: number,
): Promise<FoundProductRow[]> {
  const pairs = storeIds.flatMap((storeId) => keys.map((key) => [storeId, key] as const))
  return findProducts(db, sql`(${products.storeId}, ${products.key}) IN ${jsonPairs(pairs)}`, limit)
}

/** Products with all of some words in their names. Every name of the stores may be read. */
export function findProductsByName(
  db: Database,
  storeIds: readonly number[],
  words: readonly string[],
  limit: number,
): Promise<FoundProductRow[]> {
  // A pattern of LIKE may have 50 bytes on D1, which are few Chinese words.
  const named = words.map((word) => sql`instr(lower(${products.name}), lower(${word})) > 0`)
  return findProducts(db, and(inArray(products.storeId, jsonValues(storeIds)), ...named), limit)
}

async function findProducts(db: Database, where: SQL | undefined, limit: number): Promise<FoundProductRow[]> {
  const { storeId, id: productId, key, name, category } = products
  const [rows] = await db.batch([
    db.select({ storeId, productId, key, name, category }).from(products).where(where).limit(limit),
  ])
  return rows
}
