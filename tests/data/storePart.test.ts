import { beforeAll, beforeEach, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { type MainDatabase, openDatabase } from '../../src/data/database'
import { ensureStore } from '../../src/data/storeKeys'
import { storePart } from '../../src/data/storePart'
import type { Order } from '../../src/diagnosis/order'
import { sharedWorker, type TestWorker } from '../harness'
import { anOrder } from '../history/build'
import { rollupsIn } from '../rollups'
import { importText, testServices } from '../services'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const DEMO = [...demoCsv({ stores: 2, days: 12, lastDate: '2026-01-18', linesPerStoreDay: 300 })].join('')
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results

const rollups = () => rollupsIn(worker.env)

const dump = () =>
  Promise.all(
    ['stores', 'orders', 'store_days'].map((table) =>
      all(`SELECT * FROM ${table}`).then((rows) =>
        JSON.stringify(
          rows.map((row) => ({ ...(row as object), data_version: undefined, import_id: undefined })),
        ),
      ),
    ),
  )

test('an import that breaks off leaves whole orders and rollups that agree with them; doing it again completes it', async () => {
  const complete = await importText(openDatabase(worker.env.DB), DEMO)
  expect(complete).toMatchObject({ status: 'imported' })
  const whole = await dump()
  await worker.clear()

  const broken = testServices(worker.env, { faults: { d1DiesAfterBatches: 10 } })
  const outcome = await importText(broken.services.openDatabase(), DEMO)
  if (outcome.status !== 'interrupted') throw new Error('it was not interrupted')
  expect(outcome.report.ordersStored).toBeGreaterThan(0)
  expect(outcome.report.ordersStored).toBeLessThan(outcome.report.orders)
  const { expected, stored } = await rollups()
  expect(stored).toEqual(expected)
  expect(Object.values(stored).reduce((sum, day) => sum + Number(day.orderCount), 0)).toBe(
    outcome.report.ordersStored,
  )

  // It goes on with the same import: what it brought before counts as its own.
  expect(await importText(openDatabase(worker.env.DB), DEMO)).toMatchObject({
    status: 'imported',
    importId: outcome.importId,
    report: { ordersNew: outcome.report.orders },
  })
  expect(await all('SELECT id FROM imports')).toHaveLength(1)
  expect((await rollups()).stored).toEqual((await rollups()).expected)
  expect(await dump()).toEqual(whole)
})

test('eight imports of one store and day at once take turns, at any distance: none fails, and the rollup knows all', async () => {
  const order = (id: number): Order => ({
    orderId: `order ${id}`,
    orderedAt: '2026-01-18T10:00:00',
    channel: '饿了么',
    deliveryFeeMicro: 0,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    distanceMetres: null,
    lines: [
      {
        productKey: `n:product ${id}`,
        productName: `product ${id}`,
        category: '饮品',
        subcategory: '',
        quantityMilli: 1_000,
        unitPriceMicro: 5_000_000,
        listPriceMicro: 6_000_000,
        costMicro: 2_000_000,
        grossProfitMicro: 3_000_000,
        serviceFeeMicro: 100_000,
        rebateMicro: 0,
        stockMilli: 4_000,
        sellingPriceMicro: 6_000_000,
      },
    ],
  })
  const { id: storeId } = await ensureStore(openDatabase(worker.env.DB), '一店')
  const save = (id: number) =>
    storePart(
      testServices(worker.env, { tripMs: 30 }).services.openDatabase(),
      storeId,
      { orders: [order(id)], cancelledIds: [], completeDays: [] },
      { importId: id, part: 0, at: new Date() },
    )
  await save(0)
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(save))
  const { expected, stored } = await rollups()
  expect(stored).toEqual(expected)
  expect(Object.values(stored)).toMatchObject([{ orderCount: 9 }])
})

test('a sender that dies in his turn holds up the next one for eight seconds at most', async () => {
  const { id: storeId } = await ensureStore(openDatabase(worker.env.DB), '一店')
  const save = (db: MainDatabase, id: number) =>
    storePart(
      db,
      storeId,
      { orders: [anOrder(`order ${id}`)], cancelledIds: [], completeDays: [] },
      { importId: id, part: 0, at: new Date() },
    )
  const dying = testServices(worker.env, { faults: { d1DiesAfterBatches: 1 } })
  await expect(save(dying.services.openDatabase(), 1)).rejects.toThrow()
  const [lease] = await all<{ leftMs: number }>(
    "SELECT expires_at_ms - unixepoch('subsec') * 1000 AS leftMs FROM leases",
  )
  expect(lease?.leftMs).toBeLessThanOrEqual(8_000)
  await worker.env.DB.prepare("UPDATE leases SET expires_at_ms = unixepoch('subsec') * 1000 + 200").run()
  expect(await save(openDatabase(worker.env.DB), 2)).toMatchObject({ ordersNew: 1 })
})

test('an order with more text than a row has room for is named, and no other try is of use', async () => {
  const { id: storeId } = await ensureStore(openDatabase(worker.env.DB), '一店')
  const huge = anOrder('huge')
  const [line] = huge.lines
  if (!line) throw new Error('it has a line')
  huge.lines = Array.from({ length: 3_000 }, (_, i) => ({ ...line, productKey: `n:${'名'.repeat(200)}${i}` }))
  const { services, calls } = testServices(worker.env)
  await expect(
    storePart(
      services.openDatabase(),
      storeId,
      { orders: [huge], cancelledIds: [], completeDays: [] },
      { importId: 1, part: 0, at: new Date() },
    ),
  ).rejects.toThrow(/the order huge has \d+ bytes/)
  // One that reads, and one that gives the turn back.
  expect(calls.d1Batches).toBe(2)
  expect(await all('SELECT order_id FROM orders')).toEqual([])
})

test('a change of one order writes that order, its day and the bookkeeping, whatever the day holds', async () => {
  await importText(openDatabase(worker.env.DB), DEMO)
  const [row] = await all<{ name: string; lines: string }>(
    'SELECT s.name, o.order_id AS id, o.lines FROM orders o JOIN stores s ON s.id = o.store_id LIMIT 1',
  )
  const lines = DEMO.split('\n')
  const changed = [lines[0], lines[1]?.replace('饿了么', '抖音').replace('美团闪购', '抖音')].join('\n')
  expect(row).toBeDefined()
  const db = openDatabase(worker.env.DB)
  const outcome = await importText(db, changed)
  expect(outcome).toMatchObject({ status: 'imported' })
  expect(db.usage.rowsWritten).toBeLessThan(20)
})

test('an order that is stored in another spelling but says the same is unchanged', async () => {
  await importText(openDatabase(worker.env.DB), DEMO)
  await worker.env.DB.prepare("UPDATE orders SET lines = replace(lines, '],[', '], [')").run()
  const [respelt] = await all<{ n: number }>("SELECT count(*) AS n FROM orders WHERE lines LIKE '%], [%'")
  expect(respelt?.n).toBeGreaterThan(0)
  expect(await importText(openDatabase(worker.env.DB), DEMO)).toMatchObject({
    status: 'unchanged',
    report: { ordersChanged: 0 },
  })
})

test('an order that newer code stored stops an import, and is not overwritten', async () => {
  await importText(openDatabase(worker.env.DB), DEMO)
  await worker.env.DB.prepare('UPDATE orders SET record_version = 99').run()
  const before = await dump()
  expect(await importText(openDatabase(worker.env.DB), DEMO)).toMatchObject({
    status: 'interrupted',
    because: 'failure',
    report: { ordersStored: 0 },
  })
  expect(await dump()).toEqual(before)
})
