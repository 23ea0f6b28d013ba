import type { BatchItem } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { errorText } from '../log'

/** What the queries of one unit of work cost, as D1 bills it. */
interface DatabaseUsage {
  rowsRead: number
  rowsWritten: number
  roundTrips: number
  /** D1 takes a thousand of one invocation. */
  statements: number
  /** How large the database was by its latest answer; undefined before the first. Pages that are free count as room. */
  sizeBytes: number | undefined
}

/**
 * The D1 database of one unit of work. Every access is a `batch`, also of a single statement: a batch is
 * one round trip, the only transaction that D1 has, and the only call whose result tells what it cost.
 */
export interface Database
  extends Pick<DrizzleD1Database, 'batch' | 'select' | 'insert' | 'update' | 'delete'> {
  readonly usage: DatabaseUsage
  /** How large it may become. */
  readonly limitBytes: number
  /** Whether what it reads may be older than what it would write to. */
  readonly isCopy: boolean
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

/**
 * What D1 says of statements that it will never run, and of limits that do not pass in seconds (Cloudflare's documentation of D1's
 * errors and SQLite's result codes, November 2026). Whatever else it says is tried again.
 */
const PERMANENT = [
  /SQLITE_(CONSTRAINT|ERROR|TOOBIG|MISMATCH|RANGE|FULL|AUTH|READONLY|CORRUPT|NOTADB)/,
  /constraint failed|no such (table|column|function)|syntax error|too big|too many SQL variables/i,
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

/** Opens D1 for one unit of work, counting what it costs. */
export function openDatabase(d1: D1Database, limitBytes = MOST_BYTES): Database {
  const usage = { rowsRead: 0, rowsWritten: 0, roundTrips: 0, statements: 0, sizeBytes: undefined }
  return Object.assign(drizzle(metered(d1, usage)), { usage, limitBytes, isCopy: false })
}

/** A copy of the database that may be close by, and behind. */
export interface NearDatabase {
  db: Database
  /** The version of the data that all of its batches have seen at least; undefined before the first. */
  seenVersion(): number | undefined
}

/** Opens the nearest copy of D1 for one unit of work (Cloudflare's D1 Sessions API). Where there are no copies it is the database itself. */
export function openNearDatabase(d1: D1Database): NearDatabase {
  const session = d1.withSession('first-unconstrained')
  let seen: number | undefined
  const batch = async <T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> => {
    if (seen !== undefined) return session.batch<T>(statements)
    const clock = session.prepare('SELECT version FROM data_clock')
    const [first, ...results] = await session.batch<T>([clock, ...statements])
    const version = (first?.results as { version?: number }[] | undefined)?.[0]?.version ?? 0
    // Several first batches may be under way together: what all of them have seen.
    seen = Math.min(seen ?? version, version)
    return results
  }
  const near: Pick<D1Database, 'prepare' | 'batch'> = { prepare: (sql) => session.prepare(sql), batch }
  return { db: Object.assign(openDatabase(near as D1Database), { isCopy: true }), seenVersion: () => seen }
}

function metered(d1: D1Database, usage: DatabaseUsage): D1Database {
  const batch: D1Database['batch'] = async <T>(statements: D1PreparedStatement[]) => {
    const results = await d1.batch<T>(statements).catch((error: unknown) => {
      throw new DatabaseError(errorText(error))
    })
    usage.roundTrips += 1
    usage.statements += results.length
    for (const { meta } of results) {
      usage.rowsRead += meta.rows_read
      usage.rowsWritten += meta.rows_written
      usage.sizeBytes = meta.size_after
    }
    return results
  }
  return new Proxy(d1, {
    get: (target, property) => {
      if (property === 'batch') return batch
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
