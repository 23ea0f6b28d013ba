import { asc, count, isNotNull } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { dataClock, stores } from './schema'

/** The number of the newest data, and of the newest that all cards were refreshed from. */
export interface DataClock {
  version: number
  refreshedVersion: number
  /** The schema of those cards; 0 where days have been rolled up anew since. */
  refreshedSchema: number
  /** The roll-up version that all stored days are known to be of. */
  rollupVersion: number
}

/** A store that has orders. */
export interface StoreRecord {
  id: number
  name: string
  firstDate: BusinessDate
  lastDate: BusinessDate
  /** The latest day that is over: an import made after its end has brought it. null where none is. */
  lastCompleteDate: BusinessDate | null
  dataVersion: number
}

/** All stores that have orders, as of one version of the data. */
export interface Directory {
  version: number
  stores: StoreRecord[]
}

export function selectClock(db: Database) {
  return db
    .select({
      version: dataClock.version,
      refreshedVersion: dataClock.refreshedVersion,
      refreshedSchema: dataClock.refreshedSchema,
      rollupVersion: dataClock.rollupVersion,
    })
    .from(dataClock)
}

/** Reads the directory in one consistent batch. */
export async function loadDirectory(db: Database): Promise<Directory> {
  const [clock, rows] = await db.batch([
    selectClock(db),
    db.select().from(stores).where(isNotNull(stores.lastDate)).orderBy(asc(stores.name)),
  ])
  return {
    version: clock[0]?.version ?? 0,
    stores: rows.map(({ firstDate, lastDate, mergedInto: _, ...store }) => ({
      ...store,
      firstDate: firstDate ?? '',
      lastDate: lastDate ?? '',
    })),
  }
}

/** How many stores have orders. */
export async function countStores(db: Database): Promise<number> {
  const [rows] = await db.batch([
    db.select({ stores: count() }).from(stores).where(isNotNull(stores.lastDate)),
  ])
  return rows[0]?.stores ?? 0
}

/** The number of the newest data. */
export async function loadVersion(db: Database): Promise<number> {
  const [clock] = await db.batch([selectClock(db)])
  return clock[0]?.version ?? 0
}
