import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { realKv } from '../../simulation/realKv'
import { openRoute } from '../../simulation/trips'
import { everyStore } from '../../src/access/scope'
import type { Cache } from '../../src/cache/cache'
import { directoryKey, directoryPartKey, HEARTBEAT_KEY } from '../../src/cache/keys'
import { kvCache } from '../../src/cache/kvCache'
import {
  directoryStanding,
  type EdgeMemory,
  edgeMemory,
  readEdgeState,
  writeDirectory,
  writeHeartbeat,
} from '../../src/cards/edge'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import {
  type Directory,
  directoryOf,
  STORES_PER_PART,
  type StoreRecord,
  withChanges,
} from '../../src/data/directoryParts'
import { addClosedStores } from '../closedStores'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { importText, testServices } from '../services'

/** The directory of many stores at the edge, in parts. */

const TTL_SECONDS = 86_400
const HOUR_MS = 3_600_000
/** Of four parts: there is no number 0. */
const STORES = 4 * STORES_PER_PART - 1

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const store = (id: number, dataVersion = 1): StoreRecord => ({
  id,
  name: `门店${id}`,
  firstDate: '2026-01-01',
  lastDate: '2026-01-18',
  lastCompleteDate: '2026-01-17',
  dataVersion,
  database: 'DB',
})
const MANY = directoryOf(
  1,
  Array.from({ length: STORES }, (_, i) => store(i + 1)),
)
const importOf = (before: Directory, id: number, version = before.version + 1) =>
  withChanges(before, version, [store(id, version)], [])

/** Isolates, each with a memory of its own, at places of one KV whose clock the test moves. */
function openWorld(lateMs?: () => number) {
  const clock = { nowMs: Date.parse('2026-01-19T00:00:00Z') }
  const kv = realKv(worker.env.CACHE, () => clock.nowMs, lateMs)
  const isolate = () => isolateAt(kvCache(kv.place(openRoute(() => 0))), () => new Date(clock.nowMs))
  return { clock, kv, isolate }
}

function isolateAt(kv: Cache, now: () => Date, memory: EdgeMemory = edgeMemory()) {
  const asked: string[] = []
  const cache: Cache = {
    get(keys) {
      asked.push(...keys)
      return kv.get(keys)
    },
    set: (...value) => kv.set(...value),
  }
  return {
    memory,
    cache,
    /** Keys that were read since the last look at them. */
    asked: () => asked.splice(0),
    read: () => readEdgeState(cache, memory),
    write: (directory: Directory) => writeDirectory(cache, memory, directory, now(), TTL_SECONDS),
    standing: (version: number) => directoryStanding(cache, memory, version, now(), TTL_SECONDS),
    async publish(directory: Directory) {
      await writeDirectory(cache, memory, directory, now(), TTL_SECONDS)
      const heartbeat = { checkedAt: now().toISOString(), version: directory.version }
      await writeHeartbeat(cache, memory, heartbeat, TTL_SECONDS)
    },
  }
}

const partKeys = async () =>
  (await worker.env.CACHE.list({ prefix: directoryPartKey('') })).keys.map(({ name }) => name)

test('what is read is what was written', async () => {
  const { isolate } = openWorld()
  await isolate().publish(MANY)
  const state = await isolate().read()
  expect(state?.directory.version).toBe(1)
  expect(state?.directory.stores).toEqual(MANY.stores)
})

test('an import of one store writes its part and a small root, and an isolate that knows the version before reads no more', async () => {
  const { clock, kv, isolate } = openWorld()
  const [writer, reader] = [isolate(), isolate()]
  await writer.publish(MANY)
  await reader.read()
  reader.asked()
  kv.writes.length = 0
  clock.nowMs += HOUR_MS
  const after = importOf(MANY, 7)
  await writer.publish(after)
  const [part = '', ...others] = kv.writes.map(({ key }) => key)
  expect(part).toContain(directoryPartKey(''))
  expect(others).toEqual([directoryKey(2), HEARTBEAT_KEY])
  expect((await worker.env.CACHE.get(directoryKey(2)))?.length).toBeLessThan(1_000)

  expect((await reader.read())?.directory.withId(7)?.dataVersion).toBe(2)
  expect(reader.asked()).toEqual([HEARTBEAT_KEY, directoryKey(2), part])
  await reader.read()
  expect(reader.asked()).toEqual([HEARTBEAT_KEY])
})

test('a run of another isolate, which remembers nothing, writes no more than that either', async () => {
  const { clock, kv, isolate } = openWorld()
  await isolate().publish(MANY)
  kv.writes.length = 0
  clock.nowMs += HOUR_MS
  await isolate().publish(importOf(MANY, 7))
  expect(kv.writes).toHaveLength(3)
})

