import { and, eq, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database'
import { dataClock, storeMoves, stores } from '../schema'
import { copyOf, ForeignRowsError, type StoreRow } from '../storeVersions'

/**
 * What says, in each database, where a move stands: in the main one its row of `store_moves`, in another one the version of the row of `stores`
 * beside the store's rows. Each state of a move takes a new version, and whatever is written or deleted asks for it in the same statement: so
 * one that is late, because it was taken for dead, does nothing to what has become of the store meanwhile.
 */

/** A store on its way, by the main database. */
export type StoreMove = typeof storeMoves.$inferSelect

/** Whether what is there of a store is none of its rows, and may be deleted. */
export function isBeingCleared(to: Database, move: StoreMove): SQL {
  if (to !== to.main) return hasOwnRow(move.storeId, eq(stores.dataVersion, move.version))
  return sql`${anyOf(storeMoves, isMove(move))} AND ${isElsewhere(to, move.storeId)}`
}

/** Whether a store is copied to the database. */
export function isBeingCopied(to: Database, move: StoreMove): SQL {
  if (to !== to.main) return hasOwnRow(move.storeId, eq(stores.dataVersion, move.version))
  return anyOf(storeMoves, isMove(move))
}

/** Whether a store has moved away from the database, and is not back. */
export function isBeingLeft(from: Database, move: StoreMove): SQL {
  if (from !== from.main) return hasOwnRow(move.storeId, lt(stores.dataVersion, move.version))
  return sql`${anyOf(storeMoves, isMove(move))} AND ${isElsewhere(from, move.storeId)}`
}

/** A move in one state of it. */
export function isMove({ storeId, version }: { storeId: number; version: number | SQL }): SQL | undefined {
  return and(eq(storeMoves.storeId, storeId), eq(storeMoves.version, version))
}

export function anyOf(table: typeof stores | typeof storeMoves, which: SQL | undefined): SQL {
  return sql`EXISTS (SELECT 1 FROM ${table} WHERE ${which})`
}

function hasOwnRow(storeId: number, only: SQL): SQL {
  return anyOf(stores, and(eq(stores.id, storeId), only))
}

/** Whether the directory, in the main database, names another one. */
function isElsewhere(main: Database, storeId: number): SQL {
  return anyOf(stores, and(eq(stores.id, storeId), ne(stores.database, main.name)))
}

/**
 * Stops all who would change the store, in a database that is not the main one.
 * @returns the row beside the store's rows; undefined in the main database, where the move itself stops them
 * @throws ForeignRowsError where there is none
 */
export async function hold(from: Database, move: StoreMove): Promise<StoreRow | undefined> {
  if (from === from.main) return undefined
  const { storeId, fromDatabase, toDatabase, state, since, version } = move
  const entry = sql`SELECT ${storeId}, ${fromDatabase}, ${toDatabase}, ${state}, ${since}, ${version}
    WHERE ${hasOwnRow(storeId, eq(stores.dataVersion, version))}`
  const [, , [held]] = await from.batch([
    raiseOwn(from, move),
    from
      .insert(storeMoves)
      .select(entry)
      .onConflictDoUpdate({ target: storeMoves.storeId, set: { toDatabase, since, version } }),
    from.select().from(stores).where(eq(stores.id, storeId)),
  ])
  // Nothing would be copied, nothing would differ, and what the right database has would be deleted as left behind.
  if (!held) throw new ForeignRowsError(from.name, storeId)
  return held
}

/**
 * Marks what the target has of the store as none of its rows, in a database that is not the main one.
 * @returns the row beside them; undefined in the main database, where the move itself says so
 */
export async function markCleared(
  to: Database,
  store: StoreRow,
  move: StoreMove,
): Promise<StoreRow | undefined> {
  if (to === to.main) return undefined
  const { id, ...row } = copyOf(store, to, move.version)
  const isMarked = hasOwnRow(id, eq(stores.dataVersion, move.version))
  const [, , [marked]] = await to.batch([
    to
      .insert(stores)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: stores.id, set: row, setWhere: lt(stores.dataVersion, move.version) }),
    // What says that a store is leaving says nothing of one that comes.
    to.delete(storeMoves).where(and(eq(storeMoves.storeId, id), isMarked)),
    to.select().from(stores).where(eq(stores.id, id)),
  ])
  return marked
}

/** Lets a database that is not the main one take the store's rows: not where it is not marked any more, or for a later move. */
export async function markCopied(
  to: Database,
  store: StoreRow,
  { storeId, version }: StoreMove,
): Promise<void> {
  await to.batch([
    to
      .update(stores)
      .set(copyOf(store, to, version))
      .where(and(eq(stores.id, storeId), lt(stores.dataVersion, version))),
  ])
}

/** Lets a database that is not the main one know the version that the directory has. */
export async function raiseVersion(db: Database, move: StoreMove): Promise<void> {
  const { version } = move
  await db.batch([
    raiseOwn(db, move),
    db.update(dataClock).set({ version }).where(lt(dataClock.version, version)),
  ])
}

function raiseOwn(db: Database, { storeId, version }: StoreMove) {
  return db
    .update(stores)
    .set({ dataVersion: version })
    .where(and(eq(stores.id, storeId), lt(stores.dataVersion, version)))
}
