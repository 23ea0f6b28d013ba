import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultyD1 } from '../../simulation/faultyD1'
import { everyStore } from '../../src/access/scope'
import { cardKey, HEARTBEAT_KEY } from '../../src/cache/keys'
import { CARDS_VERSION, parseCard } from '../../src/cards/card'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import type { DayFigures } from '../../src/diagnosis/diagnose'
import { countCardWrites } from '../cardWrites'
import { currentDirectoryKey } from '../edgeKeys'
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
const ONE = { stores: ['一店'], date: null, scope: everyStore() }
const minutes = (count: number) => new Date(Date.now() + count * 60_000)
const forgetCache = async () => {
  const { keys } = await worker.env.CACHE.list()
  for (const { name } of keys) await worker.env.CACHE.delete(name)
}

test('an answer from the database was checked when it was asked: what has come since, it may not know', async () => {
  await forgetCache()
  const options = { now: minutes(0) }
  const askedAt = options.now.toISOString()
  // The way back takes a minute.
  const run = async (_: object[], work: () => Promise<D1Result[]>) => {
    const results = await work()
    options.now = minutes(1)
    return results
  }
  const DB = faultyD1(worker.env.DB, { isLost: () => false, run })
  const { services } = testServices({ ...worker.env, DB }, options)
  expect(await readCard(services, ONE)).toMatchObject({ source: 'cache', checkedAt: askedAt })
})

describe('with everything in place', () => {
  test.each([
    ['all stores', ALL, 2],
    ['one store', ONE, 1],
    ['several stores', { stores: ['二店', '一店'], date: null, scope: everyStore() }, 2],
  ])('%s are answered from the cache without touching the database', async (_, request, orders) => {
    const { services, calls } = testServices(worker.env, { faults: { d1: 'down' } })
    expect(await readCard(services, request)).toMatchObject({
      status: 'ready',
      source: 'cache',
      card: { figures: { kpi: { orders } } },
    })
    expect(calls.d1Batches).toBe(0)
  })

  test('an unknown store is named, with the stores that there are', async () => {
    const { services } = testServices(worker.env)
    expect(await readCard(services, { stores: ['三店'], date: null, scope: everyStore() })).toMatchObject({
      status: 'unknownStore',
      stores: ['三店'],
      directory: { stores: [{ name: '一店' }, { name: '二店' }] },
    })
  })

  test('a day before all data is answered with the absent stores and their last days, not with zeros', async () => {
    const { services } = testServices(worker.env)
    expect(await readCard(services, { stores: [], date: '2020-01-01', scope: everyStore() })).toMatchObject({
      status: 'ready',
      card: { figures: null, absent: [{ store: '一店', lastDate: '2026-01-18' }, { store: '二店' }] },
    })
  })
})

describe('on a miss', () => {
  beforeEach(async () => {
    await forgetCache()
    await worker.env.DB.exec(
      "DELETE FROM schema_cards WHERE store_id = (SELECT id FROM stores WHERE name = '一店')",
    )
  })

  test('the card is computed for the visit, kept, and found by the next one', async () => {
    const first = testServices(worker.env)
    expect(await readCard(first.services, ONE)).toMatchObject({ status: 'ready', source: 'live' })
    await first.settle()
    const second = testServices(worker.env, { faults: { d1: 'down' } })
    expect(await readCard(second.services, ONE)).toMatchObject({ status: 'ready', source: 'cache' })
  })

  test('a reader whose cache does not show it yet finds it in the database, without another computation', async () => {
    const first = testServices(worker.env)
    await readCard(first.services, ONE)
    await first.settle()
    const cardWrites = await countCardWrites(worker.env.DB)
    const elsewhere = testServices(worker.env, { faults: { kvReads: 'down' } })
    expect(await readCard(elsewhere.services, ONE)).toMatchObject({ status: 'ready', source: 'cache' })
    await elsewhere.settle()
    expect(await cardWrites()).toBe(0)
  })

  test('many simultaneous visits cost one computation', async () => {
    const cardWrites = await countCardWrites(worker.env.DB)
    const { services, settle } = testServices(worker.env)
    const answers = await Promise.all(Array.from({ length: 50 }, () => readCard(services, ONE)))
    await settle()
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['ready']))
    expect(await cardWrites()).toBe(1)
  })
})

