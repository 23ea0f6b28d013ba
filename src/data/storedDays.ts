import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { everyDatabase, readInDatabases } from './inDatabases'
import { jsonValues } from './jsonRows'
import { storeDays, storeMoves, stores } from './schema'

/** A stored day that there is something to be done about. */
export interface StoredDay {
  storeId: number
  /** In another database than the main one, the store's number. */
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

/** A stored day with its store's own name, and the database that has it. */
export interface PlacedDay extends StoredDay {
  database: string
}

/** Stored days of all databases. */
export interface DaysOfAll {
  /** Those of one database after those of another, each in their order. */
  days: PlacedDay[]
  /** Whether some database may have more of them. */
  isCut: boolean
  /** Whether there are some of stores that are being moved just now: they are left alone until they have come. */
  isMoving: boolean
  /** Databases beside the main one that did not answer. */
  lost: string[]
}

/**
 * Reads stored days in all databases at once. Of rows that a move brings or has left behind, nothing is told: a store's days are where the
 * directory says.
 * @param load some days of one database, so many at most
 * @throws what the main database throws
 */
export async function loadDaysOfAll(
  db: Database,
  limit: number,
  load: (own: Database, limit: number) => Promise<StoredDay[]>,
): Promise<DaysOfAll> {
  const { read, lost: silent } = await readInDatabases(db, everyDatabase(db), async (own) =>
    (await load(own, limit)).map((day) => ({ ...day, database: own.name })),
  )
  const lost = silent.map(({ database }) => database)
  const isCut = read.some(({ length }) => length === limit)
  const found = read.flat()
  if (db.all.length === 1 || found.length === 0) return { days: found, isCut, isMoving: false, lost }
  const placeOf = await loadPlaces(db, [...new Set(found.map(({ storeId }) => storeId))])
  const there = found.flatMap((day) => {
    const place = placeOf.get(day.storeId)
    return place?.database === day.database ? [{ day, place }] : []
  })
  const days = there.flatMap(({ day, place }) => (place.isMoving ? [] : [{ ...day, store: place.name }]))
  return { days, isCut, isMoving: days.length < there.length, lost }
}

async function loadPlaces({ main }: Database, storeIds: readonly number[]) {
  const [rows] = await main.batch([
    main
      .select({
        id: stores.id,
        name: stores.name,
        database: stores.database,
        isMoving: sql<number>`${storeMoves.state} IS 'copying'`.as('is_moving'),
      })
      .from(stores)
      .leftJoin(storeMoves, eq(storeMoves.storeId, stores.id))
      .where(inArray(stores.id, jsonValues(storeIds))),
  ])
  return new Map(rows.map(({ id, isMoving, ...place }) => [id, { ...place, isMoving: isMoving === 1 }]))
}

/** The names of the stores that have orders in some databases. */
export async function loadStoresIn({ main }: Database, databases: readonly string[]): Promise<string[]> {
  const [rows] = await main.batch([
    main
      .select({ name: stores.name })
      .from(stores)
      .where(and(inArray(stores.database, jsonValues(databases)), isNotNull(stores.lastDate))),
  ])
  return rows.map(({ name }) => name)
}
