import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyStore, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { type Directory, loadDirectory } from '../../src/data/directory'
import { mergeStores, removeOrders, renameStore } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { ANY_AUTHOR, importText } from '../services'

/** What a directory becomes by reading only the stores that have changed since it was read. */

let worker: TestWorker
let before: Directory
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await bring(...dailyOrders('一店', 3), ...dailyOrders('二店', 3), ...dailyOrders('三店', 3))
  before = await loadDirectory(db())
})

const db = () => openDatabase(worker.env.DB)
const now = new Date()
async function bring(...rows: Parameters<typeof exportFile>[0]): Promise<number> {
  const outcome = await importText(db(), exportFile(rows))
  if (outcome.status !== 'imported') throw new Error(`It was not imported: ${outcome.status}`)
  return outcome.importId
}
const storeNamed = (name: string) => {
  const store = visibleDirectory(before, everyStore()).named(name)
  if (!store) throw new Error(`There is no ${name}`)
  return store
}
const idOf = (change: { status: string; importId?: number }) => {
  if (change.status !== 'done' || change.importId === undefined) throw new Error(JSON.stringify(change))
  return change.importId
}

describe('after each kind of change it is what reading all of it gives:', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['nothing', async () => undefined],
    ['an import of a store that is known', () => bring({ 门店名称: '一店', 订单ID: 'new' })],
    [
      'an import of a later day',
      () => bring({ 门店名称: '一店', 订单ID: 'x', 下单时间: '2026-02-01 10:00:00' }),
    ],
    [
      'an import of an earlier day',
      () => bring({ 门店名称: '一店', 订单ID: 'x', 下单时间: '2025-02-01 10:00:00' }),
    ],
    ['an import of a new store', () => bring({ 门店名称: '四店', 订单ID: 'new' })],
    [
      'an import that is taken back',
      async () => undoImport(db(), ANY_AUTHOR, await bring({ 门店名称: '四店' }), now),
    ],
    ['a rename', () => renameStore(db(), ANY_AUTHOR, storeNamed('一店'), '新店', now)],
    [
      'a rename that is taken back',
      async () =>
        undoImport(
          db(),
          ANY_AUTHOR,
          idOf(await renameStore(db(), ANY_AUTHOR, storeNamed('一店'), '新店', now)),
          now,
        ),
    ],
    ['a merge', () => mergeStores(db(), ANY_AUTHOR, storeNamed('一店'), storeNamed('二店'), now)],
    [
      'a merge that is taken back',
      async () =>
        undoImport(
          db(),
          ANY_AUTHOR,
          idOf(await mergeStores(db(), ANY_AUTHOR, storeNamed('一店'), storeNamed('二店'), now)),
          now,
        ),
    ],
    ['the removal of a day', () => removeOrders(db(), ANY_AUTHOR, storeNamed('一店'), '2026-01-18', now)],
    ['the removal of a store', () => removeOrders(db(), ANY_AUTHOR, storeNamed('一店'), undefined, now)],
    [
      'the removal of a store that is taken back',
      async () =>
        undoImport(
          db(),
          ANY_AUTHOR,
          idOf(await removeOrders(db(), ANY_AUTHOR, storeNamed('一店'), undefined, now)),
          now,
        ),
    ],
  ])('%s', async (_, change) => {
    await change()
    const all = await loadDirectory(db())
    const changed = await loadDirectory(db(), before)
    expect(changed.version).toBe(all.version)
    expect(changed.stores).toEqual(all.stores)
  })
})

test('only rows of stores that have changed are read', async () => {
  await worker.env.DB.prepare(
    `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
     INSERT INTO stores (name, first_date, last_date, data_version) SELECT 'other ' || n, '2026-01-01', '2026-01-18', 1 FROM number`,
  ).run()
  const many = await loadDirectory(db())
  await bring({ 门店名称: '一店', 订单ID: 'new' })
  const later = db()
  const directory = await loadDirectory(later, many)
  expect(directory.count).toBe(5003)
  expect(later.usage.rowsRead).toBeLessThan(10)
  expect(later.usage.roundTrips).toBe(1)
})

test('where nothing has changed it is the one that was known', async () => {
  expect(await loadDirectory(db(), before)).toBe(before)
})

test('a database whose data is behind what was known, as a restored backup’s is, is read as a whole', async () => {
  await worker.env.DB.batch([
    worker.env.DB.prepare('UPDATE data_clock SET version = version - 2'),
    worker.env.DB.prepare("UPDATE stores SET name = 'as it was', data_version = 1 WHERE name = '一店'"),
    worker.env.DB.prepare("UPDATE stores SET last_date = NULL, data_version = 1 WHERE name = '二店'"),
  ])
  const directory = await loadDirectory(db(), before)
  expect(directory.version).toBe(before.version - 2)
  expect(directory.stores.map(({ name }) => name)).toEqual(['as it was', '三店'])
})

test('stores that a restored backup does not have are gone once all versions are raised, as its instructions say', async () => {
  const { id } = storeNamed('二店')
  const tables = ['products', 'store_days', 'orders', 'import_days', 'schema_cards', 'openings']
  await worker.env.DB.batch([
    ...tables.map((table) => worker.env.DB.prepare(`DELETE FROM ${table} WHERE store_id = ?`).bind(id)),
    worker.env.DB.prepare('DELETE FROM stores WHERE id = ?').bind(id),
    worker.env.DB.prepare('UPDATE data_clock SET version = version + 1000000'),
    worker.env.DB.prepare('UPDATE stores SET data_version = (SELECT version FROM data_clock)'),
  ])
  const directory = await loadDirectory(db(), before)
  expect(directory.stores.map(({ name }) => name)).toEqual(['一店', '三店'])
})
