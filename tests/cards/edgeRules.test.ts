import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { realKv } from '../../simulation/realKv'
import { openRoute } from '../../simulation/trips'
import { everyStore, onlyStores } from '../../src/access/scope'
import { HEARTBEAT_KEY } from '../../src/cache/keys'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { openIsolate } from '../isolate'
import { importText, testServices } from '../services'

/** What the platform's KV does and the local simulator does not (simulation/realKv.ts), and runs that overlap. */

const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
const IMPORT = { trigger: 'import', cron: null, scheduledAt: new Date() } as const
const CLOSED_DAY = '2026-01-10'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 20), ...dailyOrders('二店', 20)]))
  await worker.importCsv(
    exportFile(dailyOrders('三店', 20).filter((row) => !String(row.下单时间).startsWith(CLOSED_DAY))),
  )
})

/** Isolates at places of their own, on one KV whose clock the test moves. */
function openWorld() {
  const clock = { nowMs: Date.now() }
  const kv = realKv(worker.env.CACHE, () => clock.nowMs)
  const place = () => kv.place(openRoute(() => 0))
  const isolateAt = (at: KVNamespace = place()) => {
    const options = { kv: at, now: new Date(clock.nowMs) }
    return { ...testServices(worker.env, options), options }
  }
  return { clock, kv, place, isolateAt }
}

const ask = (stores: string[], date: string | null) => ({ stores, date, scope: everyStore() })
const versionNow = async () =>
  (await worker.env.DB.prepare('SELECT version FROM data_clock').first<{ version: number }>())?.version
const heartbeat = async () =>
  JSON.parse((await worker.env.CACHE.get(HEARTBEAT_KEY)) ?? '{}') as { version: number; checkedAt: string }
const importOrder = (orderId: string, store = '一店') =>
  importText(
    testServices(worker.env).services.openDatabase(),
    exportFile([{ 门店名称: store, 订单ID: orderId }]),
  )

describe('what a place has once not found, it does not find for a minute, whatever is written', () => {
  test('twenty visits of an older day at one isolate make one computation, one write and three trips', async () => {
    const { kv, isolateAt } = openWorld()
    const { services, settle, d1Trips } = isolateAt()
    for (let visit = 0; visit < 20; visit++) {
      expect(await readCard(services, ask(['一店'], '2026-01-09'))).toMatchObject({ status: 'ready' })
      await settle()
    }
    expect(kv.writes).toHaveLength(1)
    expect(d1Trips.total).toBe(3)
  })

  test('isolates of the same place read the stored card in one trip, and write it once each', async () => {
    const { kv, place, isolateAt } = openWorld()
    const here = place()
    const isolates = Array.from({ length: 5 }, () => isolateAt(here))
    for (const { services, settle } of isolates) {
      expect(await readCard(services, ask(['一店'], '2026-01-09'))).toMatchObject({ status: 'ready' })
      await settle()
    }
    expect(isolates.slice(1).map(({ d1Trips }) => d1Trips.total)).toEqual([1, 1, 1, 1])
    expect(kv.writes.length).toBeLessThanOrEqual(5)
  })
})

describe('stores of which one was closed on the day', () => {
  const SOME = ask(['一店', '三店'], CLOSED_DAY)

  test('are cached as any others, one of them a visit: then no visit elsewhere touches the database, or writes', async () => {
    const { kv, isolateAt } = openWorld()
    for (const [visit, source] of ['live', 'cache', 'cache'].entries()) {
      const isolate = isolateAt()
      expect(await readCard(isolate.services, SOME)).toMatchObject({
        source,
        card: { absent: [{ store: '三店' }], figures: { stores: ['一店'] } },
      })
      await isolate.settle()
      expect(kv.writes).toHaveLength(Math.min(visit + 1, 2))
      expect(isolate.d1Trips.total).toBe([3, 1, 0][visit])
    }
  })

  test('are cached as one card where they are all that somebody may see', async () => {
    const { kv, isolateAt } = openWorld()
    const { results } = await worker.env.DB.prepare(
      "SELECT id FROM stores WHERE name IN ('一店', '三店')",
    ).all<{
      id: number
    }>()
    const own = { stores: [], date: CLOSED_DAY, scope: onlyStores(results.map(({ id }) => id)) }
    const first = isolateAt()
    expect(await readCard(first.services, own)).toMatchObject({ source: 'live' })
    await first.settle()
    const second = isolateAt()
    expect(await readCard(second.services, own)).toMatchObject({
      source: 'cache',
      card: { absent: [{ store: '三店' }], figures: { stores: ['一店'] } },
    })
    await second.settle()
    expect(second.d1Trips.total).toBe(0)
    expect(kv.writes).toHaveLength(1)
  })

  test('and whatever sets of them somebody names, no more keys are written than there are stores', async () => {
    const { kv, isolateAt } = openWorld()
    const sets = [
      ['一店', '三店'],
      ['一店', '二店'],
      ['二店', '三店'],
      ['一店', '三店'],
      ['二店', '三店'],
    ]
    for (const stores of sets) {
      const { services, settle } = isolateAt()
      expect(await readCard(services, ask(stores, CLOSED_DAY))).toMatchObject({ status: 'ready' })
      await settle()
    }
    expect(new Set(kv.writes.map(({ key }) => key)).size).toBe(3)
    expect(kv.writes).toHaveLength(3)
  })

  test('and the closed store by itself is', async () => {
    const { kv, isolateAt } = openWorld()
    const first = isolateAt()
    await readCard(first.services, ask(['三店'], CLOSED_DAY))
    await first.settle()
    const second = isolateAt()
    expect(await readCard(second.services, ask(['三店'], CLOSED_DAY))).toMatchObject({
      source: 'cache',
      card: { figures: null, absent: [{ store: '三店', lastDate: '2026-01-18' }] },
    })
    expect(second.d1Trips.total).toBe(0)
    expect(kv.writes).toHaveLength(1)
  })

  test('are computed anew once one of them has new orders of the day', async () => {
    const { clock, isolateAt } = openWorld()
    const first = isolateAt()
    await readCard(first.services, SOME)
    await first.settle()
    await worker.importCsv(
      exportFile([{ 门店名称: '三店', 订单ID: 'late', 下单时间: `${CLOSED_DAY} 10:00:00` }]),
    )
    clock.nowMs += 61_000
    const { services, settle } = isolateAt()
    expect(await readCard(services, SOME)).toMatchObject({
      card: { absent: [], figures: { stores: ['一店', '三店'] } },
    })
    await settle()
  })
})

