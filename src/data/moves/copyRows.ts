import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from '../database'
import { jsonSlices } from '../jsonRows'
import { COPIED_TABLES, type StoreTable } from './storeTables'

/**
 * A store's rows of one table, from one database to another: a chunk at a time in the order of their keys, compared value by value with what
 * then stands there. Values travel as JSON has them, and bytes in hexadecimal.
 */

/** Read at once, if no single row is larger: what a Worker holds several times over. */
const CHUNK_BYTES = 2_000_000
/** Rows whose sizes are looked at for a chunk. */
const CHUNK_ROWS = 20_000
/** Of JSON, of up to three bytes each; a larger row is bound value by value, for a parameter has 2 MB. */
const LARGE_ROW_CHARS = 300_000

type Value = string | number | null
type Row = Value[]

/** Where in a table the copy is: the key of the last row that is there; undefined before the first. */
export type Place = readonly Value[] | undefined

/** What one chunk did. `differs`: what stands at the target is not what was read. */
export type Copied =
  | { status: 'copied'; place: Place; rows: number; bytes: number }
  | { status: 'complete' }
  | { status: 'differs' }

/** How far the copy of each table is, by what the target has. */
export async function loadPlaces(to: Database, storeId: number): Promise<Place[]> {
  const statements = COPIED_TABLES.map((of) =>
    to
      .select(keyFields(of))
      .from(of.table)
      .where((of.ownRowsOf ?? of.rowsOf)(storeId))
      .orderBy(...of.key.map((column) => sql`${column} DESC`))
      .limit(1),
  )
  const [first, ...rest] = statements
  if (!first) return []
  const results = await to.batch([first, ...rest])
  return results.map(([row]) => row && Object.values(row as Record<string, Value>))
}

/**
 * Copies the rows behind a place, as many as go at once.
 * @param only what has to hold at the target for anything to be written
 */
export async function copyChunk(
  { from, to }: { from: Database; to: Database },
  storeId: number,
  of: StoreTable,
  place: Place,
  only: SQL,
): Promise<Copied> {
  const { table, key } = of
  const isBehind = sql`${of.rowsOf(storeId)} AND ${place ? sql`${rowOf(key)} > ${tuple(place)}` : sql`true`}`
  const [chunk] = await from.batch([
    from
      .select(fieldsOf(table))
      .from(table)
      .where(sql`${isBehind} AND ${rowOf(key)} <= ${lastOfChunk(of, isBehind)}`)
      .orderBy(...key),
  ])
  const rows = chunk.map(valuesOf)
  const last = rows.at(-1)
  if (!last) return { status: 'complete' }
  const end = placeOf(of, last)
  const texts = rows.map((row) => JSON.stringify(row))
  const inserted = insertsOf(to, table, rows, texts, only)
  const [copy] = (
    await to.batch([
      // Read behind the writes, and first in what comes back: drizzle's types know the first alone.
      ...(inserted as [(typeof inserted)[0], ...typeof inserted]),
      to
        .select(fieldsOf(table))
        .from(table)
        .where(sql`${isBehind} AND ${rowOf(key)} <= ${tuple(end ?? [])}`)
        .orderBy(...key),
    ])
  ).slice(-1) as unknown as [Record<string, Value>[]]
  const isSame =
    copy.length === rows.length && copy.every((row, at) => JSON.stringify(valuesOf(row)) === texts[at])
  if (!isSame) return { status: 'differs' }
  const bytes = texts.reduce((sum, text) => sum + text.length, 0)
  return { status: 'copied', place: end, rows: rows.length, bytes }
}

/** The key of the last row that a chunk has room for; of the first one in any case. */
function lastOfChunk({ table, key }: StoreTable, isBehind: SQL): SQL {
  const names = listOf(key.map(({ name }) => sql.identifier(name)))
  const backwards = listOf(key.map(({ name }) => sql`${sql.identifier(name)} DESC`))
  const bytes = sql.join(
    columnsOf(table).map((column) => sql`coalesce(octet_length(${column}), 0)`),
    sql` + `,
  )
  return sql`(SELECT ${names} FROM (
    SELECT ${names}, sum(bytes) OVER (ORDER BY ${names}) - bytes AS bytes_before FROM (
      SELECT ${listOf(key)}, ${bytes} AS bytes FROM ${table} WHERE ${isBehind} ORDER BY ${listOf(key)} LIMIT ${CHUNK_ROWS}
    )) WHERE bytes_before < ${CHUNK_BYTES} ORDER BY ${backwards} LIMIT 1)`
}

