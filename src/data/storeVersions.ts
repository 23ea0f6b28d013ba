import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { errorText, logEvent } from '../log'
import { advanceClock, CLOCK, raiseClock } from './clock'
import { type Database, DatabaseError } from './database'
import type { Directory, StoreRecord } from './directoryParts'
import type { ImportPart } from './importParts'
import { type ImportRow, notePart } from './imports'
import { everyDatabase, readInDatabases } from './inDatabases'
import { jsonValues } from './jsonRows'
import { imports, stores } from './schema'
import type { StoreRef } from './storeKeys'

/**
 * A store's data is of a version: the directory's, and in another database also that of the store's row beside its orders
 * (docs/databases.md). A change is known to the directory before it is made, so that versions that differ say that one is under way, or
 * has died.
 */

/** The store is on its way to another database, or there already: whoever tries again finds it. */
export class StoreMovesError extends DatabaseError {
  constructor(storeId: number) {
    super(`the store ${storeId} is being moved to another database: try again in a minute`)
    this.name = 'StoreMovesError'
  }
}

/** What the directory has of a store, or what stands beside the store's own rows. */
export type StoreRow = typeof stores.$inferSelect

/**
 * The statements that move a store on to the next version of the data.
 * @param holds fails the batch where it does not hold: the store's data is not as it was read
 * @param to the version that the directory has noted, in another database than the main one
 */
export function nextVersion(db: Database, storeId: number, holds: SQL, to?: number) {
  const version = to === undefined ? CLOCK : sql`${to}`
  return [
    to === undefined ? advanceClock(db) : raiseClock(db, to),
    db
      .update(stores)
      // NOT NULL fails the batch.
      .set({ dataVersion: sql`CASE WHEN ${holds} THEN ${version} END` })
      .where(eq(stores.id, storeId)),
  ] as const
}

/** What the main database knows of a change before it is made in another one. */
export interface NotedChange {
  /** Of the history. */
  entry: ImportRow
  /** Its stores, as the directory has them then. */
  stores: StoreRow[]
}

/** A store that a change touches, as it was read beside its own rows. */
export interface TouchedStore {
  storeId: number
  /** 0 where the database knows nothing of the store. */
  dataVersion: number
  /** Whether the change moves its data on. */
  changesData: boolean
}

/**
 * Notes a change in the main database, before it is made in the one that has the stores: from here on everybody knows that their data
 * may have changed.
 * @param db that has the stores
 * @throws StoreMovesError, or ForeignRowsError
 */
export async function noteChange(
  db: Database,
  { importId, at }: Pick<ImportPart, 'importId' | 'at'>,
  touched: readonly TouchedStore[],
): Promise<NotedChange> {
  const { main } = db
  const storeIds = touched.map(({ storeId }) => storeId)
  const changed = touched.filter(({ changesData }) => changesData).map(({ storeId }) => storeId)
  const isHere = and(inArray(stores.id, jsonValues(storeIds)), eq(stores.database, db.name))
  const [[entry], before, , , noted] = await main.batch([
    notePart(main, importId, at, storeIds).returning(),
    main.select().from(stores).where(isHere),
    advanceClock(main).where(sql`${changed.length} > 0`),
    main
      .update(stores)
      .set({ dataVersion: CLOCK })
      .where(and(isHere, inArray(stores.id, jsonValues(changed)))),
    main.select().from(stores).where(isHere),
  ])
  if (!entry) throw new Error(`there is no entry ${importId} of the history`)
  for (const { storeId, dataVersion } of touched) {
    const known = before.find(({ id }) => id === storeId)
    // One that was moved meanwhile: whoever tries again finds it.
    if (!known) throw new StoreMovesError(storeId)
    const isMissing = known.lastDate !== null && dataVersion === 0
    const isAnothers = known.dataVersion === 0 && dataVersion > 0
    if (isMissing || isAnothers) throw new ForeignRowsError(db.name, storeId)
  }
  return { entry, stores: noted }
}

/**
 * A database has nothing of a store that the directory has there, or rows of a store that the directory does not know yet: another database is bound
 * under its name, or one of the two was restored without the other. What would be written there would be lost with it, or stand among another
 * store's orders.
 */
export class ForeignRowsError extends DatabaseError {
  constructor(database: string, storeId: number) {
    super(
      `SQLITE_MISMATCH: what ${database} has is not what the directory has of the store ${storeId}: bind the right database, or restore both to the same time`,
    )
    this.name = 'ForeignRowsError'
  }
}

/** The statements that put beside the stores' own rows what these are joined with, where it is not there yet. */
export function copyNoted(db: Database, { entry, stores: noted }: NotedChange) {
  return [
    db
      .insert(imports)
      // One that is open stands in the main database alone.
      .values({ ...entry, fingerprint: null })
      .onConflictDoUpdate({
        target: imports.id,
        // NOT NULL fails the batch: after a restored backup of the main database alone, numbers may come again.
        set: { startedAt: sql`NULL` },
        setWhere: sql`${imports.startedAt} <> excluded.started_at OR ${imports.owner} <> excluded.owner`,
      }),
    // It has no data yet.
    ...noted.map((store) =>
      db
        .insert(stores)
        .values(copyOf(store, db, 0))
        .onConflictDoNothing(),
    ),
  ] as const
}

