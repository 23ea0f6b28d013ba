import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database'
import { loadDirectory, type StoreRecord } from '../../src/data/directory'
import { loadWindow } from '../../src/data/storeWindows'
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
