import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { COPIED_TABLES, DELETED_TABLES } from '../../src/data/moves/storeTables'
import * as schema from '../../src/data/schema'

/** Of the main database: cards, what leads to a store, who may see it, and where it moves. */
const OF_MAIN_DATABASE = ['cards', 'schema_cards', 'store_keys', 'person_stores', 'store_moves']

const names = (tables: readonly { table: SQLiteTable }[]) =>
  tables.map(({ table }) => getTableName(table)).sort()

test('every table of a store’s own rows goes along when the store moves, and nothing of it stays', () => {
  const ofStores = Object.values(schema)
    .filter((value) => is(value, SQLiteTable))
    .filter((table) => Object.values(getTableColumns(table)).some(({ name }) => name === 'store_id'))
    .map(getTableName)
    .filter((name) => !OF_MAIN_DATABASE.includes(name))
  // Parts of imports name their store within what they count.
  expect(names(DELETED_TABLES)).toEqual([...ofStores, 'import_parts'].sort())
  // Openings are made anew.
  expect(names(COPIED_TABLES)).toEqual(names(DELETED_TABLES).filter((name) => name !== 'openings'))
})
