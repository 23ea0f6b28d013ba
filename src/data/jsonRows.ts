import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'

/**
 * Rows as one JSON parameter: D1 binds at most 100 parameters a statement, and a single `json_each(?)`
 * loads rows many times faster than one statement a row. Drizzle has no words for it, so the SQL is here.
 */

/** A parameter may have 2 MB. */
const MAX_SLICE_BYTES = 1_000_000

const encoder = new TextEncoder()

/** `(SELECT value FROM json_each(?))`, for `IN`. */
export function jsonValues(values: readonly (string | number)[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`
}

/** `(SELECT value ->> 0, value ->> 1 FROM json_each(?))`, for `(a, b) IN`. */
export function jsonPairs(pairs: readonly (readonly [string | number, string | number])[]): SQL {
  return sql`(SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(pairs)}))`
}

/** Cuts rows into JSON arrays, each small enough for one parameter. */
export function jsonSlices(rows: readonly unknown[]): string[] {
  const slices: string[] = []
  let texts: string[] = []
  let bytes = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    const ofRow = encoder.encode(text).length
    if (texts.length > 0 && bytes + ofRow > MAX_SLICE_BYTES) {
      slices.push(`[${texts.join(',')}]`)
      texts = []
      bytes = 0
    }
    texts.push(text)
    bytes += ofRow
  }
  if (texts.length > 0) slices.push(`[${texts.join(',')}]`)
  return slices
}

/** Rows as the arrays that {@link selectRows} reads: each in the order of the table's columns, less those given for all. */
export function rowArrays<Row extends object>(
  table: SQLiteTable,
  rows: readonly Row[],
  given: readonly string[] = [],
): unknown[][] {
  const names = Object.keys(getTableColumns(table)).filter((name) => !given.includes(name))
  return rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]))
}

/**
 * The rows of a JSON array for `db.insert(table).select(…)`: all columns of the table, in its order.
 * @param slice of {@link jsonSlices} over {@link rowArrays}
 * @param first values of the table's first columns, the same for all rows
 */
export function selectRows(table: SQLiteTable, slice: string, ...first: readonly number[]): SQL {
  const places = Object.keys(getTableColumns(table)).slice(first.length)
  const values = [
    ...first.map((value) => sql`${value}`),
    ...places.map((_, place) => sql`value ->> ${sql.raw(String(place))}`),
  ]
  // An upsert's ON CONFLICT needs the WHERE, or SQLite takes it for a join.
  return sql`SELECT ${sql.join(values, sql`, `)} FROM json_each(${slice}) WHERE true`
}

/** `SET` of an upsert that takes over all columns but some. */
export function excludedValues(table: SQLiteTable, except: readonly SQLiteColumn[]): Record<string, SQL> {
  const taken = Object.entries(getTableColumns(table)).filter(([, column]) => !except.includes(column))
  return Object.fromEntries(taken.map(([name, column]) => [name, excluded(column)]))
}

/** A column's value in the row that an upsert was refused to insert. */
export function excluded(column: SQLiteColumn): SQL {
  return sql`excluded.${sql.identifier(column.name)}`
}
