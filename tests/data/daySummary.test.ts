import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { loadWindow, type StoreRecord } from '../../src/data/storeWindows'
import { diagnoseStore } from '../../src/diagnosis/diagnose'
import { storeWindow } from '../../src/diagnosis/storeWindow'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'

let worker: TestWorker
let store: StoreRecord
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile(dailyOrders('一店', 20)))
  const directory = await loadDirectory(openDatabase(worker.env.DB))
  if (!directory.stores[0]) throw new Error('There is no store.')
  store = directory.stores[0]
})

const load = (extent = {}) => loadWindow(openDatabase(worker.env.DB), store, store.lastDate, extent)

test('a diagnosis reads the orders of its own day, and of the days before what they add up to', async () => {
  const { days } = await load()
  expect(days.filter(({ orders }) => orders).map(({ date }) => date)).toEqual([store.lastDate])
  expect(days.every(({ summary }) => summary.kpi.allOrders > 0)).toBe(true)
})

test('orders that were not read are an error, not none', async () => {
  const window = storeWindow(await load({ orders: 'none' }))
  expect(() => window.orders()).toThrow('were not read')
})

test('days without a summary, or with one of another version, are summed up when they are read, with the same result', async () => {
  const before = await load()
  await worker.env.DB.prepare('UPDATE store_days SET summary = NULL').run()
  const after = await load()
  expect(after.days.map(({ summary }) => summary)).toEqual(before.days.map(({ summary }) => summary))
  await worker.env.DB.prepare("UPDATE store_days SET summary = '[0,1,1,1,1,1,1,1,1,1]'").run()
  expect((await load()).days).toEqual(after.days)
  const figures = diagnoseStore(storeWindow(after))
  expect(figures?.history).toHaveLength(14)
  expect(figures).toEqual(diagnoseStore(storeWindow(before)))
})
