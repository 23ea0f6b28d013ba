import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoCsv } from '../../../scripts/demoData'
import { archiveDays, loadDaysToArchive } from '../../../src/data/archive/archiveDays'
import { type MainDatabase, openDatabase } from '../../../src/data/database'
import type { OrderRecord } from '../../../src/data/orderRecord'
import { rebuildDays } from '../../../src/data/rebuild'
import { loadOrder, loadOrders } from '../../../src/data/storeDayOrders'
import { archiveOldDays } from '../../../src/scheduled/archiveOldDays'
import { archiveAll, orderTexts, standingOrders } from '../../archived'
import { sharedWorker, type TestWorker } from '../../harness'
import { seededRandom } from '../../seededRandom'
import { testServices } from '../../services'

const DEMO = [...demoCsv({ stores: 2, days: 12, lastDate: '2026-01-18', linesPerStoreDay: 80 })].join('')

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(DEMO)
})

const db = (): MainDatabase => openDatabase(worker.env.DB)
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const run = (...statements: string[]) =>
  worker.env.DB.batch(statements.map((statement) => worker.env.DB.prepare(statement)))
const count = async (table: string) =>
  (await all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1
const days = async () =>
  JSON.stringify(await all('SELECT * FROM store_days ORDER BY store_id, business_date')).replaceAll(
    '"archive_state":"archived"',
    '"archive_state":"open"',
  )

test('archived days hold every order as it was, value by value, and take a fraction of the room', async () => {
  const [before, stored, rollups] = [await orderTexts(worker.env.DB), await count('orders'), await days()]
  const [room] = await all<{ bytes: number }>(
    'SELECT sum(length(lines) + length(order_id) + 60) AS bytes FROM orders',
  )
  expect(await archiveAll(worker.env.DB)).toEqual({ days: 24, failures: [] })

  expect(await orderTexts(worker.env.DB)).toEqual(before)
  expect((await standingOrders(worker.env.DB)).every(({ place }) => place === 'archived')).toBe(true)
  expect([await count('orders'), await count('archived_days')]).toEqual([0, 24])
  expect(await days()).toBe(rollups)
  const [packed] = await all<{ bytes: number }>(
    'SELECT sum(length(orders) + length(products)) AS bytes FROM archived_days',
  )
  expect((packed?.bytes ?? 0) * 4).toBeLessThan(room?.bytes ?? 0)
  expect(await count('archived_order_days')).toBeLessThanOrEqual(stored)
  expect(await loadDaysToArchive(db(), '9999', 10)).toEqual([])
  expect(await archiveAll(worker.env.DB)).toEqual({ days: 0, failures: [] })
})

test('only days before the date are archived, and a run stops where its orders are spent', async () => {
  expect(await archiveOldDays(db(), '2026-01-09')).toEqual([])
  expect(await all('SELECT DISTINCT business_date AS date FROM archived_days ORDER BY 1')).toEqual([
    { date: '2026-01-07' },
    { date: '2026-01-08' },
  ])
  await archiveOldDays(db(), '2026-01-19', 1)
  const afterOne = await count('archived_days')
  expect(afterOne).toBeGreaterThan(4)
  expect(afterOne).toBeLessThan(24)
  await archiveOldDays(db(), '2026-01-19')
  expect(await count('archived_days')).toBe(24)
})

test('days that are archived are rolled up anew to what they were', async () => {
  const before = await days()
  await archiveAll(worker.env.DB)
  await run("UPDATE store_days SET rollup_version = 0, products = '{}', loss_lines = '[]', summary = NULL")
  for (const { id } of await all<{ id: number }>('SELECT id FROM stores')) {
    const dates = await all<{ date: string }>(
      `SELECT business_date AS date FROM store_days WHERE store_id = ${id}`,
    )
    expect(
      (
        await rebuildDays(
          db(),
          id,
          dates.map(({ date }) => date),
        )
      ).failures,
    ).toEqual([])
  }
  expect(await days()).toBe(before)
})

test('an archived order is found by its number, with its products; one that never was is not', async () => {
  const [first] = await standingOrders(worker.env.DB)
  if (!first) throw new Error('no order')
  const { storeId, record } = first
  const before = await loadOrder(db(), storeId, record.orderId, undefined)
  const both = await loadOrders(db(), storeId, [record.orderId, 'none'])
  await archiveAll(worker.env.DB)
  const reading = db()
  expect(await loadOrder(reading, storeId, record.orderId, undefined)).toEqual(before)
  expect(reading.usage.roundTrips).toBe(2)
  const list = db()
  expect(await loadOrders(list, storeId, [record.orderId, 'none'])).toEqual(both)
  expect(list.usage.roundTrips).toBe(1)
  expect(await loadOrder(db(), storeId, 'none', undefined)).toBeUndefined()
})

describe('archiving that dies', () => {
  test('after any number of batches leaves each order standing once for a reader, and ends when it is done again', async () => {
    const before = await orderTexts(worker.env.DB)
    const random = seededRandom(7)
    const deaths = Array.from({ length: 20 }, () => Math.floor(random() * 14))
    for (const batches of deaths) {
      const { services } = testServices(worker.env, { faults: { d1DiesAfterBatches: batches } })
      await archiveOldDays(services.openDatabase(), '9999').catch(() => undefined)
      expect(await orderTexts(worker.env.DB), `after ${batches} batches`).toEqual(before)
    }
    await archiveAll(worker.env.DB)
    expect(await orderTexts(worker.env.DB)).toEqual(before)
    expect(await count('orders')).toBe(0)
  })

  test('twice at once harms nothing', async () => {
    const before = await orderTexts(worker.env.DB)
    const failures = await Promise.all([archiveOldDays(db(), '9999'), archiveOldDays(db(), '9999')])
    expect(failures).toEqual([[], []])
    expect(await orderTexts(worker.env.DB)).toEqual(before)
    expect([await count('orders'), await count('archived_days')]).toEqual([0, 24])
  })
})

describe('an archived day that is damaged', () => {
  const DATE = '2026-01-10'
  const storeId = async () => (await all<{ id: number }>('SELECT min(id) AS id FROM stores'))[0]?.id ?? 0
  test.each([
    ['cut', 'orders = substr(orders, 1, 200)'],
    ['altered', "orders = CAST(substr(orders, 1, 100) || x'00' || substr(orders, 102) AS BLOB)"],
    ['no gzip', "orders = x'7b7d'"],
    ['of other products', "products = json_remove(products, '$[0]')"],
    ['of other lines', 'line_count = line_count + 1'],
    ['of another content', "content_hash = replace(content_hash, substr(content_hash, 1, 1), 'x')"],
    ['of a later version', 'archive_version = 99'],
  ])('%s: it is named, no order of it is believed, and nothing else suffers', async (_, damage) => {
    const id = await storeId()
    await archiveAll(worker.env.DB)
    const [order] = (await standingOrders(worker.env.DB)).filter(
      ({ storeId, record }) => storeId === id && record.orderedAt.startsWith(DATE),
    )
    const [other] = (await standingOrders(worker.env.DB)).filter(
      ({ storeId, record }) => storeId === id && !record.orderedAt.startsWith(DATE),
    )
    await run(`UPDATE archived_days SET ${damage} WHERE store_id = ${id} AND business_date = '${DATE}'`)
    await expect(loadOrder(db(), id, order?.record.orderId ?? '', undefined)).rejects.toThrow(DATE)
    expect(await loadOrder(db(), id, other?.record.orderId ?? '', undefined)).toBeDefined()
    await run('UPDATE store_days SET rollup_version = 0')
    const { dates, failures } = await rebuildDays(db(), id, [DATE, '2026-01-11'])
    expect(dates).toEqual(['2026-01-11'])
    expect(failures).toHaveLength(1)
    expect(failures[0]).toContain(DATE)
  })

  test('a text of a product that was changed is seen too', async () => {
    const id = await storeId()
    await archiveAll(worker.env.DB)
    await run(`UPDATE archived_products SET name = name || 'x' WHERE store_id = ${id}`)
    await run('UPDATE store_days SET rollup_version = 0')
    expect((await rebuildDays(db(), id, [DATE])).failures[0]).toContain(DATE)
  })

  test('is replaced by an import of all of its orders, and by none of some', async () => {
    const before = await orderTexts(worker.env.DB)
    const rollups = await days()
    await archiveAll(worker.env.DB)
    await run(`UPDATE archived_days SET orders = x'00' WHERE business_date = '${DATE}'`)
    const lines = DEMO.split('\n')
    const ofDay = lines.findIndex((line) => line.includes(DATE))
    const one = [lines[0], lines[ofDay]].join('\n')
    const refused = (await (await worker.importCsv(one)).json()) as { status?: string; message?: string }
    expect(refused.message).toContain(DATE)
    expect(
      await all(`SELECT length(orders) AS n FROM archived_days WHERE business_date = '${DATE}'`),
    ).toEqual([{ n: 1 }, { n: 1 }])
    expect(await (await worker.importCsv(DEMO)).json()).toMatchObject({ status: 'imported' })
    const withoutSource = (texts: string[]) => texts.map((text) => text.replace(/,\d+,\d+\]$/, ']'))
    expect(withoutSource(await orderTexts(worker.env.DB))).toEqual(withoutSource(before))
    expect(await days()).toBe(rollups)
  })
})

