import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { boundDatabases, openDatabase } from '../../src/data/database'
import { beginMove, continueMove } from '../../src/data/moves/storeMoves'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { openIsolate } from '../isolate'
import { importText } from '../services'

/** What another database has is not what the directory has there: it was swapped, emptied, or restored without the main one. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker(undefined, 3)
})
beforeEach(async () => {
  await worker.clear()
  await run(worker.env.DB, "INSERT INTO stores (name, data_version, database) VALUES ('二店', 0, 'DB_2')")
  await worker.importCsv(exportFile(dailyOrders('二店', 5)))
})

const databases = () => boundDatabases(worker.env)
const d1Of = (name: string) => databases().get(name) ?? expect.fail(`${name} is bound`)
const run = (d1: D1Database, sql: string) => d1.prepare(sql).run()
const all = async <Row>(d1: D1Database, sql: string) => (await d1.prepare(sql).all<Row>()).results
const ordersIn = async (name: string) =>
  (await all<{ n: number }>(d1Of(name), 'SELECT count(*) AS n FROM orders'))[0]?.n
const directory = () =>
  all(worker.env.DB, 'SELECT name, database, first_date, last_date FROM stores WHERE first_date IS NOT NULL')

/** As if another database was bound under the name: an empty one. */
function boundWrongly() {
  const empty = new Map(databases())
  empty.set('DB_2', d1Of('DB_3'))
  return empty
}

const storeId = async () =>
  (await all<{ id: number }>(worker.env.DB, "SELECT id FROM stores WHERE name = '二店'"))[0]?.id ?? 0

describe('where an empty database is bound under the name', () => {
  test('an import is refused, and neither it nor the directory loses anything', async () => {
    const before = await directory()
    const outcome = await importText(
      openDatabase(boundWrongly()),
      exportFile([{ 门店名称: '二店', 订单ID: 'new' }]),
    )
    expect(outcome).toMatchObject({ status: 'interrupted', report: { ordersStored: 0 } })
    expect(await directory()).toEqual(before)
    expect(await ordersIn('DB_3')).toBe(0)
    // Once the right one is bound, the same file goes in.
    expect(
      await importText(openDatabase(databases()), exportFile([{ 门店名称: '二店', 订单ID: 'new' }])),
    ).toMatchObject({ status: 'imported' })
    expect(await ordersIn('DB_2')).toBe(6)
  })

  test('a move fails, and what the right database has is not deleted', async () => {
    const id = await storeId()
    const wrong = openDatabase(boundWrongly())
    await beginMove(wrong, id, 'DB', new Date())
    await expect(continueMove(wrong, id, new Date())).rejects.toThrow('bind the right database')
    const right = () => openDatabase(databases())
    expect(await continueMove(right(), id, new Date())).toEqual({ status: 'moved' })
    const later = new Date(Date.now() + 120_000)
    expect(await continueMove(right(), id, later)).toEqual({ status: 'cleaned' })
    expect([await ordersIn('DB'), await ordersIn('DB_2')]).toEqual([5, 0])
  })
})

test('a store whose number comes again, after the main database alone was restored, does not get another one’s days', async () => {
  const id = await storeId()
  await run(worker.env.DB, 'DELETE FROM schema_cards')
  await run(worker.env.DB, `DELETE FROM stores WHERE id = ${id}`)
  await run(
    worker.env.DB,
    `INSERT INTO stores (id, name, data_version, database) VALUES (${id}, '别店', 0, 'DB_2')`,
  )
  await worker.runCron().catch(() => undefined)
  expect(await directory()).toEqual([])
  const outcome = await importText(
    openDatabase(databases()),
    exportFile([{ 门店名称: '别店', 订单ID: 'its own' }]),
  )
  expect(outcome).toMatchObject({ status: 'interrupted' })
  expect(await ordersIn('DB_2')).toBe(5)
  expect(await directory()).toEqual([])
})

test('an import whose number comes again is refused, and not answered by what an earlier one of the number has stored', async () => {
  const [last] = await all<{ id: number }>(worker.env.DB, 'SELECT max(id) AS id FROM imports')
  await run(worker.env.DB, `DELETE FROM imports WHERE id = ${last?.id}`)
  await run(worker.env.DB, `UPDATE sqlite_sequence SET seq = ${(last?.id ?? 1) - 1} WHERE name = 'imports'`)
  const outcome = await importText(
    openDatabase(databases()),
    exportFile([{ 门店名称: '二店', 订单ID: 'other' }]),
  )
  expect(outcome).toMatchObject({ status: 'interrupted', report: { ordersNew: 0 } })
  expect(await ordersIn('DB_2')).toBe(5)
})

test('a merge that the directory never heard of refuses no import', async () => {
  await run(d1Of('DB_2'), 'UPDATE stores SET merged_into = 999')
  expect(
    await importText(openDatabase(databases()), exportFile([{ 门店名称: '二店', 订单ID: 'new' }])),
  ).toMatchObject({ status: 'imported', report: { ordersNew: 1 } })
})

test('a database that hangs is not waited for: all others’ stores are shown, and its own is named', async () => {
  await run(worker.env.DB, "INSERT INTO stores (name, data_version, database) VALUES ('一店', 0, 'DB')")
  await worker.importCsv(exportFile(dailyOrders('一店', 5)))
  const faults = { databases: { DB_2: 'hangs' }, kvReads: 'down' } as const
  const { ask } = openIsolate(worker.env, { accessMode: 'public', faults: { ...faults } })
  const answer = await ask('/api/diagnosis?date=2026-01-15')
  expect(await answer.json()).toMatchObject({ stores: ['一店'], failed: ['二店'] })
})