/** Rows that are there already stay as they are: the comparison tells whether they are the same. */
function insertsOf(
  to: Database,
  table: SQLiteTable,
  rows: readonly Row[],
  texts: readonly string[],
  only: SQL,
) {
  const columns = columnsOf(table)
  const isLarge = (at: number) => (texts[at]?.length ?? 0) > LARGE_ROW_CHARS
  const small = rows.filter((_, at) => !isLarge(at))
  const large = rows.filter((_, at) => isLarge(at))
  const value = (column: SQLiteColumn, stored: SQL) => (isBlob(column) ? sql`unhex(${stored})` : stored)
  const sources = [
    ...jsonSlices(small).map(
      (slice) =>
        sql`SELECT ${listOf(columns.map((column, at) => value(column, sql`value ->> ${sql.raw(String(at))}`)))}
          FROM json_each(${slice}) WHERE ${only}`,
    ),
    ...large.map(
      (row) =>
        sql`SELECT ${listOf(columns.map((column, at) => value(column, sql`${row[at]}`)))} WHERE ${only}`,
    ),
  ]
  return sources.map((source) => to.insert(table).select(source).onConflictDoNothing())
}

/** What is compared of all rows of each table, in the order of {@link COPIED_TABLES}: their count, and of each column how long it is. */
export async function sumUp(db: Database, storeId: number): Promise<string[]> {
  const statements = COPIED_TABLES.map(({ table, rowsOf }) => {
    const sums = columnsOf(table).map((column) =>
      column.getSQLType() === 'integer'
        ? sql`sum(${column} % 1000003), count(${column})`
        : sql`sum(octet_length(${column})), count(${column})`,
    )
    return db
      .select({ sums: sql<string>`json_array(count(*), ${listOf(sums)})`.as('sums') })
      .from(table)
      .where(rowsOf(storeId))
  })
  const [first, ...rest] = statements
  if (!first) return []
  const results = await db.batch([first, ...rest])
  return results.map(([row]) => row?.sums ?? '')
}

/** The table that two sums differ in. */
export function differingTable(a: readonly string[], b: readonly string[]): string | undefined {
  const at = COPIED_TABLES.findIndex((_, index) => a[index] !== b[index])
  const of = COPIED_TABLES[at]
  return of && getTableName(of.table)
}

/**
 * Deletes some of a store's rows.
 * @param left the tables that may have rows of it: all of them at first
 * @param only what has to hold for anything to be deleted
 * @returns the tables that may have more, and how many rows were deleted
 */
export async function deleteSome(
  db: Database,
  storeId: number,
  left: readonly StoreTable[],
  only: SQL,
): Promise<{ left: StoreTable[]; rows: number }> {
  const statements = left.map(({ table, key, rowsOf, removableOf = rowsOf, deletedAtOnce }) => {
    const some = sql`SELECT ${listOf(key)} FROM ${table} WHERE ${removableOf(storeId)} LIMIT ${deletedAtOnce}`
    return db.delete(table).where(sql`${rowsOf(storeId)} AND ${rowOf(key)} IN (${some}) AND ${only}`)
  })
  const [first, ...rest] = statements
  if (!first) return { left: [], rows: 0 }
  const results = await db.batch([first, ...rest])
  const deleted = results.map(({ meta }) => meta.changes)
  return {
    left: left.filter(({ deletedAtOnce }, at) => (deleted[at] ?? 0) >= deletedAtOnce),
    rows: deleted.reduce((sum, rows) => sum + rows, 0),
  }
}

function columnsOf(table: SQLiteTable): SQLiteColumn[] {
  return Object.values(getTableColumns(table))
}

function isBlob(column: SQLiteColumn): boolean {
  return column.getSQLType() === 'blob'
}

/** All columns as they stand, in the table's order. */
function fieldsOf(table: SQLiteTable): Record<string, SQL.Aliased<Value>> {
  return Object.fromEntries(
    columnsOf(table).map((column) => [
      column.name,
      (isBlob(column) ? sql<Value>`hex(${column})` : sql<Value>`${column}`).as(`moved_${column.name}`),
    ]),
  )
}

function keyFields({ key }: StoreTable): Record<string, SQL.Aliased<Value>> {
  return Object.fromEntries(
    key.map((column) => [column.name, sql<Value>`${column}`.as(`key_${column.name}`)]),
  )
}

function valuesOf(row: Record<string, Value>): Row {
  return Object.values(row)
}

function placeOf({ table, key }: StoreTable, row: Row): Place {
  const columns = columnsOf(table)
  return key.map((column) => row[columns.indexOf(column)] ?? null)
}

function rowOf(key: readonly SQLiteColumn[]): SQL {
  return sql`(${listOf(key)})`
}

function tuple(values: readonly Value[]): SQL {
  return sql`(${listOf(values.map((value) => sql`${value}`))})`
}

function listOf(parts: readonly (SQL | SQLiteColumn | ReturnType<typeof sql.identifier>)[]): SQL {
  return sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )
}
