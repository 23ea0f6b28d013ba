import { readFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { cardKey } from '../../src/cache/keys'
import { parseCard } from '../../src/cards/card'
import { rebuildOutdatedDays } from '../../src/cards/rebuildDays'
import { refresh } from '../../src/cards/refresh'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { loadOutdatedDays, rebuildDays } from '../../src/data/rebuild'
import { loadWindow } from '../../src/data/storeWindows'
import { diagnoseStore } from '../../src/diagnosis/diagnose'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { storeWindow } from '../../src/diagnosis/storeWindow'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

const CRON = { trigger: 'cron', cron: '*/5 * * * *', scheduledAt: new Date() } as const
const DEMO = [...demoCsv({ stores: 2, days: 40, lastDate: '2026-01-18', linesPerStoreDay: 60 })].join('')

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(DEMO)
})

const db = () => openDatabase(worker.env.DB)
const run = (...statements: string[]) =>
  worker.env.DB.batch(statements.map((statement) => worker.env.DB.prepare(statement)))
const daysOf = async () =>
  JSON.stringify(
    (await worker.env.DB.prepare('SELECT * FROM store_days ORDER BY store_id, business_date').all()).results,
  )
const openDays = async () => {
  const { stores } = await loadDirectory(db())
  return stores.length
}
const figuresOf = async (date?: string) => {
  const { stores } = await loadDirectory(db())
  return Promise.all(
    stores.map(async (store) =>
      diagnoseStore(storeWindow(await loadWindow(db(), store, date ?? store.lastDate))),
    ),
  )
}
const answer = async () => {
  const { kpi, rules, history, tasks, storeRows } = await worker.getJson<Diagnosis>('/api/diagnosis')
  return { kpi, rules, history, tasks, storeRows }
}

/** Every day as a version that nobody knows left it, with nothing in it. */
const EMPTIED = [
  `UPDATE store_days SET rollup_version = 99, orders = '[]', products = '{}', loss_lines = '[]', summary = NULL`,
  "UPDATE openings SET rollup_version = 99, balances = '[]'",
  'UPDATE data_clock SET rollup_version = 99',
]

/** Orders as record version 1 packed them, quantities and stock in whole pieces, with the days of that time. */
const OF_WHOLE_PIECES = [
  `UPDATE orders SET record_version = 1, lines = (
    SELECT json_group_array(json(json_set(value, '$[4]', value ->> '$[4]' / 1000, '$[11]', value ->> '$[11]' / 1000)))
    FROM json_each(lines))`,
  ...EMPTIED.map((statement) => statement.replace('rollup_version = 99', 'rollup_version = 1')),
]

/** Orders as they were before the price that goods were on sale for was kept. */
const WITHOUT_SELLING_PRICE = `UPDATE orders SET record_version = 2, lines = (
  SELECT json_group_array(json(json_set(value, '$[12]', NULL))) FROM json_each(lines))`

const REBUILD_BY_HAND =
  /--command "(.*)"/.exec(readFileSync('docs/storage.md', 'utf8'))?.[1]?.split(';') ?? []

test('a refresh rolls days of another version up anew from their orders, and every figure is what it was', async () => {
  const [days, figures, card] = [await daysOf(), await figuresOf(), await answer()]
  await run(...EMPTIED)
  const { services } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'done', stores: 2, failures: [] })
  expect(await daysOf()).toBe(days)
  expect(await figuresOf()).toEqual(figures)
  expect(await answer()).toEqual(card)
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'idle' })
})

test('a database from before there were versions opens, and is rolled up anew', async () => {
  const [days, card] = [await daysOf(), await answer()]
  await run(
    'UPDATE store_days SET rollup_version = 0, summary = NULL',
    'UPDATE openings SET rollup_version = 0',
    'UPDATE data_clock SET rollup_version = 0, refreshed_schema = 3',
    `UPDATE cards SET card = '{"schema":3}'`,
  )
  await worker.runCron()
  expect(await daysOf()).toBe(days)
  expect(await answer()).toEqual(card)
})

