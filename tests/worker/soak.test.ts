import { writeSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { sharedWorker, type TestWorker } from '../harness'
import { soak } from '../soak/soak'

/** `npm run soak` plays it longer, with more stores. */
const { SOAK_DAYS = '1', SOAK_STORES = '6', SOAK_SEED = '1', SOAK_VISITS = '10' } = process.env
const isShort = process.env.SOAK_DAYS === undefined
const HOURS = 3_600_000

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})

test(
  'whatever the network does, an answer is what the data said when it was last checked',
  async () => {
    const report = await soak(worker.env, {
      seed: Number(SOAK_SEED),
      stores: Number(SOAK_STORES),
      days: Number(SOAK_DAYS),
      visitsAStore: Number(SOAK_VISITS),
      hours: isShort ? { from: 6, to: 11 } : { from: 0, to: 24 },
      kvWritesADay: 1_000,
      kvWritesOnShortDays: 300,
      log: (line) => writeSync(2, `${line}\n`),
    })
    writeSync(2, `${JSON.stringify(report, null, 2)}\n`)
    expect(report.violations).toEqual([])
    expect(report.mostKvWritesOfAVisit).toBeLessThanOrEqual(1)
  },
  12 * HOURS,
)