test('the same stores have the same names of parts, wherever they were read', async () => {
  const { clock, isolate } = openWorld()
  await isolate().publish(MANY)
  const before = await partKeys()
  clock.nowMs += HOUR_MS
  const shuffled = MANY.stores
    .toReversed()
    .map(({ dataVersion, name, ...rest }) => ({ ...rest, name, dataVersion }))
  await isolate().publish(directoryOf(2, shuffled))
  expect(await partKeys()).toEqual(before)
})

test('few stores stand in the root itself: one read, as ever', async () => {
  const { isolate } = openWorld()
  await isolate().publish(directoryOf(1, [store(1), store(900)]))
  const reader = isolate()
  expect((await reader.read())?.directory.stores).toHaveLength(2)
  expect(reader.asked()).toEqual([HEARTBEAT_KEY, directoryKey(1)])
  expect(await partKeys()).toEqual([])
})

describe('parts that go on being named', () => {
  test('are there for as long as they are, while one store changes every hour', async () => {
    const { clock, kv, isolate } = openWorld()
    let directory = MANY
    await isolate().publish(directory)
    for (let hour = 1; hour <= 60; hour++) {
      clock.nowMs += HOUR_MS
      directory = importOf(directory, 1)
      await isolate().publish(directory)
      expect((await isolate().read())?.directory.count, `after ${hour} hours`).toBe(STORES)
    }
    // Each hour a part and a root with its heartbeat; the other three parts every twelve hours.
    expect(kv.writes.length).toBeLessThan(4 + 2 + 60 * 3 + 5 * 3 + 1)
  })

  test('are written anew by a run without new data before they end', async () => {
    const { clock, isolate } = openWorld()
    await isolate().publish(MANY)
    for (let hour = 1; hour <= 60; hour++) {
      clock.nowMs += HOUR_MS
      const run = isolate()
      if ((await run.standing(1)) !== 'there') await run.write(MANY)
      expect(run.asked().length).toBeLessThanOrEqual(3)
      const heartbeat = { checkedAt: new Date(clock.nowMs).toISOString(), version: 1 }
      await writeHeartbeat(run.cache, run.memory, heartbeat, TTL_SECONDS)
      expect((await isolate().read())?.directory.count, `after ${hour} hours`).toBe(STORES)
    }
  })

  test.each([11, 20])(
    'that are %i hours old never end before the root that names them, which lasts for half of its time at least',
    async (age) => {
      const { clock, isolate } = openWorld()
      await isolate().publish(MANY)
      clock.nowMs += age * HOUR_MS
      await isolate().publish(importOf(MANY, 1))
      for (let hour = 1; hour <= 24; hour++) {
        clock.nowMs += HOUR_MS
        const standing = await isolate().standing(2)
        const state = await isolate().read()
        if (hour < 12 || standing !== 'gone')
          expect(state?.directory.count, `after ${hour} hours`).toBe(STORES)
      }
    },
  )
})

describe('a part that is gone', () => {
  const loseOne = async () => {
    const [lost = ''] = await partKeys()
    await worker.env.CACHE.delete(lost)
    return lost
  }

  test('is no directory, for who lacks it; who knows it goes on', async () => {
    const { clock, isolate } = openWorld()
    const knows = isolate()
    await knows.publish(MANY)
    await loseOne()
    clock.nowMs += HOUR_MS
    expect(await isolate().read()).toBeUndefined()
    expect((await knows.read())?.directory.count).toBe(STORES)
  })

  test('is written anew by the run of who found it gone, and by no other', async () => {
    const { clock, isolate } = openWorld()
    await isolate().publish(MANY)
    const lost = await loseOne()
    clock.nowMs += HOUR_MS
    expect(await isolate().standing(1)).toBe('there')
    const found = isolate()
    await found.read()
    expect(await found.standing(1)).toBe('failing')
    await found.write(MANY)
    expect(await partKeys()).toContain(lost)
    expect((await isolate().read())?.directory.count).toBe(STORES)
    expect(await found.standing(1)).toBe('there')
  })

  test('is not believed to be another one', async () => {
    const { clock, isolate } = openWorld()
    await isolate().publish(MANY)
    const [first = '', second = ''] = await partKeys()
    await worker.env.CACHE.put(first, (await worker.env.CACHE.get(second)) ?? '')
    clock.nowMs += HOUR_MS
    expect(await isolate().read()).toBeUndefined()
  })
})

test('a part that comes later than its root is waited for: until then there is no directory, and never an older one', async () => {
  const late = { ms: 0 }
  const { clock, isolate } = openWorld(() => late.ms)
  const writer = isolate()
  await writer.publish(MANY)
  clock.nowMs += HOUR_MS
  const elsewhere = isolate()
  expect((await elsewhere.read())?.directory.version).toBe(1)
  clock.nowMs += HOUR_MS
  late.ms = 90_000
  const after = importOf(MANY, 7)
  await writer.write(after)
  late.ms = 0
  await worker.env.CACHE.put(
    HEARTBEAT_KEY,
    JSON.stringify({ checkedAt: new Date(clock.nowMs).toISOString(), version: 2 }),
  )
  expect(await elsewhere.read()).toBeUndefined()
  clock.nowMs += 200_000
  expect((await elsewhere.read())?.directory.withId(7)?.dataVersion).toBe(2)
})

