import type { BatchItem } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { errorText } from '../log'
import { TimeLimitError, withinLimit } from '../timeLimit'

/** What the queries of one unit of work cost, in all of its databases, as D1 bills it. */
interface DatabaseUsage {
  rowsRead: number
  rowsWritten: number
  roundTrips: number
  /** D1 takes a thousand of one invocation. */
  statements: number
}

/**
 * A D1 database of one unit of work. Every access is a `batch`, also of a single statement: a batch is
 * one round trip, the only transaction that D1 has, and the only call whose result tells what it cost.
 *
 * There may be several (docs/databases.md): the main one has the directory, cards, people, imports and runs, and is asked for all of these; a store's
 * own rows are in the one that the directory names.
 */
export interface Database
  extends Pick<DrizzleD1Database, 'batch' | 'select' | 'insert' | 'update' | 'delete'> {
  /** Its binding's. */
  readonly name: string
  readonly usage: DatabaseUsage
  /** How large it was by its latest answer; undefined before the first. Pages that are free count as room. */
  readonly size: { readonly bytes: number | undefined }
  /** How large it may become. */
  readonly limitBytes: number
  /** Whether what it reads may be older than what it would write to. */
  readonly isCopy: boolean
  /** Itself where it is the main one. */
  readonly main: MainDatabase
  /** All that there are, the main one first. */
  readonly all: readonly Database[]
  /**
   * The database that has a store's own rows.
   * @throws DatabaseError where it is not bound
   */
  of(store: { database: string }): Database
}

/** The database that has all but stores' own rows; with these, where a store's `database` names it. */
export interface MainDatabase extends Database {
  readonly isMain: true
}

/** The database did not do what it was asked. */
export class DatabaseError extends Error {
  /** Whether it would not do it another time either; else it was overloaded, restarted, or out of reach. */
  readonly isPermanent: boolean

  constructor(message: string) {
    super(message)
    this.name = 'DatabaseError'
    this.isPermanent = PERMANENT.some((pattern) => pattern.test(message))
  }
}

/** A store is in a database that this Worker is not bound to. */
class MissingDatabaseError extends DatabaseError {
  constructor(database: string) {
    super(`no such database: the binding ${database} is missing; add it to wrangler.toml, and deploy`)
    this.name = 'MissingDatabaseError'
  }
}

/** A database beside the main one did not answer in time. */
class SilentDatabaseError extends DatabaseError {
  constructor(database: string) {
    super(`D1_EXEC_ERROR: ${database} did not answer within ${LONGEST_ANSWER_MS / 1000} s`)
    this.name = 'SilentDatabaseError'
  }
}

/** Whether an error says of a database that it is not there: all else that is asked of it would only meet that again. */
export function isAway(error: unknown): error is DatabaseError {
  if (error instanceof SilentDatabaseError || error instanceof MissingDatabaseError) return true
  return error instanceof DatabaseError && !error.isPermanent
}

/**
 * What D1 says of statements that it will never run, and of limits that do not pass in seconds (Cloudflare's documentation of D1's
 * errors and SQLite's result codes, November 2026). Whatever else it says is tried again.
 */
const PERMANENT = [
  /SQLITE_(CONSTRAINT|ERROR|TOOBIG|MISMATCH|RANGE|FULL|AUTH|READONLY|CORRUPT|NOTADB)/,
  /constraint failed|no such (table|column|function|database)|syntax error|too big|too many SQL variables/i,
  /D1_(TYPE|COLUMN_NOTFOUND|EXEC)_ERROR/,
  /exceeded (maximum DB size|its (CPU|memory) (time )?limit|D1)|daily|statement too long/i,
]

/** Beyond this, work goes on in another request: what is left of a thousand is for the cards. */
const STATEMENTS_A_REQUEST = 400

/** Whether a unit of work that can be taken up again should end for now. */
export function isSpent({ usage }: Database): boolean {
  return usage.statements >= STATEMENTS_A_REQUEST
}

