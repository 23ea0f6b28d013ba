import type { SQL } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'

/** What the queries of one unit of work cost, as D1 bills it. */
export interface DatabaseUsage {
  rowsRead: number
  rowsWritten: number
  roundTrips: number
}

/**
 * The D1 database of one unit of work. Every access is a `batch`, also of a single statement: a batch is
 * one round trip, the only transaction that D1 has, and the only call whose result tells what it cost.
 */
export interface Database
  extends Pick<DrizzleD1Database, 'batch' | 'select' | 'insert' | 'update' | 'delete'> {
  /** A statement written in SQL, for a batch. */
  statement(query: SQL): ReturnType<DrizzleD1Database['run']>
  /** A query written in SQL, for a batch. */
  query<Row>(query: SQL): ReturnType<typeof allRows<Row>>
  readonly usage: DatabaseUsage
}

/** Opens D1 for one unit of work, counting what it costs. */
export function openDatabase(d1: D1Database): Database {
  const usage: DatabaseUsage = { rowsRead: 0, rowsWritten: 0, roundTrips: 0 }
  const db = drizzle(metered(d1, usage))
  // drizzle's batch binds the parameters of a raw query to a statement that only built queries carry.
  const withStatement = <Raw extends Parameters<typeof db.batch>[0][number]>(raw: Raw): Raw =>
    Object.assign(raw, {
      stmt: d1.prepare((raw as unknown as { getQuery(): { sql: string } }).getQuery().sql),
    })
  return Object.assign(db, {
    usage,
    statement: (query: SQL) => withStatement(db.run(query)),
    query: <Row>(query: SQL) => withStatement(allRows<Row>(db, query)),
  })
}

function allRows<Row>(db: DrizzleD1Database, query: SQL) {
  return db.all<Row>(query)
}

function metered(d1: D1Database, usage: DatabaseUsage): D1Database {
  const batch: D1Database['batch'] = async <T>(statements: D1PreparedStatement[]) => {
    const results = await d1.batch<T>(statements)
    usage.roundTrips += 1
    for (const { meta } of results) {
      usage.rowsRead += meta.rows_read
      usage.rowsWritten += meta.rows_written
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