test('a visit that finds nothing at all causes one write, and the run that it starts in place of the schedule', async () => {
  const { keys } = await worker.env.CACHE.list()
  for (const { name } of keys) await worker.env.CACHE.delete(name)
  const { kv, isolateAt } = openWorld()
  const { services, settle } = isolateAt()
  await readCard(services, ask(['一店', '二店'], '2026-01-09'))
  await settle()
  const ofVisit = kv.writes.filter(({ key }) => key.includes('2026-01-09'))
  expect(ofVisit).toHaveLength(1)
})

describe('once the day has no writes left', () => {
  async function refusedImport() {
    const world = openWorld()
    const visitor = world.isolateAt()
    expect(await readCard(visitor.services, ask([], null))).toMatchObject({ source: 'cache' })
    world.kv.writesLeft = 0
    await importOrder('new')
    const importer = world.isolateAt()
    const run = await refresh(importer.services, IMPORT)
    expect(run).toMatchObject({
      outcome: 'failed',
      failures: [{ error: expect.stringContaining('limit exceeded') }],
    })
    // The card at the edge is past its limit, and nothing there will ever be newer today.
    world.clock.nowMs += 11 * 60_000
    return world
  }

  test('the page shows the newest figures, from the database', async () => {
    const { isolateAt } = await refusedImport()
    const { services } = isolateAt()
    expect(await readCard(services, ask([], null))).toMatchObject({
      source: 'cache',
      card: { figures: { kpi: { orders: 4 } } },
      checkedAt: services.now().toISOString(),
    })
  })

  test('and says why to operators, who can mend it, and to nobody else', async () => {
    const { clock, place } = await refusedImport()
    const open = (vars: 'people' | 'public') =>
      openIsolate(worker.env, { kv: place(), now: new Date(clock.nowMs), accessMode: vars })
    const everybody = await (await open('public').ask('/?lang=en')).text()
    expect(everybody).not.toContain('limit exceeded')
    const operator = open('people')
    const { personIn } = await import('../people')
    const device = await (await personIn(worker.env, { role: 'operator', stores: 'all' })).device()
    expect(await (await operator.ask('/?lang=en', { headers: device })).text()).toContain('limit exceeded')
  })
})