describe('a cached value that is not what it should be is a miss', () => {
  const CARD = cardKey({ kind: 'store', store: '一店' }, '2026-01-18')
  test.each([
    ['a card cut in half', CARD, '{"schema":1,"businessDa'],
    ['a card of another schema', CARD, '{"schema":99,"businessDate":"2026-01-18"}'],
    [
      'a card without its rules',
      CARD,
      '{"schema":1,"businessDate":"2026-01-18","dataVersion":2,"computedAt":"2026-01-19T00:00:00Z","figures":{"stores":[],"kpi":{},"rules":{}},"absent":[],"failed":[]}',
    ],
    ['a directory of numbers', 'directory', '{"version":1,"stores":[1,2]}'],
    ['a heartbeat without a time', HEARTBEAT_KEY, '{"version":1,"checkedAt":"soon"}'],
    ['an empty text', HEARTBEAT_KEY, ''],
  ])('%s', async (_, key, value) => {
    const place = key === 'directory' ? await currentDirectoryKey(worker.env) : key
    await worker.env.CACHE.put(place, value)
    const { services, settle } = testServices(worker.env)
    expect(await readCard(services, ONE)).toMatchObject({
      status: 'ready',
      card: { figures: { kpi: { orders: 1 } } },
    })
    await settle()
    const after = testServices(worker.env, { faults: { d1: 'down' } })
    expect(await readCard(after.services, ONE)).toMatchObject({ status: 'ready', source: 'cache' })
  })
})

describe('a cached card that says less than it should is a miss', () => {
  test.each<[string, (figures: DayFigures) => void]>([
    ['without its rules', ({ rules }) => Object.assign(rules, { lossOrders: undefined })],
    ['with a rule without figures', ({ rules }) => Object.assign(rules, { lossOrders: { status: 'ok' } })],
    ['with a rule whose list is gone', ({ rules }) => Reflect.deleteProperty(rules.topProfit, 'top')],
    ['with a sum that is no number', ({ kpi }) => Object.assign(kpi, { netProfitFen: '12' })],
  ])('%s', async (_, damage) => {
    const key = cardKey({ kind: 'store', store: '一店' }, '2026-01-18')
    const { services, settle } = testServices(worker.env)
    await readCard(services, ONE)
    await settle()
    const card = parseCard((await worker.env.CACHE.get(key)) ?? '')
    if (!card?.figures) throw new Error('There is a card.')
    damage(card.figures)
    await worker.env.CACHE.put(key, JSON.stringify(card))
    expect(await readCard(testServices(worker.env).services, ONE)).toMatchObject({
      status: 'ready',
      card: { figures: { kpi: { orders: 1 }, rules: { lossOrders: { count: expect.any(Number) } } } },
    })
  })
})

describe('freshness', () => {
  test('past its limit the last good card is checked against the database, and is current where it says so', async () => {
    const { services, settle } = testServices(worker.env, { now: minutes(11) })
    expect(await readCard(services, ALL)).toMatchObject({
      status: 'ready',
      source: 'cache',
      checkedAt: services.now().toISOString(),
    })
    await settle()
    expect(await readCard(services, ALL)).toMatchObject({ status: 'ready', source: 'cache' })
  })

  test('past its limit, and with a database that does not answer soon, the last good card is served as stale', async () => {
    const { services } = testServices(worker.env, { now: minutes(11), faults: { d1: 'hangs' } })
    expect(await readCard(services, ALL)).toMatchObject({
      status: 'ready',
      source: 'stale',
      staleReason: 'unchecked',
    })
  })

  test('past a day the visit waits for the database instead', async () => {
    const { services, calls } = testServices(worker.env, { now: minutes(60 * 25) })
    const answer = await readCard(services, ALL)
    expect(answer).toMatchObject({
      status: 'ready',
      source: 'cache',
      checkedAt: services.now().toISOString(),
    })
    expect(calls.d1Batches).toBeGreaterThan(0)
  })

  test('a clock that is a minute ahead or behind makes no card stale', async () => {
    for (const skew of [-1, 1]) {
      const { services } = testServices(worker.env, { now: minutes(skew) })
      expect(await readCard(services, ALL)).toMatchObject({ status: 'ready', source: 'cache' })
    }
  })

  test('a card that the current data no longer gives is served as stale, with the reason, where the database does not answer', async () => {
    const key = await currentDirectoryKey(worker.env)
    const directory = JSON.parse((await worker.env.CACHE.get(key)) ?? '')
    directory.stores[0].dataVersion += 1
    await worker.env.CACHE.put(key, JSON.stringify(directory))
    const { services } = testServices(worker.env, { faults: { d1: 'hangs' } })
    expect(await readCard(services, ONE)).toMatchObject({ source: 'stale', staleReason: 'changed' })
  })
})

