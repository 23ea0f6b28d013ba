import { and, eq, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { fromOrderRecord, ORDER_RECORD_COLUMNS } from './orderRecord'
import { orders, storeDays } from './schema'

/**
 * The orders of some days of a store. A day's rollup lists its orders, so that `orders` needs no second
 * index, which would be billed with every order written.
 */
export function selectOrdersOfDays(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return selectOrders(db).where(
    sql`${orders.storeId} = ${storeId} AND ${orders.orderId} IN (
      SELECT listed.value ->> 0 FROM ${storeDays}, json_each(${storeDays.orders}) AS listed
      WHERE ${storeDays.storeId} = ${storeId} AND ${storeDays.businessDate} IN ${jsonValues(dates)})`,
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
    selectOrders(db).where(
      and(eq(orders.storeId, storeId), sql`${orders.orderId} IN ${jsonValues(orderIds)}`),
    ),
  ])
  return new Map(records.map((record) => [record.orderId, fromOrderRecord(record)]))
}

function selectOrders(db: Database) {
  return db.select(ORDER_RECORD_COLUMNS).from(orders)
}
