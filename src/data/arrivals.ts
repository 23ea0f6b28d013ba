import { and, eq, gte, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { UTC_OFFSET_HOURS } from '../shop'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { importDays, imports, storeDays } from './schema'
import { WANTED } from './windowBounds'

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

/** When a day arrived: with its import, or where a merge has moved it, with that of the other store. */
const arrivedAt = sql`coalesce(${importDays.arrivedAt}, ${imports.startedAt})`

/** The newest arrival of the day that a row of `store_days` is of; NULL: it came before there was a history. */
const newestArrival = sql`(
  SELECT max(${arrivedAt}) FROM ${importDays} JOIN ${imports} ON ${imports.id} = ${importDays.importId} AND ${imports.undoneBy} IS NULL
  WHERE ${importDays.storeId} = ${storeDays.storeId} AND ${importDays.businessDate} = ${storeDays.businessDate})`

/**
 * Whether the day that a row of `store_days` is of is over: an import that was made after its end has brought it. One that
 * came before there was a history counts as over.
 */
export const isOver = sql`coalesce(date(${newestArrival}, ${`+${UTC_OFFSET_HOURS} hours`}) > ${storeDays.businessDate}, 1)`

/** The newest arrival of a group of arrivals of one store and day. */
const NEWEST = {
  storeId: importDays.storeId,
  date: importDays.businessDate,
  // SQLite takes the other columns of a group from the row that has the maximum.
  arrivedAt: sql<string>`max(${arrivedAt})`.as('last_arrived_at'),
  ordersRejected: importDays.ordersRejected,
}

const ofImportThatHolds = and(eq(imports.id, importDays.importId), isNull(imports.undoneBy))

/** The days of some windows as they arrived, by store. @param all windows, as a table `wanted` */
export function selectArrivals(db: Database, all: SQL, only: SQL) {
  return db
    .select(NEWEST)
    .from(all)
    .crossJoin(importDays)
    .innerJoin(imports, ofImportThatHolds)
    .where(
      sql`${importDays.storeId} = ${WANTED.storeId} AND ${importDays.businessDate} BETWEEN ${WANTED.start} AND ${WANTED.date} AND ${only}`,
    )
    .groupBy(importDays.storeId, importDays.businessDate)
}

/** Days whose orders a merge moves from a store to another one. */
export interface MovedDays {
  fromId: number
  intoId: number
  dates: readonly BusinessDate[]
}

/**
 * Notes with a merge when the days that it moves have arrived: a day that was not over is not by being moved. What the
 * other store has of them stays there, and holds again once the merge is taken back.
 */
export function moveArrivals(db: Database, importId: number, { fromId, intoId, dates }: MovedDays) {
  const day = importDays.businessDate
  const arrived = db
    .select({
      storeId: sql`${intoId}`.as('into_id'),
      businessDate: day,
      importId: sql`${importId}`.as('merge_id'),
      ordersRejected: importDays.ordersRejected,
      // SQLite takes the other columns of a group from the row that has the maximum.
      arrivedAt: sql`max(${arrivedAt})`.as('last_arrived_at'),
    })
    .from(importDays)
    .innerJoin(imports, and(eq(imports.id, importDays.importId), isNull(imports.undoneBy)))
    .where(and(eq(importDays.storeId, fromId), inArray(day, jsonValues(dates))))
    .groupBy(day)
  // A day that came back meanwhile was moved before.
  return db.insert(importDays).select(arrived).onConflictDoNothing()
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
      .select(NEWEST)
      .from(importDays)
      .innerJoin(imports, ofImportThatHolds)
      .where(and(inArray(importDays.storeId, jsonValues(storeIds)), gte(importDays.businessDate, from)))
      .groupBy(importDays.storeId, importDays.businessDate),
  ])
  const byDay = new Map(arrived.map((day) => [`${day.storeId} ${day.date}`, day]))
  return days.map((day) => {
    const { arrivedAt = null, ordersRejected = 0 } = byDay.get(`${day.storeId} ${day.date}`) ?? {}
    return { ...day, arrivedAt, ordersRejected }
  })
}
