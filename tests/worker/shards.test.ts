import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { ShardMessage } from '../../src/cards/shardMessage'
import { deadLetterShard, refreshShard } from '../../src/cards/shards'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { countCardWrites } from '../cardWrites'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

const STORES = Array.from({ length: 120 }, (_, i) => `店${i}`)

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker({ ACCESS_MODE: 'public', SHARD_ABOVE_STORES: '10' })
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile(STORES.flatMap((store) => dailyOrders(store, 2))))
})

interface Run {
  id: number
  outcome: string
  shards: number
  stores: number
  failures: string
}

const lastRun = () => worker.env.DB.prepare('SELECT * FROM runs ORDER BY id DESC LIMIT 1').first<Run>()

async function runEnd(): Promise<Run> {
  for (let i = 0; i < 300; i++) {
    const run = await lastRun()
    if (run && run.outcome !== 'running') return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the run did not end')
}

test('a refresh of many stores goes over the queue, and the last shard publishes', async () => {
  expect(await runEnd()).toMatchObject({ outcome: 'done', shards: 3, stores: 120, failures: '[]' })
  const all = await worker.getJson<Diagnosis>('/api/diagnosis')
  expect(all).toMatchObject({ source: 'cache', failed: [], kpi: { orders: 120 } })
})

test('a shard that is delivered twice, or late, changes nothing', async () => {
  const { id } = await runEnd()
  const cardWrites = await countCardWrites(worker.env.DB)
  const { services } = testServices(worker.env)
  const message: ShardMessage = { runId: id, shard: 0, shards: 3, storeIds: [1, 2, 3] }
  await refreshShard(services, message)
  await deadLetterShard(services, message)
  expect(await cardWrites()).toBe(0)
  expect(await lastRun()).toMatchObject({ outcome: 'done', stores: 120, failures: '[]' })
})

test('a store that fails on every delivery is given up, named, and holds up no other', async () => {
  await runEnd()
  await worker.env.DB.batch([
    worker.env.DB.prepare("UPDATE store_days SET products = '[]' WHERE store_id = 7"),
    worker.env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    worker.env.DB.prepare('UPDATE stores SET data_version = (SELECT version FROM data_clock)'),
  ])
  await worker.runCron()
  const run = await runEnd()
  expect(run).toMatchObject({ outcome: 'failed', shards: 3, stores: 119 })
  expect(JSON.parse(run.failures)).toMatchObject([{ store: expect.stringMatching(/^店/) }])
  expect(await worker.getJson('/api/diagnosis')).toMatchObject({
    kpi: { orders: 119 },
    failed: [expect.any(String)],
  })
})
