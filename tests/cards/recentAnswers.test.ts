import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyStore } from '../../src/access/scope'
import { HEARTBEAT_KEY } from '../../src/cache/keys'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 20), ...dailyOrders('二店', 5)]))
})

const ALL = { stores: [], date: null, scope: everyStore() }
const recentMs = 1_000

test('an answer of a moment ago is given again without asking the cache', async () => {
  const { services, calls } = testServices(worker.env, { now: new Date(), recentMs })
  const first = await readCard(services, ALL)
  const { kvReads } = calls
  expect(await readCard(services, ALL)).toBe(first)
  expect(calls.kvReads).toBe(kvReads)
})

test('after that moment the cache is asked anew', async () => {
  const { services, calls } = testServices(worker.env, { now: new Date(), recentMs })
  await readCard(services, ALL)
  const { kvReads } = calls
  const later = new Date(services.now().getTime() + recentMs)
  await readCard({ ...services, now: () => later }, ALL)
  expect(calls.kvReads).toBeGreaterThan(kvReads)
})

test('another date, other stores have answers of their own', async () => {
  const { services } = testServices(worker.env, { now: new Date(), recentMs })
  await readCard(services, ALL)
  expect(await readCard(services, { stores: ['一店'], date: null, scope: everyStore() })).toMatchObject({
    card: { figures: { stores: ['一店'] } },
  })
  expect(await readCard(services, { stores: [], date: '2026-01-17', scope: everyStore() })).toMatchObject({
    card: { businessDate: '2026-01-17' },
  })
})

test('a refresh makes it forgotten at once', async () => {
  const { services } = testServices(worker.env, { now: new Date(), recentMs })
  await readCard(services, ALL)
  await worker.importCsv(exportFile(dailyOrders('三店', 5)))
  await refresh(services, { trigger: 'cron', cron: null, scheduledAt: new Date() })
  expect(await readCard(services, ALL)).toMatchObject({
    card: { figures: { stores: ['一店', '三店', '二店'] } },
  })
})

test('a stale answer is not kept: the refresh behind it shows at once', async () => {
  const { services, calls, faults, settle } = testServices(worker.env, {
    now: new Date(Date.now() + 11 * 60_000),
    recentMs,
    faults: { d1: 'down' },
  })
  expect(await readCard(services, ALL)).toMatchObject({ source: 'stale' })
  const { kvReads } = calls
  expect(await readCard(services, ALL)).toMatchObject({ source: 'stale' })
  expect(calls.kvReads).toBeGreaterThan(kvReads)
  await settle()
  delete faults.d1
  expect(await readCard(services, ALL)).toMatchObject({ source: 'cache' })
})

test('visits at the same time share one reading of the cache', async () => {
  const { services, calls } = testServices(worker.env, { now: new Date() })
  const answers = await Promise.all(Array.from({ length: 50 }, () => readCard(services, ALL)))
  expect(new Set(answers).size).toBe(1)
  // Heartbeat, directory, card: this isolate knows none of them yet.
  expect(calls.kvReads).toBe(3)
})

describe('a visit that has read the cache before a refresh, and answers after it', () => {
  const WITH_NEW_STORE = { card: { figures: { stores: ['一店', '三店', '二店'] } } }

  async function visitAroundRefresh() {
    const { services } = testServices(worker.env, { now: new Date(), recentMs })
    const gate = Promise.withResolvers<void>()
    const cardRead = Promise.withResolvers<void>()
    const slowly = async (keys: readonly string[]) => {
      const values = await services.cache.get(keys)
      if (keys.includes(HEARTBEAT_KEY)) return values
      cardRead.resolve()
      await gate.promise
      return values
    }
    const visit = readCard({ ...services, cache: { ...services.cache, get: slowly } }, ALL)
    await cardRead.promise
    await worker.importCsv(exportFile(dailyOrders('三店', 5)))
    await refresh(services, { trigger: 'import', cron: null, scheduledAt: new Date() })
    return { services, visit, finish: gate.resolve }
  }

  test('is joined by nobody who comes after the refresh', async () => {
    const { services, visit, finish } = await visitAroundRefresh()
    const later = readCard(services, ALL)
    finish()
    await visit
    expect(await later).toMatchObject(WITH_NEW_STORE)
  })

  test('leaves nothing behind that is given again', async () => {
    const { services, visit, finish } = await visitAroundRefresh()
    expect(await readCard(services, ALL)).toMatchObject(WITH_NEW_STORE)
    finish()
    await visit
    expect(await readCard(services, ALL)).toMatchObject(WITH_NEW_STORE)
  })
})
