import { and, eq, getTableName, lt, type SQL, sql } from 'drizzle-orm'
import { logEvent } from '../../log'
import { type AuditEntry, auditInsertIfChanged } from '../auditEvents'
import { type Database, isSpent } from '../database'
import { acquireLease, releaseLease } from '../leases'
import { dataClock, storeMoves, stores } from '../schema'
import type { StoreRow } from '../storeVersions'
import { copyImports } from './copyImports'
import { copyChunk, deleteSome, differingTable, loadPlaces, sumUp } from './copyRows'
import {
  anyOf,
  hold,
  isBeingCleared,
  isBeingCopied,
  isBeingLeft,
  isMove,
  markCleared,
  markCopied,
  raiseVersion,
  type StoreMove,
} from './marks'
import { COPIED_TABLES, DELETED_TABLES } from './storeTables'

/**
 * Moves a store's own rows from one database to another (docs/databases.md). Each step is a batch in one database, and finds out by what
 * stands there whether it is done: it may be cut off anywhere, and be taken by two at once. What a step writes or deletes hangs in the
 * statement itself on a row of the same database that says which step it is.
 */

export type { StoreMove } from './marks'

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
  const entry = sql`SELECT ${stores.id}, ${stores.database}, ${to}, 'clearing', ${since}, ${CLOCK} FROM ${stores} WHERE ${stores.id} = ${storeId} AND ${stores.database} <> ${to}`
  await main.batch([
    moveClock(main),
    main.insert(storeMoves).select(entry).onConflictDoNothing(),
    ...(audit ? [auditInsertIfChanged(main, { ...audit, at: since })] : []),
    // A change under way that has read the store before fails by it.
    main
      .update(stores)
      .set({ dataVersion: CLOCK })
      .where(and(eq(stores.id, storeId), anyOf(storeMoves, isMove({ storeId, version: CLOCK })))),
  ])
  const { move: begun } = await loadMove(main, storeId)
  if (begun?.toDatabase !== to) return { status: 'refused', reason: 'movingElsewhere' }
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
    const step = await (move.state === 'clearing' ? clear(work) : copy(work, now))
    if (step.status === 'differs') {
      logEvent('move.again', { store: storeId, table: step.table })
      await advance(main, move, { state: 'clearing' })
      return unfinished(move.state, { rows: done.rows, beganAgainFor: step.table })
    }
    if (step.status === 'unfinished') return unfinished(move.state, { rows: done.rows, table: step.table })
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

/** Stops all who would change the store, deletes what the target has of it, and takes the version that is copied. */
async function clear({ main, store, move, from, to, done }: Work): Promise<Step> {
  const held = await hold(from, store, move)
  const marked = await markCleared(to, store, move)
  // A change came between, or the main database was restored from a backup.
  const ahead = Math.max(held?.dataVersion ?? 0, marked?.dataVersion ?? 0)
  if (ahead > move.version) {
    await advance(main, move, { state: 'clearing', atLeast: ahead })
    return { status: 'done' }
  }
  const deleted = await deleteAll(to, store.id, isBeingCleared(to, move), done)
  if (deleted.status === 'unfinished') return deleted
  // What stands beside its days is what they are: the directory may not have been told.
  const { firstDate, lastDate, lastCompleteDate } = held ?? store
  await advance(main, move, { state: 'copying', store: { firstDate, lastDate, lastCompleteDate } })
  return { status: 'done' }
}

/** Copies what the target has not yet, compares both, and switches over. */
async function copy({ main, store, move, from, to, done }: Work, now: Date): Promise<Step> {
  const isOther: Step = { status: 'differs', table: getTableName(stores) }
  if (store.dataVersion !== move.version) return isOther
  if (from !== main) await raiseVersion(from, move)
  if (to !== main) await markCopied(to, store, move)
  const copied = await copyTables(from, to, store.id, isBeingCopied(to, move), done)
  if (copied.status !== 'done') return copied
  if (to !== main) await copyImports(main, to, store.id)
  const table = differingTable(await sumUp(from, store.id), await sumUp(to, store.id))
  if (table !== undefined) return { status: 'differs', table }
  // From here on, the directory names the target.
  const isSwitched = await advance(main, move, {
    state: 'moved',
    since: now.toISOString(),
    store: { database: move.toDatabase },
    only: and(eq(stores.database, move.fromDatabase), eq(stores.dataVersion, move.version)),
  })
  return isSwitched ? { status: 'done' } : isOther
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

/** Deletes what is left where the store was, once nobody reads there any more. */
async function leave({ main, store, move, from, to, done }: Work, now: Date): Promise<Continued> {
  if (to !== main) await raiseVersion(to, move)
  if (now.getTime() - Date.parse(move.since) < LEAVES_AFTER_MS) return { status: 'moved' }
  // The main database says so in each statement; of another one it was read just now.
  if (store.database === from.name) return { status: 'moved' }
  const only = isBeingLeft(from, move)
  const left = await deleteAll(from, store.id, only, done)
  if (left.status === 'unfinished') return { status: 'moved' }
  if (from !== main) {
    await from.batch([
      from.delete(storeMoves).where(and(eq(storeMoves.storeId, store.id), only)),
      from.delete(stores).where(and(eq(stores.id, store.id), lt(stores.dataVersion, move.version))),
    ])
  }
  await main.batch([main.delete(storeMoves).where(isMove(move))])
  return { status: 'cleaned' }
}

/** What a move becomes, and its store in the directory. */
interface Advance {
  state: StoreMove['state']
  since?: string
  /** A version that the new one is to be behind. */
  atLeast?: number
  store?: Partial<StoreRow>
  /** What has to hold of the directory's row. */
  only?: SQL | undefined
}

/**
 * Takes the next version of the data for a move and its store, where the move is still as it was read.
 * @returns whether it was
 */
async function advance(
  main: Database,
  move: StoreMove,
  { state, since = move.since, atLeast = 0, store = {}, only }: Advance,
): Promise<boolean> {
  const isStore = eq(stores.id, move.storeId)
  const [, , advanced] = await main.batch([
    moveClock(main, atLeast),
    main
      .update(stores)
      .set({ ...store, dataVersion: CLOCK })
      .where(and(isStore, only, anyOf(storeMoves, isMove(move)))),
    main
      .update(storeMoves)
      .set({ state, since, version: CLOCK })
      .where(and(isMove(move), anyOf(stores, and(isStore, eq(stores.dataVersion, CLOCK)))))
      .returning({ version: storeMoves.version }),
  ])
  return advanced.length > 0
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

const CLOCK = sql`(SELECT ${dataClock.version} FROM ${dataClock})`

function moveClock(main: Database, atLeast = 0) {
  return main.update(dataClock).set({ version: sql`max(${dataClock.version}, ${atLeast}) + 1` })
}

function unfinished(step: Progress['step'], of: Partial<Progress> = {}): Continued {
  return { status: 'unfinished', progress: { step, table: null, rows: 0, beganAgainFor: null, ...of } }
}
