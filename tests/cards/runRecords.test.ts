import { beforeAll, beforeEach, expect, test } from 'vitest'
import { everyStore } from '../../src/access/scope'
import { runScheduled } from '../../src/scheduled/scheduled'
import { readStatus } from '../../src/status/status'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3)]))
})

const minutesLater = (minutes: number) => new Date(Date.now() + minutes * 60_000)

test.each([
  [14, 0, 'running'],
  [16, 0, 'died'],
  [59, 3, 'running'],
  [61, 3, 'died'],
])(
  'a run that has not ended after %i minutes, in %i shards, shows as %s',
  async (minutes, shards, outcome) => {
    await worker.env.DB.prepare(
      `INSERT INTO runs (trigger, scheduled_at, started_at, outcome, shards) VALUES ('cron', ?1, ?1, 'running', ?2)`,
    )
      .bind(new Date().toISOString(), shards)
      .run()
    const { services, settle } = testServices(worker.env, { now: minutesLater(minutes) })
    const { runs } = await readStatus(services, everyStore())
    expect(runs[0]).toMatchObject({ trigger: 'cron', outcome })
    await settle()
  },
)

test('the schedule asks not to be run again, and neither its failure nor the logs name a store', async () => {
  await worker.env.DB.batch([
    worker.env.DB.prepare(
      "UPDATE store_days SET products = '[]' WHERE store_id = (SELECT id FROM stores WHERE name = '一店')",
    ),
    worker.env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    worker.env.DB.prepare('UPDATE stores SET data_version = (SELECT version FROM data_clock)'),
  ])
  const lines: string[] = []
  const { log } = console
  console.log = (...words: unknown[]) => lines.push(words.join(' '))
  let asked = 0
  const controller = { cron: '*/5 * * * *', scheduledTime: Date.now(), noRetry: () => (asked += 1) }
  try {
    const failure = await runScheduled(testServices(worker.env).services, controller).catch(String)
    expect(failure).toContain('the run failed for 1')
    expect(`${failure}\n${lines.join('\n')}`).not.toMatch(/一店|二店/)
  } finally {
    console.log = log
  }
  expect(asked).toBe(1)
  expect(lines.length).toBeGreaterThan(1)
})
