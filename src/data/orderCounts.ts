import { desc, eq } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { storeDays } from './schema'

/** Days that are enough to tell what is usual. */
export const RECENT_DAYS = 31
/** As SQLite says it. */
const NO_LIMIT = -1

/** Orders of each of a store's days, oldest first. @param latest only so many of its latest days */
export async function loadDayCounts(
  db: Database,
  storeId: number,
  latest = NO_LIMIT,
): Promise<Map<BusinessDate, number>> {
  const [rows] = await db.batch([
    db
      .select({ date: storeDays.businessDate, orders: storeDays.orderCount })
      .from(storeDays)
      .where(eq(storeDays.storeId, storeId))
      .orderBy(desc(storeDays.businessDate))
      .limit(latest),
  ])
  return new Map(rows.reverse().map(({ date, orders }) => [date, orders]))
}