/** A store's row as it stands beside its rows, in another database than the main one. */
export function copyOf(store: StoreRow, { name: database }: Database, dataVersion: number): StoreRow {
  return { ...store, name: String(store.id), database, dataVersion }
}

/** Days as the directory has them. */
const DAYS = ['firstDate', 'lastDate', 'lastCompleteDate'] as const

export function hasSameDays(a: Pick<StoreRow, (typeof DAYS)[number]>, b: typeof a): boolean {
  return DAYS.every((name) => a[name] === b[name])
}

/** Stores' rows as they stand beside the stores' own. @param db that has the stores */
export function selectOwnRows(db: Database, storeIds: readonly number[]) {
  return db
    .select()
    .from(stores)
    .where(inArray(stores.id, jsonValues(storeIds)))
}

/**
 * Gives a store one new version in both databases, with the days that its own rows have, where they differ in any of that. A change that is
 * under way begins again.
 * @param own the store's row beside its own rows
 */
export async function settle(db: Database, own: StoreRow): Promise<void> {
  const { main } = db
  const { id, dataVersion, firstDate, lastDate, lastCompleteDate } = own
  const differs = sql`(${stores.dataVersion} <> ${dataVersion} OR ${stores.firstDate} IS NOT ${firstDate}
    OR ${stores.lastDate} IS NOT ${lastDate} OR ${stores.lastCompleteDate} IS NOT ${lastCompleteDate})`
  // A store of which no change was ever noted has no rows: they are of another one, of the same number.
  const isStore = and(eq(stores.id, id), eq(stores.database, db.name), gt(stores.dataVersion, 0))
  const [, [settled]] = await main.batch([
    // After a restored backup the store's own version may be ahead.
    advanceClock(main, dataVersion).where(
      sql`EXISTS (SELECT 1 FROM ${stores} WHERE ${isStore} AND ${differs})`,
    ),
    main
      .update(stores)
      .set({
        ...{ firstDate, lastDate, lastCompleteDate },
        dataVersion: CLOCK,
      })
      .where(and(isStore, differs))
      .returning({ version: stores.dataVersion }),
  ])
  if (!settled) return
  await db.batch([
    raiseClock(db, settled.version),
    db
      .update(stores)
      .set({ dataVersion: settled.version })
      .where(and(eq(stores.id, id), eq(stores.dataVersion, dataVersion))),
  ])
}

/** Settles a store that the directory may not know all of. @param db that has the store */
export async function settleStore(db: Database, storeId: number): Promise<void> {
  if (db === db.main) return
  // Asked by writing: a database that takes no writes costs the main one no version, again and again.
  const [[own]] = await db.batch([
    db
      .update(stores)
      .set({ dataVersion: sql`${stores.dataVersion}` })
      .where(eq(stores.id, storeId))
      .returning(),
  ])
  if (own) await settle(db, own)
}

/** Longer than the trip that a change is between its two databases. */
const CHANGE_MS = 300

/** Settled by one unit of work: five statements each. */
const MOST_SETTLED = 40

/**
 * Settles those of some stores whose versions differ, once changes that may be under way have had their time.
 * @returns whether there are any: then the directory is another one
 */
export async function settleStores(db: Database, known: readonly StoreRecord[]): Promise<boolean> {
  const elsewhere = known.filter(({ database }) => database !== db.main.name)
  const { read } = await readInDatabases(db, elsewhere, async (own, some) => {
    const ids = some.map(({ id }) => id)
    const [rows] = await own.batch([selectOwnRows(own, ids)])
    const ownOf = new Map(rows.map((row) => [row.id, row]))
    return some.filter((store) => !isSettled(store, ownOf.get(store.id)))
  })
  return settleEach(db, read.flat())
}

/**
 * The same of all stores, also of those that the directory does not know yet: a change of them may have died, or a database was restored to an earlier
 * time. One statement a database, and none where there is one.
 */
export async function settleAllStores(db: Database, directory: Directory): Promise<boolean> {
  const others = everyDatabase(db).filter(({ database }) => database !== db.main.name)
  const { read } = await readInDatabases(db, others, async (own) => {
    const [rows] = await own.batch([own.select().from(stores)])
    return rows.flatMap((row) => {
      const known = directory.withId(row.id)
      const isUnknown = known ? known.database === own.name && !isSettled(known, row) : row.lastDate !== null
      return isUnknown ? [{ id: row.id, database: own.name }] : []
    })
  })
  return settleEach(db, read.flat())
}

async function settleEach(db: Database, unsettled: readonly StoreRef[]): Promise<boolean> {
  if (unsettled.length === 0) return false
  await scheduler.wait(CHANGE_MS)
  for (const store of unsettled.slice(0, MOST_SETTLED)) {
    try {
      await settleStore(db.of(store), store.id)
    } catch (error) {
      // Whoever finds it next tries again.
      logEvent('store.unsettled', { database: store.database, error: errorText(error) })
    }
  }
  return true
}

/** Whether the directory knows of all that has become of a store. @param own undefined where its database knows nothing of it */
export function isSettled(
  known: StoreRecord,
  own: Omit<StoreRow, 'name' | 'mergedInto' | 'database'> | undefined,
) {
  return own !== undefined && known.dataVersion === own.dataVersion && hasSameDays(known, own)
}