describe('a day whose orders cannot be archived', () => {
  test('keeps them, is named, and stops no other', async () => {
    const before = await orderTexts(worker.env.DB)
    await run("UPDATE store_days SET order_count = order_count + 1 WHERE business_date = '2026-01-10'")
    const failures = await archiveOldDays(db(), '9999')
    expect(failures.map(({ error }) => error)).toEqual([
      expect.stringContaining('2026-01-10 was not archived'),
      expect.stringContaining('2026-01-10 was not archived'),
    ])
    expect(await count('archived_days')).toBe(22)
    expect(await orderTexts(worker.env.DB)).toEqual(before)
  })

  test('where what was stored cannot be read back, nothing is deleted', async () => {
    const before = await orderTexts(worker.env.DB)
    await run(
      `CREATE TRIGGER damaged AFTER INSERT ON archived_days BEGIN
         UPDATE archived_days SET orders = x'00' WHERE store_id = NEW.store_id AND business_date = NEW.business_date; END`,
    )
    try {
      const id = (await all<{ id: number }>('SELECT min(id) AS id FROM stores'))[0]?.id ?? 0
      const { dates, failures } = await archiveDays(db(), id, ['2026-01-10'])
      expect(dates).toEqual([])
      expect(failures[0]?.error).toContain('read back')
      expect(await orderTexts(worker.env.DB)).toEqual(before)
    } finally {
      await run('DROP TRIGGER damaged')
    }
  })
})

