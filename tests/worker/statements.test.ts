import { beforeAll, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { refresh } from '../../src/cards/refresh'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

/** As many stores as one invocation refreshes without a queue: SHARD_ABOVE_STORES. */
const STORES = 200
/** What D1 takes of one invocation on the Paid plan; whether a batch counts as one is not documented. */
const LIMIT = 1_000

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  const orders = demoCsv({
    stores: STORES,
    firstStore: 4,
    days: 20,
    lastDate: '2026-01-17',
    linesPerStoreDay: 3,
  })
  await worker.importCsv([...orders].join(''))
})

test(`a refresh of ${STORES} stores that has to make all openings too stays below ${LIMIT} statements`, async () => {
  await worker.env.DB.batch([
    worker.env.DB.prepare('DELETE FROM openings'),
    worker.env.DB.prepare('DELETE FROM schema_cards'),
    worker.env.DB.prepare('DELETE FROM refreshed_schemas'),
  ])
  const { services } = testServices(worker.env)
  const { openDatabase } = services
  const opened: ReturnType<typeof openDatabase>[] = []
  services.openDatabase = () => {
    const db = openDatabase()
    opened.push(db)
    return db
  }
  expect(await refresh(services, { trigger: 'cron', cron: null, scheduledAt: new Date() })).toMatchObject({
    outcome: 'done',
    stores: STORES,
  })
  const { results } = await worker.env.DB.prepare('SELECT store_id FROM openings').all()
  expect(results).toHaveLength(STORES)
  const statements = opened.reduce((sum, { usage }) => sum + usage.statements, 0)
  expect(statements).toBeLessThan(LIMIT)
  console.log(
    `${statements} statements in ${opened.reduce((sum, { usage }) => sum + usage.roundTrips, 0)} trips`,
  )
})