describe('a hostile value is no directory:', () => {
  const HASH = '0'.repeat(32)
  const record = JSON.stringify(store(1))
  test.each([
    ['a root cut in half', directoryKey(1), '{"version":1,"parts":[[0,"'],
    ['a root of another version', directoryKey(1), `{"version":2,"stores":[${record}]}`],
    ['a root of numbers', directoryKey(1), '{"version":1,"parts":[1,2]}'],
    [
      'a root with a name that is no hash',
      directoryKey(1),
      '{"version":1,"parts":[[0,"../heartbeat",9999999999]]}',
    ],
    [
      'a root with an index that is no number',
      directoryKey(1),
      `{"version":1,"parts":[["0","${HASH}",9999999999]]}`,
    ],
    ['a root with a part twice', directoryKey(1), `{"version":1,"parts":[[0,"${HASH}",1],[0,"${HASH}",1]]}`],
    ['a root with a store twice', directoryKey(1), `{"version":1,"stores":[${record},${record}]}`],
    ['a root with a store without a name', directoryKey(1), '{"version":1,"stores":[{"id":1}]}'],
    ['a part that is no list', 'part', '{"stores":[]}'],
    ['a part without stores', 'part', '[]'],
    ['a part with a store of another part', 'part', `[${JSON.stringify(store(9_999))}]`],
    ['a part with a number that is none', 'part', '[{"id":"1"}]'],
    ['a part that is empty', 'part', ''],
  ])('%s', async (_, key, value) => {
    const { isolate } = openWorld()
    await isolate().publish(MANY)
    const [part = ''] = await partKeys()
    await worker.env.CACHE.put(key === 'part' ? part : key, value)
    expect(await isolate().read()).toBeUndefined()
  })
})

test('what the code of before reads is left as it is', async () => {
  const { isolate } = openWorld()
  await worker.env.CACHE.put('v9/heartbeat', '{"version":1,"checkedAt":"2026-01-19T00:00:00Z"}')
  await isolate().publish(MANY)
  const { keys } = await worker.env.CACHE.list({ prefix: 'v9/' })
  expect(keys.map(({ name }) => name)).toEqual(['v9/heartbeat'])
})

test('of a chain of more stores than a part holds, runs and visits find the stores, read what has changed, and mend what is gone', async () => {
  const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
  const ONE = { stores: ['一店'], date: null, scope: everyStore() }
  const bring = (orderId: string) =>
    importText(
      testServices(worker.env).services.openDatabase(),
      exportFile([{ 门店名称: '一店', 订单ID: orderId }]),
    )
  await bring('first')
  await refresh(testServices(worker.env).services, CRON)
  await addClosedStores(worker.env.DB, STORES_PER_PART + 30, '关了的店')
  expect(await refresh(testServices(worker.env).services, CRON)).toMatchObject({ outcome: 'done' })
  const visitor = testServices(worker.env)
  expect(await readCard(visitor.services, ONE)).toMatchObject({ source: 'cache' })
  expect(visitor.services.edge.directory?.count).toBe(STORES_PER_PART + 31)
  const parts = await partKeys()
  expect(parts).toHaveLength(2)

  await bring('second')
  expect(await refresh(testServices(worker.env).services, CRON)).toMatchObject({ outcome: 'done', stores: 1 })
  const added = (await partKeys()).filter((key) => !parts.includes(key))
  expect(added).toHaveLength(1)
  const answer = { source: 'cache', card: { figures: { kpi: { orders: 2 } } } }
  expect(await readCard(visitor.services, ONE)).toMatchObject(answer)
  expect(visitor.calls.d1Batches).toBe(0)

  await worker.env.CACHE.delete(added[0] ?? '')
  const later = testServices(worker.env)
  expect(await readCard(later.services, ONE)).toMatchObject(answer)
  expect(later.calls.d1Batches).toBeGreaterThan(0)
  await later.settle()
  expect(await partKeys()).toContain(added[0])
  // It computed nothing for that.
  const run = await worker.env.DB.prepare('SELECT * FROM runs ORDER BY id DESC').first()
  expect(run).toMatchObject({ trigger: 'visit', outcome: 'done', stores: 0 })
  expect((await worker.env.DB.prepare('SELECT * FROM schema_cards').all()).results).toHaveLength(1)
  const after = testServices(worker.env)
  expect(await readCard(after.services, ONE)).toMatchObject(answer)
  expect(after.calls.d1Batches).toBe(0)
})
