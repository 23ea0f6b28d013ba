import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order } from '../diagnosis/order'
import type { Database } from './database'
import { touchesOnly } from './imports'
import { jsonValues } from './jsonRows'
import { fromOrderRecord, ORDER_RECORD_COLUMNS, type OrderRecord } from './orderRecord'
import { imports, orders, products, storeDays } from './schema'

/**
 * The orders of some days of a store. A day's roll-up lists its orders, so that `orders` needs no second
 * index, which would be billed with every order written. Where a list and the day's count disagree, all of the
 * store's orders are looked through instead.
 */
export async function readOrdersOfDays(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<OrderRecord[]> {
  const [listed, counted] = await db.batch([
    selectListedOrders(db, storeId, dates),
    selectOrderCounts(db, storeId, dates),
  ])
  return completeOrders(db, storeId, listed, counted)
}

/** How many orders each of some days has. */
export function selectOrderCounts(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return db
    .select({ date: storeDays.businessDate, orders: storeDays.orderCount })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues(dates))))
}

/**
 * The listed orders, with those that a damaged list does not name.
 * @param counted of the same days as the listed orders
 */
export async function completeOrders(
  db: Database,
  storeId: number,
  listed: OrderRecord[],
  counted: readonly { date: BusinessDate; orders: number }[],
): Promise<OrderRecord[]> {
  const found = Map.groupBy(listed, businessDateOf)
  const incomplete = counted.filter(({ date, orders: count }) => found.get(date)?.length !== count)
  if (incomplete.length === 0) return listed
  const incompleteDates = incomplete.map(({ date }) => date)
  const [ofDays] = await db.batch([
    selectOrders(db).where(
      and(
        eq(orders.storeId, storeId),
        sql`substr(${orders.orderedAt}, 1, 10) IN ${jsonValues(incompleteDates)}`,
      ),
    ),
  ])
  return [...new Map([...listed, ...ofDays].map((record) => [record.orderId, record])).values()]
}

/** The orders that some days list. */
export function selectListedOrders(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return selectOrders(db).where(isListedOn(storeId, dates))
}

/** Whether an order is one that some days list. */
export function isListedOn(storeId: number, dates: readonly BusinessDate[]): SQL {
  return sql`${orders.storeId} = ${storeId} AND ${orders.orderId} IN (
      SELECT listed.value ->> 0 FROM ${storeDays}, json_each(iif(json_valid(${storeDays.orders}), ${storeDays.orders}, '[]')) AS listed
      WHERE listed.type = 'array' AND ${storeDays.storeId} = ${storeId} AND ${storeDays.businessDate} IN ${jsonValues(dates)})`
}

/** An order with what its page says beside it. */
export interface OrderWithSource {
  order: Order
  /** Numbers of the products in its lines, by key. */
  productIds: Map<string, number>
  /** Which entry of the history stored it last; undefined where nobody kept that, or the entry is not to be told of. */
  source: OrderSource | undefined
}

export interface OrderSource {
  importId: number
  kind: (typeof imports.$inferSelect)['kind']
  file: string | null
  /** On which line of the file the order begins; null where nobody kept it. */
  fileLine: number | null
}

/**
 * An order, in one trip.
 * @param onlyStoreIds entries of the history that tell of another store are not told of; undefined where all are
 * @returns undefined where the store has no such order
 */
export async function loadOrder(
  db: Database,
  storeId: number,
  orderId: string,
  onlyStoreIds: readonly number[] | undefined,
): Promise<OrderWithSource | undefined> {
  const isOrder = and(eq(orders.storeId, storeId), eq(orders.orderId, orderId))
  const [records, numbers, sources] = await db.batch([
    selectOrders(db).where(isOrder),
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(
        and(
          eq(products.storeId, storeId),
          sql`${products.key} IN (SELECT line.value ->> 0 FROM ${orders}, json_each(${orders.lines}) AS line WHERE ${isOrder})`,
        ),
      ),
    db
      .select({ importId: imports.id, kind: imports.kind, file: imports.file, fileLine: orders.fileLine })
      .from(orders)
      .innerJoin(imports, eq(imports.id, orders.importId))
      .where(and(isOrder, onlyStoreIds && touchesOnly(onlyStoreIds))),
  ])
  const [record] = records
  return (
    record && {
      order: fromOrderRecord(record),
      productIds: new Map(numbers.map(({ id, key }) => [key, id])),
      source: sources[0],
    }
  )
}

/** Some orders of a store with their lines, by ID; those that there are not are left out. */
export async function loadOrders(
  db: Database,
  storeId: number,
  orderIds: readonly string[],
): Promise<Map<string, Order>> {
  if (orderIds.length === 0) return new Map()
  const [records] = await db.batch([
    selectOrders(db).where(and(eq(orders.storeId, storeId), inArray(orders.orderId, jsonValues(orderIds)))),
  ])
  return new Map(records.map((record) => [record.orderId, fromOrderRecord(record)]))
}

function selectOrders(db: Database) {
  return db.select(ORDER_RECORD_COLUMNS).from(orders)
}
