import { and, desc, eq } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { storeDays, stores } from './schema'

/** Days that are enough to tell what is usual. */
const RECENT_DAYS = 31

/** Orders of each of a store's latest days. */
export async function loadOrderCounts(db: Database, storeName: string): Promise<Map<BusinessDate, number>> {
  const [rows] = await db.batch([
    db
      .select({ date: storeDays.businessDate, orders: storeDays.orderCount })
      .from(storeDays)
      .innerJoin(stores, and(eq(stores.id, storeDays.storeId), eq(stores.name, storeName)))
      .orderBy(desc(storeDays.businessDate))
      .limit(RECENT_DAYS),
  ])
  return new Map(rows.map(({ date, orders }) => [date, orders]))
}
