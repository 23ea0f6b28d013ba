import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beforeAll, describe, expect, test } from 'vitest'
import * as schema from '../../src/data/schema'
import { sharedWorker, type TestWorker } from '../harness'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})

const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const tables = Object.values(schema).filter((value) => is(value, SQLiteTable))

interface ColumnInfo {
  name: string
  type: string
  notnull: 0 | 1
  pk: number
}

describe('the schema that the code reads and writes by', () => {
  test('has every table of the migrations', async () => {
    const rows = await all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'",
    )
    expect(tables.map(getTableName).sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  test.each(tables.map((table) => [getTableName(table), table] as const))(
    'has the columns of %s in their order, with their types and keys',
    async (name, table) => {
      const rows = await all<ColumnInfo>(`PRAGMA table_info(${name})`)
      const { primaryKeys } = getTableConfig(table)
      const keyNames = primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name))
      const expected = Object.values(getTableColumns(table)).map((column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        notNull: column.notNull && !column.primary,
        key: column.primary ? 1 : keyNames.indexOf(column.name) + 1,
      }))
      const actual = rows.map((row) => ({
        name: row.name,
        type: row.type,
        notNull: row.notnull === 1 && !(row.pk === 1 && keyNames.length === 0),
        key: row.pk,
      }))
      expect(actual).toEqual(expected)
    },
  )

  test.each(tables.map((table) => [getTableName(table), table] as const))(
    'has the indexes of %s',
    async (name, table) => {
      const rows = await all<{ name: string }>(`PRAGMA index_list(${name})`)
      const { indexes } = getTableConfig(table)
      const named = rows.map((row) => row.name).filter((index) => !index.startsWith('sqlite_autoindex'))
      expect(named.sort()).toEqual(indexes.map(({ config }) => config.name).sort())
    },
  )
})
