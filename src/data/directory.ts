import { count, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { MainDatabase } from './database'
import { type Directory, directoryOf, type StoreRecord, withChanges } from './directoryParts'
import { dataClock, refreshedSchemas, stores } from './schema'

export type { Directory, StoreRecord } from './directoryParts'

/** The number of the newest data, and of the newest that all cards were refreshed from. */
export interface DataClock {
  version: number
  /** That all cards of a schema were refreshed from; undefined where they have not been since days were rolled up anew. */
  refreshedVersion: number | undefined
  /** The roll-up version that all stored days are known to be of. */
  rollupVersion: number
}

/** @param schema of the cards that count as refreshed */
export function selectClock(db: MainDatabase, schema: number) {
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
export async function loadClock(db: MainDatabase, schema: number): Promise<DataClock> {
  const [rows] = await db.batch([selectClock(db, schema)])
  return clockOf(rows)
}

/**
 * The statements that read the directory, for a batch, which is consistent; {@link readDirectory} puts it together. Every change of a
 * store moves it to a new version of the data, so that who knows an older directory needs only the stores of later ones.
 * @param known an older directory; all is read where the data is behind it, as after a restored backup
 */
export function selectDirectory(db: MainDatabase, known: Directory | undefined) {
  const since = sql`(SELECT CASE WHEN ${dataClock.version} >= ${known?.version ?? NEVER} THEN ${known?.version ?? NEVER} ELSE ${NEVER} END FROM ${dataClock})`
  return [
    db
      .select({
        version: dataClock.version,
        oldestVersion: sql<
          number | null
        >`(SELECT ${stores.dataVersion} FROM ${stores} WHERE ${stores.lastDate} IS NOT NULL ORDER BY ${stores.dataVersion} LIMIT 1)`.as(
          'oldest_version',
        ),
      })
      .from(dataClock),
    db
      .select({
        id: stores.id,
        name: stores.name,
        firstDate: stores.firstDate,
        lastDate: stores.lastDate,
        lastCompleteDate: stores.lastCompleteDate,
        dataVersion: stores.dataVersion,
        database: stores.database,
      })
      .from(stores)
      .where(gt(stores.dataVersion, since)),
  ] as const
}

/** Before any version of the data. */
const NEVER = -1

/** @param known as for {@link selectDirectory} */
export function readDirectory(
  clock: Awaited<ReturnType<typeof selectDirectory>[0]>,
  rows: Awaited<ReturnType<typeof selectDirectory>[1]>,
  known: Directory | undefined,
): Directory {
  const { version, oldestVersion } = clock[0] ?? { version: 0, oldestVersion: null }
  const changed: StoreRecord[] = []
  const goneIds: number[] = []
  for (const { firstDate, lastDate, ...row } of rows) {
    if (lastDate === null) goneIds.push(row.id)
    else changed.push({ ...row, firstDate: firstDate ?? lastDate, lastDate })
  }
  // Where every store has changed since, one that was known and is not among them is there no more.
  const isWhole = !known || version < known.version || (oldestVersion ?? Infinity) > known.version
  if (isWhole) return directoryOf(version, changed)
  if (rows.length === 0 && version === known.version) return known
  return withChanges(known, version, changed, goneIds)
}

/**
 * Reads the directory in one consistent batch.
 * @param known as for {@link selectDirectory}
 */
export async function loadDirectory(db: MainDatabase, known?: Directory): Promise<Directory> {
  return readDirectory(...(await db.batch(selectDirectory(db, known))), known)
}

/** How many stores have orders. */
export async function countStores(db: MainDatabase): Promise<number> {
  const [rows] = await db.batch([
    db.select({ stores: count() }).from(stores).where(isNotNull(stores.lastDate)),
  ])
  return rows[0]?.stores ?? 0
}
