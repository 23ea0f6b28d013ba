import { beforeAll, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { refresh } from '../../src/cards/refresh'
import { addDays } from '../../src/diagnosis/businessDate'
import { sharedWorker, type TestWorker } from '../harness'
import { importText, testServices } from '../services'

/** A day of normal use: 28 stores, one import each, some 30,000 lines, a run every five minutes. */
const STORES = 28
const LINES_A_STORE = 1_070
const RUNS_A_DAY = (24 * 60) / 5
const YESTERDAY = '2026-01-17'
/** The generator's first stores have stories of their own, such as data that ends early. */
const ORDINARY = 4

/** Workers' Free plan, a day: D1 pricing and KV pricing, Cloudflare's documentation, November 2026. */
const FREE = { rowsRead: 5_000_000, rowsWritten: 100_000, kvWrites: 1_000 }

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  const history = demoCsv({
    stores: STORES,
    firstStore: ORDINARY,
    days: 17,
    lastDate: YESTERDAY,
    linesPerStoreDay: 150,
  })
  await worker.importCsv([...history].join(''))
})

test("a day of normal use fits the Free plan's rows and writes", async () => {
  const { services, calls } = testServices(worker.env)
  const day = { rowsRead: 0, rowsWritten: 0 }
  let lines = 0
  for (let store = 0; store < STORES; store++) {
    const csv = [
      ...demoCsv({
        stores: 1,
        firstStore: ORDINARY + store,
        days: 1,
        lastDate: addDays(YESTERDAY, 1),
        linesPerStoreDay: LINES_A_STORE,
      }),
    ].join('')
    const db = services.openDatabase()
    const outcome = await importText(db, csv)
    if (outcome.status !== 'imported') throw new Error(JSON.stringify(outcome))
    lines += outcome.report.linesAccepted
    day.rowsRead += db.usage.rowsRead
    day.rowsWritten += db.usage.rowsWritten
    await refresh(services, { trigger: 'import', cron: null, scheduledAt: new Date() })
  }
  const refreshes = await lastRuns(STORES)
  const importKvWrites = calls.kvWrites
  await refresh(services, { trigger: 'cron', cron: '*/5 * * * *', scheduledAt: new Date() })
  const [idle] = await lastRuns(1)
  if (!idle) throw new Error('no run was recorded')

  const total = {
    rowsRead: day.rowsRead + sum(refreshes, 'rows_read') + idle.rows_read * RUNS_A_DAY,
    // A run's own record of its end is written after it has counted.
    rowsWritten:
      day.rowsWritten + sum(refreshes, 'rows_written') + STORES + (idle.rows_written + 1) * RUNS_A_DAY,
    kvWrites: importKvWrites + (calls.kvWrites - importKvWrites) * RUNS_A_DAY,
  }
  console.log(`a day of ${STORES} stores with ${lines} lines:`, total, 'of', FREE)
  expect(lines).toBeGreaterThan(25_000)
  expect(total.rowsRead).toBeLessThan(FREE.rowsRead)
  expect(total.rowsWritten).toBeLessThan(FREE.rowsWritten)
  expect(total.kvWrites).toBeLessThan(FREE.kvWrites)
})

interface RunCost {
  rows_read: number
  rows_written: number
}

async function lastRuns(count: number): Promise<RunCost[]> {
  const statement = worker.env.DB.prepare('SELECT rows_read, rows_written FROM runs ORDER BY id DESC LIMIT ?')
  return (await statement.bind(count).all<RunCost>()).results
}

function sum(runs: readonly RunCost[], column: keyof RunCost): number {
  return runs.reduce((total, run) => total + run[column], 0)
}
