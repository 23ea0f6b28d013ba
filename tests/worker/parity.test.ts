import { beforeAll, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { sharedWorker, type TestWorker } from '../harness'
import { hasSharedData, readExpectedFigures, readSharedOrders } from '../sharedData'

describe.skipIf(!hasSharedData)('on real orders, imported through the API', () => {
  let worker: TestWorker
  beforeAll(async () => {
    worker = await sharedWorker()
    const response = await worker.importCsv(readSharedOrders())
    expect(await response.json()).toMatchObject({
      status: 'imported',
      report: { linesRead: 154_496, orders: 36_679, stores: 10, rejected: { count: 0 } },
    })
  }, 120_000)

  test('every expected figure is reproduced to the fen', async () => {
    const expected = readExpectedFigures()
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
    expect(compared).toBeGreaterThan(100)
  })
})