test('a database of whole pieces opens, and gives the same figures in thousandths; its files bring what it did not keep', async () => {
  const whole = [await daysOf(), await figuresOf()]
  await run(WITHOUT_SELLING_PRICE, ...EMPTIED)
  await worker.runCron()
  const [days, figures, card] = [await daysOf(), await figuresOf(), await answer()]
  await run(...OF_WHOLE_PIECES)
  const { results } = await worker.env.DB.prepare('SELECT lines FROM orders LIMIT 20').all<{
    lines: string
  }>()
  const quantities = results.flatMap(({ lines }) => JSON.parse(lines).map((line: unknown[]) => line[4]))
  expect(quantities).toContain(1)
  expect(await figuresOf()).toEqual(figures)
  await worker.runCron()
  expect(await daysOf()).toBe(days)
  expect(await answer()).toEqual(card)
  const again = await worker.importCsv(DEMO)
  expect(await again.json()).toMatchObject({ report: { ordersNew: 0, ordersRemoved: 0 } })
  expect([await daysOf(), await figuresOf()]).toEqual(whole)
})

test('a visit that comes before the refresh rolls up what it needs, and sees the same figures', async () => {
  const [days, figures] = [await daysOf(), await figuresOf('2026-01-10')]
  await run(...EMPTIED)
  expect(await figuresOf('2026-01-10')).toEqual(figures)
  // The window, the day before it, and all before for the opening; not the days after the one that was asked for.
  const left = await loadOutdatedDays(db(), 1_000)
  expect(left.length).toBeGreaterThan(0)
  expect(left.every(({ businessDate }) => businessDate > '2026-01-10')).toBe(true)
  await rebuildOutdatedDays(db())
  expect(await daysOf()).toBe(days)
})

test('a run goes as far as its budget, the newest days first, and the next one goes on', async () => {
  const days = await daysOf()
  await run(...EMPTIED)
  const before = await loadOutdatedDays(db(), 1_000)
  const dates = before.map(({ businessDate }) => businessDate)
  expect(dates).toEqual(dates.toSorted().reverse())
  const budget = before.slice(0, 10).reduce((sum, { orders }) => sum + orders, 0)
  expect(await rebuildOutdatedDays(db(), budget)).toEqual({ days: 10, isComplete: false, failures: [] })
  expect(await loadOutdatedDays(db(), 1_000)).toEqual(before.slice(10))
  let runs = 1
  while (!(await rebuildOutdatedDays(db(), budget)).isComplete) runs += 1
  expect(runs).toBeGreaterThan(2)
  expect(await daysOf()).toBe(days)
})

test('while days are left, the page shows the card that there is, and says why', async () => {
  await worker.runCron()
  const { services } = testServices(worker.env)
  const key = cardKey({ kind: 'all' }, '2026-01-18')
  const card = parseCard((await worker.env.CACHE.get(key)) ?? '')
  await worker.env.CACHE.put(key, JSON.stringify({ ...card, rollupVersion: 0 }))
  await refresh(services, CRON)
  expect(await worker.getJson('/api/diagnosis')).toMatchObject({
    source: 'stale',
    staleReason: 'rebuilding',
    kpi: { orders: expect.any(Number) },
  })
})

test('importing the same file again mends a day that was emptied by hand', async () => {
  const [days, card] = [await daysOf(), await answer()]
  await run(`UPDATE store_days SET products = '{"channels":[],"rows":[]}' WHERE business_date > '2026-01-10'`)
  const response = await worker.importCsv(DEMO)
  expect(await response.json()).toMatchObject({
    status: 'unchanged',
    report: { ordersChanged: 0, daysChanged: 16 },
  })
  expect(await daysOf()).toBe(days)
  expect(await answer()).toEqual(card)
})