/** A statement for a batch. */
export type Statement = BatchItem<'sqlite'>

/** Runs statements in one batch; none where there are none. */
export async function runStatements(db: Database, statements: readonly Statement[]): Promise<void> {
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
}

/** What Cloudflare lets a database of the Paid plan hold. */
export const MOST_BYTES = 10_000_000_000

/** The binding of the main database, and where stores are that nobody has moved. */
export const MAIN_DATABASE = 'DB'

/** D1 by the names of its bindings, the main one first. */
export type Bindings = ReadonlyMap<string, D1Database>

/** The databases among a Worker's bindings: `DB`, `DB_2`, `DB_3`… */
export function boundDatabases(env: object): Bindings {
  const bound = Object.entries(env).filter(([name]) => /^DB(_[1-9]\d*)?$/.test(name))
  return new Map(bound.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)) as [string, D1Database][])
}

/** Opens D1 for one unit of work, counting what it costs. @returns the main database */
export function openDatabase(d1: D1Database | Bindings, limitBytes = MOST_BYTES): MainDatabase {
  return openAll(bindingsOf(d1), limitBytes, false)
}

export function bindingsOf(d1: D1Database | Bindings): Bindings {
  return d1 instanceof Map ? d1 : new Map([[MAIN_DATABASE, d1 as D1Database]])
}

/** @param isCopy whether what they read may be older than what they would write to */
export function openAll(bindings: Bindings, limitBytes: number, isCopy: boolean): MainDatabase {
  const usage = { rowsRead: 0, rowsWritten: 0, roundTrips: 0, statements: 0 }
  const all: Database[] = []
  const of = ({ database }: { database: string }) => {
    const found = all.find(({ name }) => name === database)
    if (!found) throw new MissingDatabaseError(database)
    return found
  }
  for (const [name, d1] of bindings) {
    const size = { bytes: undefined }
    const asked = name === MAIN_DATABASE ? d1 : impatient(name, d1)
    const opened = Object.assign(drizzle(metered(asked, usage, size)), {
      ...{ name, usage, size, limitBytes, isCopy, all, of, isMain: name === MAIN_DATABASE },
    })
    // Each knows the first, and the first itself.
    all.push(Object.assign(opened, { main: (all[0] ?? opened) as unknown as MainDatabase }))
  }
  const [main] = all
  if (main?.name !== MAIN_DATABASE) throw new MissingDatabaseError(MAIN_DATABASE)
  return main.main
}

/** Far longer than what is asked of one takes, and half of what a visit waits. */
const LONGEST_ANSWER_MS = 5_000

/** A database beside the main one, which is not waited for beyond a time: it takes its own stores only. */
function impatient(name: string, d1: D1Database): D1Database {
  const batch: D1Database['batch'] = <T>(statements: D1PreparedStatement[]) =>
    withinLimit(d1.batch<T>(statements), LONGEST_ANSWER_MS).catch((error: unknown) => {
      throw error instanceof TimeLimitError ? new SilentDatabaseError(name) : error
    })
  return withBatch(d1, batch)
}

function metered(d1: D1Database, usage: DatabaseUsage, size: { bytes: number | undefined }): D1Database {
  const batch: D1Database['batch'] = async <T>(statements: D1PreparedStatement[]) => {
    const results = await d1.batch<T>(statements).catch((error: unknown) => {
      throw error instanceof DatabaseError ? error : new DatabaseError(errorText(error))
    })
    usage.roundTrips += 1
    usage.statements += results.length
    for (const { meta } of results) {
      usage.rowsRead += meta.rows_read
      usage.rowsWritten += meta.rows_written
      size.bytes = meta.size_after
    }
    return results
  }
  return withBatch(d1, batch)
}

function withBatch(d1: D1Database, batch: D1Database['batch']): D1Database {
  return new Proxy(d1, {
    get: (target, property) => {
      if (property === 'batch') return batch
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
