import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
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

describe('on the demo orders', () => {
  const golden = (name: string) => readFileSync(fileURLToPath(import.meta.resolve(`../golden/${name}`)))
  beforeAll(() => importInto(golden('demo.csv.gz'), { linesRead: 6_947, stores: 2, rejected: { count: 0 } }))

  test('every expected figure is reproduced to the fen', async () => {
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
})
