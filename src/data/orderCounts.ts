import { asc, desc, eq } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { storeDays } from './schema'

/** Days that are enough to tell what is usual. */
const RECENT_DAYS = 31

/** Orders of each of a store's latest days. */
export async function loadOrderCounts(db: Database, storeId: number): Promise<Map<BusinessDate, number>> {
  const [rows] = await db.batch([
    db
      .select({ date: storeDays.businessDate, orders: storeDays.orderCount })
      .from(storeDays)
      .where(eq(storeDays.storeId, storeId))
      .orderBy(desc(storeDays.businessDate))
      .limit(RECENT_DAYS),
  ])
  return new Map(rows.map(({ date, orders }) => [date, orders]))
}

/** Orders of each of a store's days, oldest first. */
export async function loadDayCounts(db: Database, storeId: number): Promise<Map<BusinessDate, number>> {
  const [rows] = await db.batch([
    db
      .select({ date: storeDays.businessDate, orders: storeDays.orderCount })
      .from(storeDays)
      .where(eq(storeDays.storeId, storeId))
      .orderBy(asc(storeDays.businessDate)),
  ])
  return new Map(rows.map(({ date, orders }) => [date, orders]))
}
