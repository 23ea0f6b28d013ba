import { beforeAll, beforeEach, expect, test } from 'vitest'
import { cardKey, directoryKey, HEARTBEAT_KEY } from '../../src/cache/keys'
import { refresh } from '../../src/cards/refresh'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

const CRON = { trigger: 'cron', cron: '*/5 * * * *', scheduledAt: new Date() } as const

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const importStores = (...stores: string[]) =>
  worker.importCsv(exportFile(stores.flatMap((store) => dailyOrders(store, 20))))
const allRuns = async () => (await worker.env.DB.prepare('SELECT * FROM runs ORDER BY id').all()).results
const version = async () =>
  (await worker.env.DB.prepare('SELECT version FROM data_clock').first<{ version: number }>())?.version ?? 0
const dataChanged = () =>
  worker.env.DB.batch([
    worker.env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    worker.env.DB.prepare('UPDATE stores SET data_version = (SELECT version FROM data_clock)'),
  ])

test('the schedule writes every card with its time to live, and records the run', async () => {
  await importStores('一店', '二店')
  const imported = await version()
  await dataChanged()
  const before = Date.now() / 1000
  expect(await worker.runCron()).toMatchObject({ outcome: 'ok' })
  const { keys } = await worker.env.CACHE.list()
  expect(keys.map(({ name }) => name)).toEqual([
    directoryKey(imported),
    directoryKey(imported + 1),
    HEARTBEAT_KEY,
    cardKey({ kind: 'all' }, '2026-01-18'),
    cardKey({ kind: 'store', store: '一店' }, '2026-01-18'),
    cardKey({ kind: 'store', store: '二店' }, '2026-01-18'),
  ])
  for (const { expiration = 0 } of keys) {
    expect(expiration - before).toBeGreaterThan(86_400 - 60)
    expect(expiration - before).toBeLessThan(86_400 + 60)
  }
  expect((await allRuns()).at(-1)).toMatchObject({
    trigger: 'cron',
    outcome: 'done',
    stores: 2,
    failures: '[]',
    readable: 3,
    rows_read: expect.any(Number),
    finished_at: expect.any(String),
  })
})

test('a run logs its start and its end, with how long it took, as one line of JSON each', async () => {
  await worker.runCron()
  const events = worker
    .logs()
    .map(({ message }) => String(message))
    .filter((message) => message.startsWith('{'))
    .map((message) => JSON.parse(message))
  expect(events).toContainEqual(expect.objectContaining({ event: 'refresh.start', trigger: 'cron' }))
  expect(events).toContainEqual(
    expect.objectContaining({
      event: 'refresh.end',
      trigger: 'cron',
      outcome: 'done',
      elapsedMs: expect.any(Number),
    }),
  )
})

test('without new data a run reads and writes a handful of rows and one key', async () => {
  await importStores('一店', '二店', '三店')
  const { services, calls } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'idle', stores: 0 })
  expect(calls.kvWrites).toBe(1)
  expect((await allRuns()).at(-1)).toMatchObject({ outcome: 'idle' })
  const run = (await allRuns()).at(-1) as { rows_read: number; rows_written: number }
  expect(run.rows_read).toBeLessThanOrEqual(6)
  expect(run.rows_written).toBeLessThanOrEqual(2)
})

test('an import makes only its own stores recomputed', async () => {
  await importStores('一店', '二店', '三店')
  await worker.importCsv(exportFile([{ 门店名称: '二店', 订单ID: 'new' }]))
  expect((await allRuns()).map(({ trigger, stores }) => [trigger, stores])).toEqual([
    ['import', 3],
    ['import', 1],
  ])
})

test('one failing store stops no other, is named on the card, and fails the run', async () => {
  await importStores('一店', '二店')
  await worker.env.DB.exec(`UPDATE store_days SET products = '[]' WHERE store_id = 1`)
  await dataChanged()
  expect(await worker.runCron()).toMatchObject({ outcome: 'exception' })
  expect((await allRuns()).at(-1)).toMatchObject({ outcome: 'failed', stores: 1 })
  const all = await worker.getJson<Diagnosis>('/api/diagnosis')
  expect(all).toMatchObject({ stores: ['二店'], failed: ['一店'], kpi: { orders: 1 } })
  expect(await worker.getJson('/api/diagnosis?store=一店')).toMatchObject({
    source: 'stale',
    staleReason: 'changed',
  })
})

test('two runs at once harm nothing', async () => {
  await importStores('一店', '二店')
  await dataChanged()
  const { services } = testServices(worker.env)
  const outcomes = await Promise.all([refresh(services, CRON), refresh(services, CRON)])
  expect(outcomes.map(({ failures }) => failures)).toEqual([[], []])
  expect(await worker.getJson('/api/diagnosis')).toMatchObject({ source: 'cache', kpi: { orders: 2 } })
})

test('a run whose cache does not take the cards fails, and says so', async () => {
  await importStores('一店')
  await dataChanged()
  const { services } = testServices(worker.env, { faults: { kvWrites: 'down' } })
  expect(await refresh(services, CRON)).toMatchObject({
    outcome: 'failed',
    failures: [{ error: expect.stringContaining('KV') }],
  })
})

test('a refresh that was killed in the middle loses nothing: the next one does the rest', async () => {
  await importStores('一店', '二店', '三店')
  for (let batches = 1; batches < 12; batches++) {
    await dataChanged()
    const dying = testServices(worker.env, { faults: { d1DiesAfterBatches: batches } })
    await refresh(dying.services, CRON).catch(() => undefined)
    // Eight seconds later.
    await worker.env.DB.exec('UPDATE leases SET expires_at_ms = 0')
    const { services } = testServices(worker.env)
    expect((await refresh(services, CRON)).outcome, `after ${batches} batches`).toMatch(/done|idle/)
    expect(await worker.getJson('/api/diagnosis')).toMatchObject({
      source: 'cache',
      kpi: { orders: 3 },
      failed: [],
    })
  }
})

test('a deploy with cards of another schema makes all of them anew, without new data', async () => {
  await importStores('一店', '二店', '三店')
  await worker.env.DB.batch([
    worker.env.DB.prepare('UPDATE refreshed_schemas SET schema = 0'),
    worker.env.DB.prepare('UPDATE schema_cards SET schema = 0'),
  ])
  const { services } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'done', stores: 3, readable: 4 })
  expect(await worker.getJson('/api/diagnosis')).toMatchObject({ failed: [], kpi: { orders: 3 } })
})

test('cards that a dying run kept but did not cache are cached by the next one', async () => {
  await importStores('一店', '二店')
  await dataChanged()
  const broken = testServices(worker.env, { faults: { kvWrites: 'down' } })
  await refresh(broken.services, CRON)
  const { services } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'done', stores: 0, readable: 3 })
})

test('a store that fails on and on costs one write a run, not three', async () => {
  await importStores('一店', '二店')
  await worker.env.DB.exec(`UPDATE store_days SET products = '[]' WHERE store_id = 1`)
  await dataChanged()
  const { services, calls } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'failed', stores: 1 })
  const writes = calls.kvWrites
  expect(await refresh(services, CRON)).toMatchObject({
    outcome: 'failed',
    stores: 0,
    failures: [{ store: '一店' }],
  })
  expect(calls.kvWrites - writes).toBe(1)
})