describe('runs that overlap', () => {
  /** A refresh whose writes to the cache wait for a gate. */
  function slowRefresh(isPart: (key: string) => boolean) {
    const gate = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const slow = testServices(worker.env)
    const { cache } = slow.services
    slow.services.cache = {
      get: (keys) => cache.get(keys),
      set: async (key, value, ttlSeconds) => {
        if (isPart(key)) {
          reached.resolve()
          await gate.promise
        }
        return cache.set(key, value, ttlSeconds)
      },
    }
    return { slow, gate, reached }
  }

  test('the newer data stays the edge’s, though the older run writes last', async () => {
    await importOrder('first')
    const { slow, gate, reached } = slowRefresh((key) => key.includes('/card/'))
    const older = refresh(slow.services, IMPORT)
    await reached.promise
    await importOrder('second')
    const newer = refresh(testServices(worker.env).services, IMPORT)
    await new Promise((resolve) => setTimeout(resolve, 300))
    gate.resolve()
    expect((await Promise.all([older, newer])).map(({ failures }) => failures)).toEqual([[], []])
    expect((await heartbeat()).version).toBe(await versionNow())
    const { services } = testServices(worker.env)
    expect(await readCard(services, ask([], null))).toMatchObject({
      source: 'cache',
      card: { figures: { kpi: { orders: 5 } } },
    })
  })

  test('a run that had nothing to do does not vouch for data that came meanwhile', async () => {
    const { slow, gate, reached } = slowRefresh((key) => key === HEARTBEAT_KEY)
    const idle = refresh(slow.services, CRON)
    await reached.promise
    await importOrder('meanwhile')
    await refresh(testServices(worker.env).services, IMPORT)
    gate.resolve()
    expect(await idle).toMatchObject({ outcome: 'idle' })
    expect((await heartbeat()).version).toBe(await versionNow())
  })

  test('a visit that began before an import, and ends after it, leaves nothing that hides the import', async () => {
    const slow = testServices(worker.env)
    const { cache } = slow.services
    const gate = Promise.withResolvers<void>()
    slow.services.cache = {
      get: (keys) => cache.get(keys),
      set: async (...write) => {
        await gate.promise
        return cache.set(...write)
      },
    }
    await readCard(slow.services, ask(['一店'], '2026-01-09'))
    await worker.importCsv(
      exportFile([{ 门店名称: '一店', 订单ID: 'late', 下单时间: '2026-01-09 10:00:00' }]),
    )
    gate.resolve()
    await slow.settle()
    const { services } = testServices(worker.env)
    expect(await readCard(services, ask(['一店'], '2026-01-09'))).toMatchObject({
      card: { figures: { kpi: { orders: 2 } } },
    })
  })

  test('an isolate that has seen newer data does not believe an older heartbeat', async () => {
    const { services } = testServices(worker.env)
    expect(await readCard(services, ask([], null))).toMatchObject({ source: 'cache' })
    const old = (await worker.env.CACHE.get(HEARTBEAT_KEY)) ?? ''
    await worker.importCsv(exportFile([{ 门店名称: '一店', 订单ID: 'new' }]))
    expect(await readCard(services, ask([], null))).toMatchObject({
      card: { figures: { kpi: { orders: 4 } } },
    })
    await worker.env.CACHE.put(HEARTBEAT_KEY, old)
    expect(await readCard(services, ask([], null))).toMatchObject({
      card: { figures: { kpi: { orders: 4 } } },
    })
  })
})

test('a store whose card is larger than a row may be fails alone, and is named', async () => {
  // Each order comes from a channel of its own, with a name as long as one may be, and is counted by it more than once.
  const orders = Array.from({ length: 850 }, (_, i) => ({
    门店名称: '二店',
    订单ID: `big ${i}`,
    渠道: `${'渠'.repeat(290)}${i}`,
    利润额: '-5',
    物流配送费: '50',
    平台服务费: '',
    // No merchandise: the day's products need no room for the names.
    商品原价: '0.01',
  }))
  const imported = await importText(testServices(worker.env).services.openDatabase(), exportFile(orders))
  expect(imported.status).toBe('imported')
  await importOrder('ordinary')
  const { services } = testServices(worker.env)
  expect(await refresh(services, CRON)).toMatchObject({
    outcome: 'failed',
    stores: 1,
    failures: [{ store: '二店', error: expect.stringMatching(/its card has \d+ bytes/) }],
  })
  expect(await readCard(testServices(worker.env).services, ask([], null))).toMatchObject({
    source: 'cache',
    card: { failed: ['二店'], figures: { stores: ['一店', '三店'], kpi: { orders: 3 } } },
  })
})

describe('of what a dying isolate leaves behind', () => {
  test('a lease ends within eight seconds, before a visit loses patience', async () => {
    const dying = testServices(worker.env, { faults: { d1DiesAfterBatches: 2 } })
    await readCard(dying.services, ask(['一店'], '2026-01-09'))
    await dying.settle()
    const { results } = await worker.env.DB.prepare(
      "SELECT expires_at_ms - unixepoch('subsec') * 1000 AS leftMs FROM leases WHERE name LIKE 'card/%'",
    ).all<{ leftMs: number }>()
    expect(results).toHaveLength(1)
    expect(results[0]?.leftMs).toBeGreaterThan(0)
    expect(results[0]?.leftMs).toBeLessThanOrEqual(8_000)
  })

  test('a flight is waited for by those who joined it no longer than two seconds', async () => {
    const hanging = testServices(worker.env, { faults: { d1: 'hangs' } })
    readCard(hanging.services, ask(['一店'], '2026-01-09')).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { services, settle } = testServices(worker.env)
    expect(await readCard(services, ask(['一店'], '2026-01-09'))).toMatchObject({ status: 'ready' })
    await settle()
  })
})
