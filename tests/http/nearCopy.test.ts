import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/data/database'
import { type NearDatabase, openNearDatabase } from '../../src/data/nearDatabase'
import { stores as storesTable } from '../../src/data/schema'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, startWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { openIsolate } from '../isolate'

/** The database, and another one that stands for its nearest copy. */
let worker: TestWorker
let copy: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  copy = await startWorker()
})
afterAll(() => copy.close())
beforeEach(async () => {
  await worker.clear()
  await copy.clear()
  for (const each of [worker, copy]) {
    await each.env.DB.prepare('UPDATE data_clock SET version = 100').run()
    await each.importCsv(exportFile([{ 订单ID: 'known', 商品名称: '矿泉水' }]))
  }
})

/** An isolate that knows the directory, and reads close by. */
async function isolateBesideCopy() {
  const isolate = openIsolate(worker.env, { accessMode: 'public' })
  const session = { ...copy.env.DB, getBookmark: () => null } as unknown as D1DatabaseSession
  const opened: NearDatabase[] = []
  isolate.services.openNearDatabase = () => {
    const near = openNearDatabase({ withSession: () => session } as unknown as D1Database)
    opened.push(near)
    return near
  }
  await (await isolate.ask('/api/diagnosis')).text()
  const nearTrips = () => opened.reduce((sum, { db }) => sum + db.usage.roundTrips, 0)
  return { isolate, nearTrips }
}

const orderPath = (id: string) => `/order?${new URLSearchParams({ store: '一店', id, lang: 'en' })}`

test('an order is read from the nearest copy, and one trip asks the database whether that is up to date', async () => {
  const { isolate, nearTrips } = await isolateBesideCopy()
  expect(visibleText(await (await isolate.ask(orderPath('known'))).text())).toContain('矿泉水')
  expect(nearTrips()).toBe(1)
  expect(isolate.d1Trips.total).toBe(1)
})

test('a copy that is behind what its reader may have seen is not believed', async () => {
  await worker.importCsv(exportFile([{ 订单ID: 'new', 商品名称: '新茶' }]))
  const { isolate, nearTrips } = await isolateBesideCopy()
  expect(visibleText(await (await isolate.ask(orderPath('new'))).text())).toContain('新茶')
  expect(nearTrips()).toBe(1)
  expect(isolate.d1Trips.inARow).toBe(2)
})

test('a copy that is ahead of what the reader knew of is as good as the database', async () => {
  const near = openNearDatabase({
    withSession: () => ({ ...copy.env.DB, getBookmark: () => null }) as unknown as D1DatabaseSession,
  } as unknown as D1Database)
  const directory = { version: 101, parts: [] }
  const [rows] = await near.db.batch([openDatabase(copy.env.DB).select().from(storesTable)])
  expect(rows).toMatchObject([{ name: '一店' }])
  expect(near.isBehind(directory)).toBe(false)
  expect(near.isBehind({ ...directory, version: 102 })).toBe(true)
})

test('what was read from a copy is never stored: it may be older than what it would be stored for', async () => {
  for (const each of [worker, copy]) {
    await each.importCsv(exportFile(dailyOrders('一店', 100)))
    await each.env.DB.prepare('DELETE FROM openings').run()
  }
  const { isolate, nearTrips } = await isolateBesideCopy()
  await isolate.settle()
  await worker.env.DB.prepare('DELETE FROM openings').run()
  const path = `/product?${new URLSearchParams({ store: '一店', id: '1', date: '2026-01-18', lang: 'en' })}`
  expect(visibleText(await (await isolate.ask(path)).text())).toContain('矿泉水')
  await isolate.settle()
  expect(nearTrips()).toBeGreaterThan(1)
  for (const each of [worker, copy]) {
    expect((await each.env.DB.prepare('SELECT store_id FROM openings').all()).results).toEqual([])
  }
})