test('an import into a day whose list of orders is damaged keeps all of its orders', async () => {
  const days = await daysOf()
  await run(`UPDATE store_days SET orders = '[]'`)
  await worker.importCsv(DEMO)
  expect(await daysOf()).toBe(days)
})

test('a day that cannot be rolled up is named, stops no other store, and costs the next runs one write', async () => {
  await run(...EMPTIED, `DELETE FROM orders WHERE store_id = 1 AND ordered_at LIKE '2025-12-20%'`)
  const { services, calls } = testServices(worker.env)
  const { stores } = await loadDirectory(db())
  const failing = stores.find(({ id }) => id === 1)?.name
  expect(await refresh(services, CRON)).toMatchObject({
    outcome: 'failed',
    stores: 1,
    failures: [{ store: failing, error: expect.stringContaining('2025-12-20') }],
  })
  const writes = calls.kvWrites
  expect(await refresh(services, CRON)).toMatchObject({ outcome: 'failed', failures: [{ store: failing }] })
  expect(calls.kvWrites - writes).toBe(1)
  expect(await openDays()).toBe(2)
})

test('days that cannot be rolled up are named one by one, and neither days beside them nor other stores wait for them', async () => {
  await run(
    ...EMPTIED,
    `DELETE FROM orders WHERE store_id = 1 AND ordered_at LIKE '2026-01-17%'`,
    `UPDATE orders SET lines = '[1]' WHERE store_id = 1 AND ordered_at LIKE '2026-01-15%'`,
    `DELETE FROM orders WHERE store_id = 1 AND order_id = (SELECT min(order_id) FROM orders WHERE store_id = 1 AND ordered_at LIKE '2026-01-12%')`,
  )
  let last = await rebuildOutdatedDays(db(), 200)
  while (last.days > 0) last = await rebuildOutdatedDays(db(), 200)
  const left = await loadOutdatedDays(db(), 1_000)
  expect(left.map(({ storeId, businessDate }) => [storeId, businessDate])).toEqual([
    [1, '2026-01-17'],
    [1, '2026-01-15'],
    [1, '2026-01-12'],
  ])
  const error = last.failures[0]?.error
  for (const { businessDate } of left) expect(error).toContain(businessDate)
  expect(error).toContain('damaged')
})

test('days that were rolled up meanwhile are not rolled up again', async () => {
  await run(...EMPTIED)
  const dates = (await loadOutdatedDays(db(), 1_000))
    .filter(({ storeId }) => storeId === 1)
    .map(({ businessDate }) => businessDate)
  await rebuildDays(db(), 1, dates)
  const again = db()
  await rebuildDays(again, 1, dates)
  expect(again.usage.rowsWritten).toBe(0)
})

test('everything is rebuilt by hand as docs/storage.md says, cards of earlier days too', async () => {
  await worker.runCron()
  const path = '/api/diagnosis?date=2026-01-10'
  const { kpi } = await worker.getJson<Diagnosis>(path)
  await run(
    `UPDATE store_days SET orders = '[]', products = '{"channels":[],"rows":[]}', summary = NULL`,
    ...REBUILD_BY_HAND,
  )
  await worker.runCron()
  const answered = await worker.getJson<Diagnosis>(path)
  expect(answered.source).not.toBe('cache')
  expect(answered.kpi).toEqual(kpi)
})

test('an import that comes between does not lose against a rebuild', async () => {
  await run(...EMPTIED)
  const { stores } = await loadDirectory(db())
  const [store] = stores
  if (!store) throw new Error('There is no store.')
  const dates = (await loadOutdatedDays(db(), 1_000))
    .filter(({ storeId }) => storeId === store.id)
    .map(({ businessDate }) => businessDate)
  await Promise.all([rebuildDays(db(), store.id, dates), worker.importCsv(DEMO)])
  await rebuildOutdatedDays(db())
  const rebuilt = await daysOf()
  await run(...EMPTIED)
  await rebuildOutdatedDays(db())
  expect(await daysOf()).toBe(rebuilt)
})
