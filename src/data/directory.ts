import { asc, count, eq, isNotNull, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { dataClock, refreshedSchemas, stores } from './schema'

/** The number of the newest data, and of the newest that all cards were refreshed from. */
export interface DataClock {
  version: number
  /** That all cards of a schema were refreshed from; undefined where they have not been since days were rolled up anew. */
  refreshedVersion: number | undefined
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

/** @param schema of the cards that count as refreshed */
export function selectClock(db: Database, schema: number) {
  return db
    .select({
      version: dataClock.version,
      rollupVersion: dataClock.rollupVersion,
      // Columns of one name are one column to D1.
      refreshedVersion: sql<number | null>`${refreshedSchemas.version}`.as('refreshed_version'),
    })
    .from(dataClock)
    .leftJoin(refreshedSchemas, eq(refreshedSchemas.schema, schema))
}

/** @param rows of {@link selectClock} */
export function clockOf([row]: Awaited<ReturnType<typeof selectClock>>): DataClock {
  if (!row) throw new Error('the database has no data clock: apply the migrations')
  return { ...row, refreshedVersion: row.refreshedVersion ?? undefined }
}

/** @param schema as for {@link selectClock} */
export async function loadClock(db: Database, schema: number): Promise<DataClock> {
  const [rows] = await db.batch([selectClock(db, schema)])
  return clockOf(rows)
}

/** The statements that read the directory, for a batch, which is consistent; {@link directoryOf} puts it together. */
export function selectDirectory(db: Database) {
  return [
    db.select({ version: dataClock.version }).from(dataClock),
    db.select().from(stores).where(isNotNull(stores.lastDate)).orderBy(asc(stores.name)),
  ] as const
}

export function directoryOf(
  clock: Awaited<ReturnType<typeof selectDirectory>[0]>,
  rows: Awaited<ReturnType<typeof selectDirectory>[1]>,
): Directory {
  return {
    version: clock[0]?.version ?? 0,
    stores: rows.map(({ firstDate, lastDate, mergedInto: _, ...store }) => ({
      ...store,
      firstDate: firstDate ?? '',
      lastDate: lastDate ?? '',
    })),
  }
}

/** Reads the directory in one consistent batch. */
export async function loadDirectory(db: Database): Promise<Directory> {
  return directoryOf(...(await db.batch(selectDirectory(db))))
}

/** How many stores have orders. */
export async function countStores(db: Database): Promise<number> {
  const [rows] = await db.batch([
    db.select({ stores: count() }).from(stores).where(isNotNull(stores.lastDate)),
  ])
  return rows[0]?.stores ?? 0
}
