import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { importDays, imports, storeDays } from './schema'

/** A store's day, and what imports have brought of it. */
export interface ArrivedDay {
  storeId: number
  date: BusinessDate
  orders: number
  /** When the newest import of it that holds began; null: before there was a history. */
  arrivedAt: string | null
  /** Of that import. */
  ordersRejected: number
}

/** The days of some stores from a date on. */
export async function loadArrivedDays(
  db: Database,
  storeIds: readonly number[],
  from: BusinessDate,
): Promise<ArrivedDay[]> {
  const [days, arrived] = await db.batch([
    db
      .select({ storeId: storeDays.storeId, date: storeDays.businessDate, orders: storeDays.orderCount })
      .from(storeDays)
      .where(and(inArray(storeDays.storeId, jsonValues(storeIds)), gte(storeDays.businessDate, from))),
    db
      .select({
        storeId: importDays.storeId,
        date: importDays.businessDate,
        // SQLite takes the other columns of a group from the row that has the maximum.
        arrivedAt: sql<string>`max(${imports.startedAt})`.as('arrived_at'),
        ordersRejected: importDays.ordersRejected,
      })
      .from(importDays)
      .innerJoin(imports, and(eq(imports.id, importDays.importId), isNull(imports.undoneBy)))
      .where(and(inArray(importDays.storeId, jsonValues(storeIds)), gte(importDays.businessDate, from)))
      .groupBy(importDays.storeId, importDays.businessDate),
  ])
  const byDay = new Map(arrived.map((day) => [`${day.storeId} ${day.date}`, day]))
  return days.map((day) => {
    const { arrivedAt = null, ordersRejected = 0 } = byDay.get(`${day.storeId} ${day.date}`) ?? {}
    return { ...day, arrivedAt, ordersRejected }
  })
}
