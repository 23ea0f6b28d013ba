import { and, eq, getTableName, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { logEvent } from '../../log'
import { type AuditEntry, auditInsertIfChanged } from '../auditEvents'
import { type Database, isSpent } from '../database'
import { acquireLease, releaseLease } from '../leases'
import { dataClock, storeMoves, stores } from '../schema'
import type { StoreRow } from '../storeVersions'
import { copyImports } from './copyImports'
import { copyChunk, deleteSome, differingTable, loadPlaces, sumUp } from './copyRows'
import { COPIED_TABLES, DELETED_TABLES } from './storeTables'

/**
 * Moves a store's own rows from one database to another (docs/databases.md). Each step is a batch in one database, and finds out by what
 * stands there whether it is done: it may be cut off anywhere, and be taken by two at once. What a step writes or deletes hangs in the
 * statement itself on a row of the same database that says which step it is.
 */

/** A store on its way, by the main database. */
export type StoreMove = typeof storeMoves.$inferSelect

export type MoveRefusal =
  | 'unknownStore'
  | 'unknownDatabase'
  | 'alreadyThere'
  | 'movingElsewhere'
  | 'stillLeaving'

export type Begun = { status: 'begun' | 'goesOn' } | { status: 'refused'; reason: MoveRefusal }

/** What a unit of work has done of a move. */
export interface Progress {
  /** `waiting`: somebody else is at it. `clearing`: deletes what the target had of it. */
  step: 'waiting' | 'clearing' | 'copying'
  /** The table that it has come to. */
  table: string | null
  /** Rows copied or deleted by this unit of work. */
  rows: number
  /** The table that was not the same in both, so that it has begun again. */
  beganAgainFor: string | null
}

/**
 * `unfinished`: to be continued in another unit of work. `moved`: the target has it, what is left where it was is not yet deleted.
 * `cleaned`: nothing is left to do, or there was nothing.
 */
export type Continued =
  | { status: 'unfinished'; progress: Progress }
  | { status: 'moved' }
  | { status: 'cleaned' }

/** So long, someone may still read where a store was: edges and copies know it within a minute. */
const LEAVES_AFTER_MS = 60_000
/** A unit of work takes less; one that died is waited for. */
const LEASE_MS = 30_000
/** Copied by one unit of work: a second or two of CPU. */
const UNIT_BYTES = 16_000_000

/**
 * Begins a move, or finds it begun: from here on, the store's orders do not change.
 * @param audit who asks for it: recorded where it was not begun before
 */
export async function beginMove(
  db: Database,
  storeId: number,
  to: string,
  now: Date,
  audit?: AuditEntry,
): Promise<Begun> {
  const { main } = db
  const { store, move } = await loadMove(main, storeId)
  if (!store) return { status: 'refused', reason: 'unknownStore' }
  if (!main.all.some(({ name }) => name === to)) return { status: 'refused', reason: 'unknownDatabase' }
  if (move?.toDatabase === to) return { status: 'goesOn' }
  if (move) return { status: 'refused', reason: move.state === 'moved' ? 'stillLeaving' : 'movingElsewhere' }
  if (store.database === to) return { status: 'refused', reason: 'alreadyThere' }
  const since = now.toISOString()
  const isBegun = and(
    eq(storeMoves.storeId, storeId),
    eq(storeMoves.since, since),
    isNull(storeMoves.version),
  )
  const entry = sql`SELECT ${stores.id}, ${stores.database}, ${to}, 'copying', ${since}, NULL FROM ${stores} WHERE ${stores.id} = ${storeId} AND ${stores.database} <> ${to}`
  await main.batch([
    main.insert(storeMoves).select(entry).onConflictDoNothing(),
    ...(audit ? [auditInsertIfChanged(main, { ...audit, at: since })] : []),
    nextVersion(main),
    // A change under way that has read the store before fails by it.
    main
      .update(stores)
      .set({ dataVersion: CLOCK })
      .where(and(eq(stores.id, storeId), anyOf(storeMoves, isBegun))),
  ])
  const begun = await loadMove(main, storeId)
  if (!begun.store || begun.move?.toDatabase !== to) return { status: 'refused', reason: 'movingElsewhere' }
  await holdSource(main.of({ database: begun.move.fromDatabase }), begun.store, begun.move)
  return { status: 'begun' }
}

/**
 * Continues a store's move, as far as a unit of work goes.
 * @throws DatabaseError where a database does not answer, or is not bound: to be continued later
 */
export async function continueMove(db: Database, storeId: number, now: Date): Promise<Continued> {
  const lease = { name: `move/${storeId}`, owner: crypto.randomUUID(), ttlMs: LEASE_MS }
  if (!(await acquireLease(db.main, lease))) return unfinished('waiting')
  try {
    return await goOn(db.main, storeId, now)
  } finally {
    await releaseLease(db.main, lease).catch(() => undefined)
  }
}

/** Begins or continues a move as far as this unit of work goes, for work that wants the store in another database. */
export async function moveStore(
  db: Database,
  storeId: number,
  to: string,
  now: Date,
): Promise<'moved' | 'unfinished' | { status: 'refused'; reason: MoveRefusal }> {
  const begun = await beginMove(db, storeId, to, now)
  if (begun.status === 'refused') return begun.reason === 'alreadyThere' ? 'moved' : begun
  const { status } = await continueMove(db, storeId, now)
  return status === 'unfinished' ? 'unfinished' : 'moved'
}

/** All moves that are not ended. */
export async function loadMoves(db: Database): Promise<StoreMove[]> {
  const [rows] = await db.main.batch([db.main.select().from(storeMoves).orderBy(storeMoves.since)])
  return rows
}

async function goOn(main: Database, storeId: number, now: Date): Promise<Continued> {
  const done: Done = { rows: 0, bytes: 0 }
  for (;;) {
    const { store, move } = await loadMove(main, storeId)
    if (!store || !move) return { status: 'cleaned' }
    const from = main.of({ database: move.fromDatabase })
    const to = main.of({ database: move.toDatabase })
    const work = { main, store, move, from, to, done }
    if (move.state === 'moved') return leave(work, now)
    const step = await (move.version === null ? clear(work) : copy(work, move.version, now))
    const name = move.version === null ? 'clearing' : 'copying'
    if (step.status === 'differs') {
      await forgetCopy(main, storeId, step.table)
      return unfinished(name, { rows: done.rows, beganAgainFor: step.table })
    }
    if (step.status === 'unfinished') return unfinished(name, { rows: done.rows, table: step.table })
  }
}

/** What a unit of work has copied and deleted so far. */
interface Done {
  rows: number
  bytes: number
}

interface Work {
  main: Database
  /** Of the directory. */
  store: StoreRow
  move: StoreMove
  from: Database
  to: Database
  done: Done
}

type Step =
  | { status: 'done' }
  | { status: 'unfinished'; table: string }
  | { status: 'differs'; table: string }

/** Deletes what the target has of the store, and takes the version that is copied. */
async function clear({ main, store, move, from, to, done }: Work): Promise<Step> {
  await holdSource(from, store, move)
  if (to !== main) {
    await to.batch([
      // What says that a store is leaving says nothing of one that comes.
      to.delete(storeMoves).where(eq(storeMoves.storeId, store.id)),
      putRow(to, store, BEING_CLEARED, sql`true`),
    ])
  }
  const cleared = await deleteAll(to, store.id, isBeingCleared(to, store.id), done)
  if (cleared.status === 'unfinished') return cleared

  const isBegun = and(
    eq(storeMoves.storeId, store.id),
    eq(storeMoves.state, 'copying'),
    isNull(storeMoves.version),
  )
  const days = await loadDays(from, store)
  await main.batch([
    nextVersion(main),
    main
      .update(stores)
      .set({ ...days, dataVersion: CLOCK })
      .where(and(eq(stores.id, store.id), anyOf(storeMoves, isBegun))),
    main.update(storeMoves).set({ version: CLOCK }).where(isBegun),
  ])
  return { status: 'done' }
}

/** Copies what the target has not yet, compares both, and switches over. */
async function copy({ main, store, move, from, to, done }: Work, version: number, now: Date): Promise<Step> {
  const isOther: Step = { status: 'differs', table: getTableName(stores) }
  if (store.dataVersion !== version) return isOther
  if (from !== main) await raiseVersion(from, store.id, version)
  if (to !== main) await to.batch([putRow(to, store, version, eq(stores.dataVersion, BEING_CLEARED))])
  const copied = await copyTables(from, to, store.id, isBeingCopied(to, store.id, version), done)
  if (copied.status !== 'done') return copied
  if (to !== main) await copyImports(main, to, store.id)
  const table = differingTable(await sumUp(from, store.id), await sumUp(to, store.id))
  if (table !== undefined) return { status: 'differs', table }
  return (await switchOver(main, move, version, now)) ? { status: 'done' } : isOther
}

/** Each table from where it is at the target. */
async function copyTables(
  from: Database,
  to: Database,
  storeId: number,
  only: SQL,
  done: Done,
): Promise<Step> {
  const places = await loadPlaces(to, storeId)
  for (const [at, of] of COPIED_TABLES.entries()) {
    const table = getTableName(of.table)
    for (let place = places[at]; ; ) {
      if (done.bytes >= UNIT_BYTES || isSpent(to)) return { status: 'unfinished', table }
      const copied = await copyChunk({ from, to }, storeId, of, place, only)
      if (copied.status === 'complete') break
      if (copied.status === 'differs') return { status: 'differs', table }
      place = copied.place
      done.rows += copied.rows
      done.bytes += copied.bytes
    }
  }
  return { status: 'done' }
}

/** From here on, the directory names the target. @returns whether it does: not where the store is another one by now */
async function switchOver(
  main: Database,
  { storeId, fromDatabase, toDatabase }: StoreMove,
  version: number,
  now: Date,
): Promise<boolean> {
  const isCopied = and(
    eq(storeMoves.storeId, storeId),
    eq(storeMoves.state, 'copying'),
    eq(storeMoves.version, version),
  )
  const isStore = eq(stores.id, storeId)
  const isSame = and(isStore, eq(stores.database, fromDatabase), eq(stores.dataVersion, version))
  const hasSwitched = and(isStore, eq(stores.database, toDatabase))
  await main.batch([
    nextVersion(main),
    main
      .update(stores)
      .set({ database: toDatabase, dataVersion: CLOCK })
      .where(and(isSame, anyOf(storeMoves, isCopied))),
    main
      .update(storeMoves)
      .set({ state: 'moved', since: now.toISOString(), version: CLOCK })
      .where(and(isCopied, anyOf(stores, hasSwitched))),
  ])
  const { move } = await loadMove(main, storeId)
  return move?.state !== 'copying'
}

/** Deletes what is left where the store was, once nobody reads there any more. */
async function leave({ main, store, move, from, to, done }: Work, now: Date): Promise<Continued> {
  if (to !== main) await raiseVersion(to, store.id, move.version ?? 0)
  if (now.getTime() - Date.parse(move.since) < LEAVES_AFTER_MS) return { status: 'moved' }
  // The main database says so in each statement; of another one it was read just now.
  if (store.database === from.name) return { status: 'moved' }
  const left = await deleteAll(from, store.id, isBeingLeft(from, store.id), done)
  if (left.status === 'unfinished') return { status: 'moved' }
  const ofStore = eq(storeMoves.storeId, store.id)
  if (from !== main) {
    await from.batch([
      from.delete(storeMoves).where(ofStore),
      from.delete(stores).where(eq(stores.id, store.id)),
    ])
  }
  await main.batch([main.delete(storeMoves).where(and(ofStore, eq(storeMoves.state, 'moved')))])
  return { status: 'cleaned' }
}

async function deleteAll(db: Database, storeId: number, only: SQL, done: Done): Promise<Step> {
  let left = DELETED_TABLES
  for (let [next] = left; next; [next] = left) {
    if (isSpent(db)) return { status: 'unfinished', table: getTableName(next.table) }
    const deleted = await deleteSome(db, storeId, left, only)
    left = deleted.left
    done.rows += deleted.rows
  }
  return { status: 'done' }
}

/** The version of a copied row of `stores` while the target is cleared: no data have it. */
const BEING_CLEARED = 0

/** Whether what is there of a store is none of its rows, and may be deleted. */
function isBeingCleared(to: Database, storeId: number): SQL {
  if (to !== to.main) {
    return anyOf(stores, and(eq(stores.id, storeId), eq(stores.dataVersion, BEING_CLEARED)))
  }
  const isMove = and(eq(storeMoves.state, 'copying'), isNull(storeMoves.version))
  const isComing = and(eq(storeMoves.storeId, storeId), eq(storeMoves.toDatabase, to.name), isMove)
  return sql`${anyOf(storeMoves, isComing)} AND ${isElsewhere(to, storeId)}`
}

/** Whether a store is copied to the database as of a version. */
function isBeingCopied(to: Database, storeId: number, version: number): SQL {
  if (to !== to.main) return anyOf(stores, and(eq(stores.id, storeId), eq(stores.dataVersion, version)))
  const isMove = and(eq(storeMoves.state, 'copying'), eq(storeMoves.version, version))
  return anyOf(storeMoves, and(eq(storeMoves.storeId, storeId), eq(storeMoves.toDatabase, to.name), isMove))
}

/** Whether a store has moved away from the database. */
function isBeingLeft(from: Database, storeId: number): SQL {
  const isLeaving = and(eq(storeMoves.storeId, storeId), eq(storeMoves.fromDatabase, from.name))
  if (from !== from.main) return anyOf(storeMoves, isLeaving)
  return sql`${anyOf(storeMoves, and(isLeaving, eq(storeMoves.state, 'moved')))} AND ${isElsewhere(from, storeId)}`
}

/** Whether the directory names another database than the main one, which it is in. */
function isElsewhere(main: Database, storeId: number): SQL {
  return anyOf(stores, and(eq(stores.id, storeId), ne(stores.database, main.name)))
}

function anyOf(table: typeof stores | typeof storeMoves, which: SQL | undefined): SQL {
  return sql`EXISTS (SELECT 1 FROM ${table} WHERE ${which})`
}

/** The directory's row of a store and its move, by the main database. */
async function loadMove(
  main: Database,
  storeId: number,
): Promise<{ store: StoreRow | undefined; move: StoreMove | undefined }> {
  const [[store], [move]] = await main.batch([
    main.select().from(stores).where(eq(stores.id, storeId)),
    main.select().from(storeMoves).where(eq(storeMoves.storeId, storeId)),
  ])
  return { store, move }
}

/** What stops all who would change the store in a database that is not the main one. */
async function holdSource(from: Database, store: StoreRow, move: StoreMove): Promise<void> {
  if (from === from.main) return
  const { fromDatabase, toDatabase } = move
  await from.batch([
    putRow(from, store, store.dataVersion, sql`false`),
    from
      .insert(storeMoves)
      .values({ ...move, version: null })
      .onConflictDoUpdate({ target: storeMoves.storeId, set: { fromDatabase, toDatabase } }),
    ...raisedVersion(from, store.id, store.dataVersion),
  ])
}

/** The days of a store, by the database that has them: the directory may not have been told. */
async function loadDays(from: Database, store: StoreRow) {
  const [[row = store]] = await from.batch([from.select().from(stores).where(eq(stores.id, store.id))])
  const { firstDate, lastDate, lastCompleteDate } = row
  return { firstDate, lastDate, lastCompleteDate }
}

/** Puts a copy of a store's row beside its rows, in place of one of which something holds. */
function putRow(db: Database, store: StoreRow, dataVersion: number, setWhere: SQL) {
  const { id: _, ...row } = { ...store, name: String(store.id), dataVersion, database: db.name }
  return db
    .insert(stores)
    .values({ ...row, id: store.id })
    .onConflictDoUpdate({ target: stores.id, set: row, setWhere })
}

async function raiseVersion(db: Database, storeId: number, version: number): Promise<void> {
  await db.batch(raisedVersion(db, storeId, version))
}

function raisedVersion(db: Database, storeId: number, version: number) {
  return [
    db
      .update(stores)
      .set({ dataVersion: sql`max(${stores.dataVersion}, ${version})` })
      .where(eq(stores.id, storeId)),
    db.update(dataClock).set({ version: sql`max(${dataClock.version}, ${version})` }),
  ] as const
}

/** What the target has is to be deleted, and copied once more. @param table that was not the same */
async function forgetCopy(main: Database, storeId: number, table: string): Promise<void> {
  logEvent('move.again', { store: storeId, table })
  await main.batch([
    main
      .update(storeMoves)
      .set({ version: null })
      .where(and(eq(storeMoves.storeId, storeId), eq(storeMoves.state, 'copying'))),
  ])
}

const CLOCK = sql`(SELECT ${dataClock.version} FROM ${dataClock})`

function nextVersion(main: Database) {
  return main.update(dataClock).set({ version: sql`${dataClock.version} + 1` })
}

function unfinished(step: Progress['step'], of: Partial<Progress> = {}): Continued {
  return { status: 'unfinished', progress: { step, table: null, rows: 0, beganAgainFor: null, ...of } }
}
