import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { everyStore } from '../../src/access/scope'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import { importPart, openImport } from '../../src/history/importParts'
import { archiveAll, standingOrders } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { anOrder } from '../history/build'
import { stepsIn } from '../history/steps'
import { openIsolate } from '../isolate'
import { ANY_AUTHOR, testServices } from '../services'

/** The database is 30 to 180 ms away: what a reader waits for is the number of trips that follow each other. */

const LAST_DATE = '2026-01-17'
const DAY = '2026-01-15'
const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const

let worker: TestWorker
let names: string[]
const { start, send } = stepsIn(() => worker.env.DB)
/** A store all of whose days are archived. */
let archivedStore: string
beforeAll(async () => {
  worker = await sharedWorker()
  const stores = async () =>
    (await worker.env.DB.prepare('SELECT name FROM stores').all<{ name: string }>()).results.map(
      ({ name }) => name,
    )
  const demo = { days: 20, lastDate: LAST_DATE, linesPerStoreDay: 12 }
  await worker.importCsv([...demoCsv({ stores: 1, ...demo })].join(''))
  await archiveAll(worker.env.DB)
  ;[archivedStore = ''] = await stores()
  await worker.importCsv([...demoCsv({ stores: 60, firstStore: 4, ...demo })].join(''))
  names = (await stores()).filter((name) => name !== archivedStore)
})
beforeEach(async () => {
  await worker.env.DB.prepare('DELETE FROM schema_cards WHERE business_date = ?').bind(DAY).run()
  const { keys } = await worker.env.CACHE.list()
  await Promise.all(
    keys.filter(({ name }) => name.includes(DAY)).map(({ name }) => worker.env.CACHE.delete(name)),
  )
})

const ask = (stores: string[], date: string | null) => ({ stores, date, scope: everyStore() })

test('a hit makes no trip to the database', async () => {
  const { services, d1Trips, settle } = testServices(worker.env)
  expect(await readCard(services, ask([], null))).toMatchObject({ source: 'cache' })
  expect(await readCard(services, ask([names[0] ?? ''], null))).toMatchObject({ source: 'cache' })
  await settle()
  expect(d1Trips.total).toBe(0)
})

test('a live miss of one store makes two trips before its answer, and one behind it', async () => {
  const { services, d1Trips, settle } = testServices(worker.env)
  expect(await readCard(services, ask([names[0] ?? ''], DAY))).toMatchObject({ source: 'live' })
  expect(d1Trips.total).toBeLessThanOrEqual(3)
  await settle()
  expect(d1Trips.total).toBe(3)
})

test('a stored card that the cache lacks takes one trip', async () => {
  const first = testServices(worker.env, { faults: { kvWrites: 'down' } })
  await readCard(first.services, ask([names[0] ?? ''], DAY))
  await first.settle()
  const { services, d1Trips, settle } = testServices(worker.env)
  expect(await readCard(services, ask([names[0] ?? ''], DAY))).toMatchObject({ source: 'cache' })
  await settle()
  expect(d1Trips.total).toBe(1)
})

test.each([2, 10, 27, 60])('%i stores of another day take five trips one after the other', async (count) => {
  const { services, d1Trips, settle } = testServices(worker.env)
  expect(await readCard(services, ask(names.slice(0, count), DAY))).toMatchObject({ source: 'live' })
  await settle()
  expect(d1Trips.inARow).toBeLessThanOrEqual(5)
})

test('a refresh of 28 stores takes eight trips one after the other', async () => {
  const ids = names.slice(0, 28).map((name) => JSON.stringify(name))
  await worker.env.DB.batch([
    worker.env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    worker.env.DB.prepare(
      `UPDATE stores SET data_version = (SELECT version FROM data_clock) WHERE name IN (SELECT value FROM json_each('[${ids.join(',')}]'))`,
    ),
  ])
  const { services, d1Trips } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'done', stores: 28 })
  expect(d1Trips.inARow).toBeLessThanOrEqual(8)
})

describe('of pages, few trips follow each other:', () => {
  const tripsOf = async (path: string) => {
    const isolate = openIsolate(worker.env, { accessMode: 'public' })
    const response = await isolate.ask(path)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).not.toContain('data-unavailable')
    return isolate.d1Trips.inARow
  }
  const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

  test('an order', async () => {
    const order = await worker.env.DB.prepare(
      'SELECT name, order_id FROM orders JOIN stores ON stores.id = store_id LIMIT 1',
    ).first<{ name: string; order_id: string }>()
    const path = `/order?${query({ store: order?.name ?? '', id: order?.order_id ?? '' })}`
    expect(await tripsOf(path)).toBeLessThanOrEqual(2)
  })

  test('an archived order', async () => {
    const order = (await standingOrders(worker.env.DB)).find(({ place }) => place === 'archived')
    const path = `/order?${query({ store: archivedStore, id: order?.record.orderId ?? '' })}`
    expect(await tripsOf(path)).toBeLessThanOrEqual(2)
  })

  test('a list of fifteen archived days, with the lines of its orders', async () => {
    expect(
      await tripsOf(`/rules/deliveryCost?${query({ store: archivedStore, days: '15' })}`),
    ).toBeLessThanOrEqual(2)
  })

  test('a product that other stores have too', async () => {
    const product = await worker.env.DB.prepare(
      'SELECT stores.name, products.id FROM products JOIN stores ON stores.id = store_id LIMIT 1',
    ).first<{ name: string; id: number }>()
    const path = `/product?${query({ store: product?.name ?? '', id: String(product?.id), date: LAST_DATE })}`
    await tripsOf(path)
    expect(await tripsOf(path)).toBeLessThanOrEqual(2)
  })

  test('a list of one store', async () => {
    expect(await tripsOf(`/rules/slowMoving?${query({ store: names[0] ?? '' })}`)).toBeLessThanOrEqual(2)
  })

  test('a list of ten stores', async () => {
    const stores = names.slice(0, 10).map((store) => ['store', store])
    // Names for its top lists are read between.
    expect(await tripsOf(`/rules/slowMoving?${new URLSearchParams(stores)}`)).toBeLessThanOrEqual(3)
  })
})

test.each([
  { of: 'a day of single rows', name: () => names[0] ?? '', trips: 3 },
  { of: 'an archived day', name: () => archivedStore, trips: 4 },
])('a part of an import of $of takes $trips trips', async ({ name, trips }) => {
  const { services, d1Trips } = testServices(worker.env)
  const store = name()
  const id = await start([store])
  await send(id, 1, { store, orders: [anOrder('new', { date: LAST_DATE })] })
  const db = services.openDatabase()
  const open = await openImport(db, ANY_AUTHOR, id)
  if (!open) throw new Error('it is not open')
  const part = {
    store,
    orders: [anOrder('new', { date: LAST_DATE, pieces: 2 }), anOrder('newer', { date: LAST_DATE })],
    cancelledIds: [],
    completeDays: [],
    rejectedOrders: {},
  }
  const outcome = await importPart(db, ANY_AUTHOR, open, 2, part, new Date())
  expect(outcome).toMatchObject({ status: 'stored', counts: { ordersNew: 1, ordersChanged: 1 } })
  expect(d1Trips.total).toBeLessThanOrEqual(trips)
})