test('an import that comes while a day is archived is not lost', async () => {
  const id = (await all<{ id: number }>('SELECT min(id) AS id FROM stores'))[0]?.id ?? 0
  const [order] = (await standingOrders(worker.env.DB)).filter(({ storeId }) => storeId === id)
  const record = order?.record as OrderRecord
  let batches = 0
  const between = new Proxy(worker.env.DB, {
    get(target, property) {
      if (property !== 'batch') return Reflect.get(target, property)
      return async (statements: D1PreparedStatement[]) => {
        batches += 1
        // Before the third trip, which makes what was packed count.
        if (batches === 3) {
          await run(
            `UPDATE orders SET channel = '抖音' WHERE store_id = ${id} AND order_id = '${record.orderId}'`,
            'UPDATE data_clock SET version = version + 1',
            `UPDATE stores SET data_version = (SELECT version FROM data_clock) WHERE id = ${id}`,
          )
        }
        return target.batch(statements)
      }
    },
  })
  await archiveDays(openDatabase(between), id, [record.orderedAt.slice(0, 10)])
  const after = (await standingOrders(worker.env.DB)).filter(
    ({ storeId, record: { orderId } }) => storeId === id && orderId === record.orderId,
  )
  expect(after.map(({ place, record: { channel } }) => [place, channel])).toEqual([['archived', '抖音']])
})
