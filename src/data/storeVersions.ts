import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { errorText, logEvent } from '../log'
import { type Database, DatabaseError } from './database'
import type { Directory, StoreRecord } from './directoryParts'
import type { ImportPart } from './importParts'
import { type ImportRow, notePart } from './imports'
import { readInDatabases } from './inDatabases'
import { jsonValues } from './jsonRows'
import { dataClock, imports, stores } from './schema'
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

/** The statement that moves the clock on; in a database that is not the main one to a version that is known there already. */
function moveClock(db: Database, to?: number) {
  const version = to === undefined ? sql`${dataClock.version} + 1` : sql`max(${dataClock.version}, ${to})`
  return db.update(dataClock).set({ version })
}

/**
 * The statements that move a store on to the next version of the data.
 * @param holds fails the batch where it does not hold: the store's data is not as it was read
 * @param to the version that the directory has noted, in another database than the main one
 */
export function nextVersion(db: Database, storeId: number, holds: SQL, to?: number) {
  const version = to === undefined ? sql`(SELECT ${dataClock.version} FROM ${dataClock})` : sql`${to}`
  return [
    moveClock(db, to),
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

/**
 * Notes a change in the main database, before it is made in the one that has the stores: from here on everybody knows that their data
 * may have changed.
 * @param db that has the stores
 * @param changedIds of the stores whose data the change moves on
 */
export async function noteChange(
  db: Database,
  { importId, at }: Pick<ImportPart, 'importId' | 'at'>,
  storeIds: readonly number[],
  changedIds: readonly number[],
): Promise<NotedChange> {
  const { main } = db
  const version = sql`(SELECT ${dataClock.version} FROM ${dataClock})`
  const [[entry], , , noted] = await main.batch([
    notePart(main, importId, at, storeIds).returning(),
    moveClock(main).where(sql`${changedIds.length} > 0`),
    main
      .update(stores)
      .set({ dataVersion: version })
      .where(and(inArray(stores.id, jsonValues(changedIds)), eq(stores.database, db.name))),
    main
      .select()
      .from(stores)
      .where(and(inArray(stores.id, jsonValues(storeIds)), eq(stores.database, db.name))),
  ])
  if (!entry) throw new Error(`there is no entry ${importId} of the history`)
  // One that was moved meanwhile: whoever tries again finds it.
  const moved = storeIds.find((storeId) => !noted.some(({ id }) => id === storeId))
  if (moved !== undefined) throw new StoreMovesError(moved)
  return { entry, stores: noted }
}

/** The statements that put beside the stores' own rows what these are joined with, where it is not there yet. */
export function copyNoted(db: Database, { entry, stores: noted }: NotedChange) {
  return [
    db
      .insert(imports)
      // One that is open stands in the main database alone.
      .values({ ...entry, fingerprint: null })
      .onConflictDoNothing(),
    ...noted.map(({ id, mergedInto }) =>
      db
        .insert(stores)
        .values({ id, mergedInto, name: String(id), dataVersion: 0, database: db.name })
        .onConflictDoNothing(),
    ),
  ] as const
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
  const isStore = and(eq(stores.id, id), eq(stores.database, db.name))
  const [, [settled]] = await main.batch([
    main
      .update(dataClock)
      // After a restored backup the store's own version may be ahead.
      .set({ version: sql`max(${dataClock.version}, ${dataVersion}) + 1` })
      .where(sql`EXISTS (SELECT 1 FROM ${stores} WHERE ${isStore} AND ${differs})`),
    main
      .update(stores)
      .set({
        ...{ firstDate, lastDate, lastCompleteDate },
        dataVersion: sql`(SELECT ${dataClock.version} FROM ${dataClock})`,
      })
      .where(and(isStore, differs))
      .returning({ version: stores.dataVersion }),
  ])
  if (!settled) return
  await db.batch([
    moveClock(db, settled.version),
    db
      .update(stores)
      .set({ dataVersion: settled.version })
      .where(and(eq(stores.id, id), eq(stores.dataVersion, dataVersion))),
  ])
}

/** Settles a store that the directory may not know all of. @param db that has the store */
export async function settleStore(db: Database, storeId: number): Promise<void> {
  if (db === db.main) return
  const [[own]] = await db.batch([selectOwnRows(db, [storeId])])
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
  const others = db.all.filter((own) => own !== db.main).map(({ name }) => ({ database: name }))
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
