import { writeSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { sharedWorker, type TestWorker } from '../harness'
import { soak } from '../soak/soak'

/** What `npm run soak` asks for; otherwise a morning of a few stores. */
const {
  SOAK_DAYS,
  SOAK_STORES = '6',
  SOAK_SEED = '1',
  SOAK_VISITS = '10',
  SOAK_DATABASES = '1',
} = process.env
const HOUR_MS = 3_600_000

let worker: TestWorker
beforeAll(async () => {
  // Most days that files bring again are archived by then.
  worker = await sharedWorker({ ACCESS_MODE: 'public', ARCHIVE_AFTER_DAYS: '2' }, Number(SOAK_DATABASES))
})

test(
  'whatever the network does, an answer is what the data said when it was last checked',
  async () => {
    const report = await soak(worker.env, {
      seed: Number(SOAK_SEED),
      stores: Number(SOAK_STORES),
      days: Number(SOAK_DAYS ?? 1),
      visitsAStore: Number(SOAK_VISITS),
      hours: SOAK_DAYS === undefined ? { from: 6, to: 10 } : { from: 0, to: 24 },
      kvWritesADay: 1_000,
      kvWritesOnShortDays: SOAK_DAYS === undefined ? 30 : 300,
      log: say,
    })
    say(JSON.stringify(report, null, 2))
    expect(report.violations).toEqual([])
    const archived = await worker.env.DB.prepare('SELECT count(*) AS days FROM archived_days').first<{
      days: number
    }>()
    expect(archived?.days).toBeGreaterThan(0)
    expect(report.mostKvWritesOfAVisit).toBeLessThanOrEqual(1)
  },
  12 * HOUR_MS,
)

/** While a soak of hours goes on, its progress is seen; of a test, only where it fails. */
function say(line: string): void {
  if (SOAK_DAYS === undefined) console.info(line)
  else writeSync(1, `${line}\n`)
}
