import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { boundDatabases, type Database, openDatabase } from '../../src/data/database'
import { beginMove, continueMove, loadMoves } from '../../src/data/moves/storeMoves'
import { undoImport } from '../../src/history/undo'
import { archiveAll } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { anOrder } from '../history/build'
import { stepsIn } from '../history/steps'
import { ANY_AUTHOR, testServices } from '../services'

/** A store's rows come whole from one database to another, whatever happens on the way. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker(undefined, 3)
})

const NOW = new Date('2026-02-01T04:00:00Z')
const LATER = new Date(NOW.getTime() + 61_000)
const NAMES = ['DB', 'DB_2', 'DB_3'] as const
type Name = (typeof NAMES)[number]

const bindings = () => boundDatabases(worker.env)
const d1Of = (name: string) => bindings().get(name) as D1Database
const db = (): Database => openDatabase(bindings())
const all = async <Row>(name: string, query: string) =>
  (await d1Of(name).prepare(query).all<Row>()).results

/** The tables that have rows of stores, and which of them are a store's. */
const TABLES: Record<string, string> = {
  products: 'store_id = ?',
  orders: 'store_id = ?',
  store_days: 'store_id = ?',
  archived_days: 'store_id = ?',
  archived_products: 'store_id = ?',
  archived_order_days: 'store_id = ?',
  import_days: 'store_id = ?',
  import_changes: 'store_id = ?',
  import_parts: "counts ->> 'storeId' = ?",
}

/** All that a database has of a store, as text. */
async function rowsIn(name: string, storeId: number): Promise<Record<string, string[]>> {
  const statements = await Promise.all(
    Object.entries(TABLES).map(async ([table, where]) => {
      const columns = await all<{ name: string; type: string }>(name, `PRAGMA table_info(${table})`)
      const values = columns.map(({ name: column, type }) => (type === 'BLOB' ? `hex(${column})` : column))
      const rows = await all<{ row: string }>(
        name,
        `SELECT json_array(${values.join(', ')}) AS row FROM ${table} WHERE ${where.replace('?', String(storeId))} ORDER BY 1`,
      )
      return [table, rows.map(({ row }) => row)] as const
    }),
  )
  return Object.fromEntries(statements)
}

const NOTHING = Object.fromEntries(Object.keys(TABLES).map((table) => [table, []]))

const whereIs = async (storeId: number) =>
  (await all<{ database: string }>('DB', `SELECT database FROM stores WHERE id = ${storeId}`))[0]?.database

/** A store with days of each kind, and others beside it. @returns their numbers */
async function fill(): Promise<{ storeId: number; otherId: number }> {
  await worker.clear()
  const steps = stepsIn(() => worker.env.DB)
  const day = (date: string, count: number) =>
    Array.from({ length: count }, (_, at) =>
      anOrder(`${date}-${at}`, { date, pieces: 1 + (at % 3), productName: `茶${at % 5}` }),
    )
  const bring = async (store: string, orders: ReturnType<typeof day>) => {
    const id = await steps.start([store])
    await steps.send(id, 1, { store, orders })
    await steps.finish(id, 1)
    return id
  }
  await bring('一店', day('2026-01-15', 8))
  await bring('一店', day('2026-01-16', 9))
  await archiveAll(worker.env.DB)
  await bring('一店', day('2026-01-17', 12))
  const undone = await bring('一店', [...day('2026-01-18', 3), anOrder('2026-01-17-1', { date: '2026-01-17', pieces: 9 })])
  await undoImport(steps.db(), ANY_AUTHOR, undone, new Date())
  await bring('二店', day('2026-01-17', 4))
  const ids = await all<{ id: number; name: string }>('DB', 'SELECT id, name FROM stores')
  const idOf = (store: string) => ids.find(({ name }) => name === store)?.id ?? 0
  return { storeId: idOf('一店'), otherId: idOf('二店') }
}

/** Begins a move, and continues it until the target has the store. */
async function move(storeId: number, to: Name, now = NOW): Promise<void> {
  const begun = await beginMove(db(), storeId, to, now)
  expect(begun.status).not.toBe('refused')
  for (let units = 0; (await continueMove(db(), storeId, now)).status === 'unfinished'; units++) {
    if (units > 20) throw new Error('it does not end')
  }
}

describe('a store that is moved', () => {
  test('has the same rows in the other database, and none where it was a minute later', async () => {
    const { storeId, otherId } = await fill()
    const before = await rowsIn('DB', storeId)
    const beside = await rowsIn('DB', otherId)
    expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true)
    await move(storeId, 'DB_2')
    expect(await whereIs(storeId)).toBe('DB_2')
    expect(await rowsIn('DB_2', storeId)).toEqual(before)
    expect(await rowsIn('DB', storeId)).toEqual(before)
    expect(await continueMove(db(), storeId, LATER)).toEqual({ status: 'cleaned' })
    expect(await rowsIn('DB', storeId)).toEqual(NOTHING)
    expect(await rowsIn('DB_2', storeId)).toEqual(before)
    expect(await rowsIn('DB', otherId)).toEqual(beside)
    expect(await loadMoves(db())).toEqual([])
  })
})
