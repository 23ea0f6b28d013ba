import { eq } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { storeDays, stores } from './schema'

/** A stored day that there is something to be done about. */
export interface StoredDay {
  storeId: number
  store: string
  businessDate: BusinessDate
  orders: number
}

/** Stored days, for a condition to choose among. */
export function selectStoredDays(db: Database) {
  return db
    .select({
      storeId: storeDays.storeId,
      store: stores.name,
      businessDate: storeDays.businessDate,
      orders: storeDays.orderCount,
    })
    .from(storeDays)
    .innerJoin(stores, eq(stores.id, storeDays.storeId))
}
