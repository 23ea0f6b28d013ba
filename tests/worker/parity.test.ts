import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { archiveAll } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { type ExpectedFigures, hasSharedData, readExpectedFigures, readSharedOrders } from '../sharedData'

/** Figures by an independent implementation, on orders that are imported through the API. */

let worker: TestWorker
async function importInto(file: Uint8Array, report: object): Promise<void> {
  worker = await sharedWorker()
  const response = await worker.importCsv(file)
  expect(await response.json()).toMatchObject({ status: 'imported', report })
}

async function expectFigures(expected: ExpectedFigures): Promise<number> {
  let compared = 0
  for (const [date, stores] of Object.entries(expected)) {
    for (const [store, figures] of Object.entries(stores)) {
      const query = new URLSearchParams({ store, date })
      const actual = await worker.getJson<Diagnosis>(`/api/diagnosis?${query}`)
      expect
        .soft(actual, `${store} on ${date}`)
        .toMatchObject({ businessDate: date, stores: [store], ...figures })
      compared += 1
    }
  }
  return compared
}

/** All orders archived, and all that is derived of them lost and made anew from what is archived. */
async function rebuildFromArchive(): Promise<void> {
  const { DB } = worker.env
  const run = (...statements: string[]) => DB.batch(statements.map((statement) => DB.prepare(statement)))
  const count = async (of: string) =>
    (await DB.prepare(`SELECT count(*) AS n FROM ${of}`).first<{ n: number }>())?.n
  const days = await count('store_days')
  expect(await archiveAll(DB)).toEqual({ days, failures: [] })
  expect([await count('orders'), await count('archived_days')]).toEqual([0, days])
  await run(
    "UPDATE store_days SET rollup_version = 0, products = '{}', loss_lines = '[]', summary = NULL, unknowns = NULL",
    'DELETE FROM openings',
    'DELETE FROM schema_cards',
    'UPDATE data_clock SET rollup_version = 0, version = version + 1',
    'UPDATE stores SET data_version = (SELECT version FROM data_clock)',
  )
  await worker.runCron()
  expect(await count('store_days WHERE rollup_version = 0')).toBe(0)
}

describe('on the demo orders', () => {
  const golden = (name: string) => readFileSync(fileURLToPath(import.meta.resolve(`../golden/${name}`)))
  beforeAll(() => importInto(golden('demo.csv.gz'), { linesRead: 6_947, stores: 2, rejected: { count: 0 } }))

  test('every expected figure is reproduced to the fen', async () => {
    expect(await expectFigures(JSON.parse(golden('demo-figures.json').toString()))).toBe(48)
  })

  test('and again from days that were all archived and rolled up anew', async () => {
    await rebuildFromArchive()
    expect(await expectFigures(JSON.parse(golden('demo-figures.json').toString()))).toBe(48)
  })
})

describe.skipIf(!hasSharedData)('on real orders', () => {
  beforeAll(
    () =>
      importInto(readSharedOrders(), {
        linesRead: 154_496,
        orders: 36_679,
        stores: 10,
        rejected: { count: 0 },
      }),
    120_000,
  )

  test('every expected figure is reproduced to the fen', async () => {
    expect(await expectFigures(readExpectedFigures())).toBeGreaterThan(100)
  })

  test('and again from days that were all archived and rolled up anew', async () => {
    await rebuildFromArchive()
    expect(await expectFigures(readExpectedFigures())).toBeGreaterThan(100)
  })
})
