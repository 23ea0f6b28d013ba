import { beforeAll, beforeEach, expect, test } from 'vitest'
import { CARDS_VERSION } from '../../src/cards/card'
import { refresh } from '../../src/cards/refresh'
import { countCardWrites } from '../cardWrites'
import { dailyOrders, exportFile } from '../exportFile'
import { forgetAll } from '../forgetAll'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

/** Two versions of the code on one database: while they are deployed, and after one was taken back. */

const OTHER = CARDS_VERSION + 1_000
const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3)]))
})

/** As the other version would have left it, just now. */
const refreshedByOther = () =>
  worker.env.DB.batch([
    worker.env.DB.prepare(
      `INSERT INTO schema_cards SELECT ${OTHER}, store_id, business_date, data_version, '{"schema":"other"}' FROM schema_cards`,
    ),
    worker.env.DB.prepare(
      `INSERT INTO refreshed_schemas SELECT ${OTHER}, version, refreshed_at FROM refreshed_schemas`,
    ),
  ])
const cardsOf = async (schema: number) =>
  (await worker.env.DB.prepare('SELECT card FROM schema_cards WHERE schema = ?').bind(schema).all()).results

test('the cards of another version make no run compute anything anew, and stay as they are', async () => {
  await refreshedByOther()
  const cardWrites = await countCardWrites(worker.env.DB)
  expect(await refresh(testServices(worker.env).services, CRON)).toMatchObject({ outcome: 'idle' })
  await worker.importCsv(exportFile([{ 门店名称: '一店', 订单ID: 'new' }]))
  expect(await cardWrites()).toBe(1)
  expect(await cardsOf(OTHER)).toEqual([{ card: '{"schema":"other"}' }, { card: '{"schema":"other"}' }])
})

test('cards of a version that nobody has refreshed for a week are deleted, the own ones never', async () => {
  await refreshedByOther()
  const after = (days: number) => forgetAll(worker.env.DB, new Date(Date.now() + days * 86_400_000))
  await after(6)
  expect(await cardsOf(OTHER)).toHaveLength(2)
  await after(8)
  expect(await cardsOf(OTHER)).toHaveLength(0)
  expect(await cardsOf(CARDS_VERSION)).toHaveLength(2)
})
