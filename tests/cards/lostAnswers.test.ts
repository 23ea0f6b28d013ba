import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultyD1 } from '../../simulation/faultyD1'
import { everyStore } from '../../src/access/scope'
import { HEARTBEAT_KEY } from '../../src/cache/keys'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { importText, testServices } from '../services'

/** Connections that break between the database and who asked it, and turns that end before their work does. */

const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
const IMPORT = { trigger: 'import', cron: null, scheduledAt: new Date() } as const
const ONE = { stores: ['一店'], date: '2026-01-10', scope: everyStore() }

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 20), ...dailyOrders('二店', 20)]))
})

/** Services whose database loses one batch: on the way there, or on the way back, so that only its answer is lost. */
function losing(lost: 'there' | 'back', nth: number) {
  const isLost = (way: 'there' | 'back', batch: number) => way === lost && batch === nth
  const DB = faultyD1(worker.env.DB, { isLost, run: (_, work) => work() })
  return testServices({ ...worker.env, DB })
}

describe('a connection that is lost', () => {
  test('behind the taking of a lease: the visit takes up what it had, and does not wait for itself', async () => {
    const { services, settle, d1Trips } = losing('back', 2)
    expect(await readCard(services, ONE)).toMatchObject({ status: 'ready', source: 'live' })
    await settle()
    expect(d1Trips.total).toBe(4)
  })

  test('while a card is saved: it is saved all the same, and the lease given back', async () => {
    const { services, settle } = losing('there', 3)
    await readCard(services, ONE)
    await settle()
    const { results } = await worker.env.DB.prepare("SELECT name FROM leases WHERE name LIKE 'card/%'").all()
    expect(results).toEqual([])
    const cards = await worker.env.DB.prepare(
      "SELECT card FROM schema_cards WHERE business_date = '2026-01-10'",
    ).all()
    expect(cards.results).toHaveLength(1)
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'of the %ith batch of a refresh, before it: the run does its work',
    async (nth) => {
      await worker.env.DB.prepare('DELETE FROM schema_cards').run()
      await worker.env.DB.prepare('DELETE FROM refreshed_schemas').run()
      const { services } = losing('there', nth + 1)
      expect(await refresh(services, CRON)).toMatchObject({ outcome: 'done', stores: 2, failures: [] })
    },
  )
})

test('a store that no attempt can read costs a visit one attempt, not six', async () => {
  await worker.env.DB.batch([
    worker.env.DB.prepare("DELETE FROM orders WHERE order_id = '一店-8'"),
    worker.env.DB.prepare("UPDATE store_days SET rollup_version = 0 WHERE business_date = '2026-01-10'"),
  ])
  let computations = 0
  const mayCompute = async () => {
    computations += 1
    return true
  }
  const { services, settle } = testServices(worker.env)
  expect(await readCard(services, { ...ONE, mayCompute })).toMatchObject({ status: 'unavailable' })
  await settle()
  expect(computations).toBe(1)
})

describe('a run whose turn to publish has ended while it wrote', () => {
  test('writes no heartbeat where newer data has been published meanwhile', async () => {
    const reached = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const slow = testServices(worker.env)
    const { cache } = slow.services
    slow.services.cache = {
      get: (keys) => cache.get(keys),
      set: async (key, value, ttlSeconds) => {
        if (key.includes('/card/')) {
          reached.resolve()
          await gate.promise
        }
        return cache.set(key, value, ttlSeconds)
      },
    }
    const order = (id: string) => exportFile([{ 门店名称: '一店', 订单ID: id }])
    await importText(testServices(worker.env).services.openDatabase(), order('first'))
    const older = refresh(slow.services, IMPORT)
    await reached.promise
    await importText(testServices(worker.env).services.openDatabase(), order('second'))
    await worker.env.DB.prepare('UPDATE leases SET expires_at_ms = 0').run()
    await refresh(testServices(worker.env).services, IMPORT)
    // Longer than a run may write before it takes its turn again.
    await new Promise((resolve) => setTimeout(resolve, 3_100))
    gate.resolve()
    expect(await older).toMatchObject({ outcome: 'done', readable: 0 })
    const { version } = JSON.parse((await worker.env.CACHE.get(HEARTBEAT_KEY)) ?? '{}') as { version: number }
    const clock = await worker.env.DB.prepare('SELECT version FROM data_clock').first<{ version: number }>()
    expect(version).toBe(clock?.version)
    expect(
      await readCard(testServices(worker.env).services, { stores: [], date: null, scope: everyStore() }),
    ).toMatchObject({ card: { figures: { kpi: { orders: 4 } } } })
  })
})