describe('faults', () => {
  test.each([
    ['reads of the cache fail', { kvReads: 'down' }],
    ['reads of the cache hang', { kvReads: 'hangs' }],
    ['writes to the cache fail', { kvWrites: 'down' }],
  ] as const)('%s: the visit is answered all the same', async (_, faults) => {
    const { services, settle } = testServices(worker.env, { faults })
    expect(await readCard(services, ALL)).toMatchObject({
      status: 'ready',
      card: { figures: { kpi: { orders: 2 } } },
    })
    await settle()
  })

  test('the database down and nothing cached: the answer says that the figures are not available', async () => {
    await forgetCache()
    const { services } = testServices(worker.env, { faults: { d1: 'down' } })
    expect(await readCard(services, ALL)).toMatchObject({ status: 'unavailable', reason: 'failed' })
  })

  test('the database down and a stale card: the card is served, as stale', async () => {
    const { services, settle } = testServices(worker.env, { now: minutes(30), faults: { d1: 'down' } })
    expect(await readCard(services, ALL)).toMatchObject({ status: 'ready', source: 'stale' })
    await settle()
  })

  test('the database does not answer: the wait ends at its limit', async () => {
    await forgetCache()
    const { services } = testServices(worker.env, { faults: { d1: 'hangs' }, answerLimitMs: 100 })
    expect(
      await readCard(services, { stores: ['一店'], date: '2026-01-10', scope: everyStore() }),
    ).toMatchObject({
      status: 'unavailable',
      reason: 'timeout',
    })
  })

  test('a failed refresh does not extend the life of old cards', async () => {
    const later = testServices(worker.env, { now: minutes(11), faults: { d1: 'down' } })
    await expect(
      refresh(later.services, { trigger: 'cron', cron: null, scheduledAt: minutes(11) }),
    ).rejects.toThrow('overloaded')
    expect(await readCard(later.services, ALL)).toMatchObject({ source: 'stale' })
    await later.settle()
  })

  test('the lease of a worker that died ends by itself', async () => {
    await forgetCache()
    await worker.env.DB.batch([
      worker.env.DB.prepare('DELETE FROM schema_cards'),
      worker.env.DB.prepare(
        `INSERT INTO leases VALUES ('card/${CARDS_VERSION}/2026-01-18/1', 'a dead worker', unixepoch('subsec') * 1000 + 300)`,
      ),
    ])
    const { services } = testServices(worker.env)
    expect(await readCard(services, ONE)).toMatchObject({ status: 'ready' })
  })
})

test('a computation that hangs holds up its own visitors only, not those who come after', async () => {
  await forgetCache()
  const old = { stores: ['一店'], date: '2026-01-10', scope: everyStore() }
  const hanging = testServices(worker.env, { faults: { d1: 'hangs' }, answerLimitMs: 100 })
  expect(await readCard(hanging.services, old)).toMatchObject({ status: 'unavailable', reason: 'timeout' })
  const healthy = testServices(worker.env)
  expect(await readCard(healthy.services, old)).toMatchObject({ status: 'ready' })
})

test('dates outside the data write no keys, and touch no database', async () => {
  const { services, calls, settle } = testServices(worker.env)
  for (const date of ['1999-01-01', '2026-01-19', '2099-12-31']) {
    expect(await readCard(services, { stores: [], date, scope: everyStore() })).toMatchObject({
      status: 'ready',
      card: { figures: null },
    })
  }
  await settle()
  expect(calls).toMatchObject({ d1Batches: 0, kvWrites: 0 })
})

test('several stores of which one is absent are a hit all the same', async () => {
  await worker.importCsv(exportFile(dailyOrders('早店', 5, '2026-01-10')))
  const { services, calls } = testServices(worker.env)
  const answer = await readCard(services, { stores: ['一店', '早店'], date: null, scope: everyStore() })
  expect(answer).toMatchObject({
    source: 'cache',
    card: { absent: [{ store: '早店', lastDate: '2026-01-10' }] },
  })
  expect(calls.d1Batches).toBe(0)
})
