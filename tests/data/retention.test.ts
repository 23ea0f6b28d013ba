import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyStore } from '../../src/access/scope'
import { CARDS_VERSION } from '../../src/cards/card'
import { readCard } from '../../src/cards/readCard'
import { refresh } from '../../src/cards/refresh'
import { openDatabase } from '../../src/data/database'
import { forgetOld } from '../../src/data/retention'
import { addDays } from '../../src/diagnosis/businessDate'
import { countCardWrites } from '../cardWrites'
import { dailyOrders, exportFile } from '../exportFile'
import { forgetAll } from '../forgetAll'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
const LAST_DATE = '2026-01-18'
const DAYS = 500

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})

const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const run = (query: string) => worker.env.DB.prepare(query).run()
const count = async (table: string) =>
  (await all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0
const later = (days: number) => new Date(Date.now() + days * 86_400_000)

/** `count` numbers from 1, as a table. */
const numbers = (count: number) =>
  `(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${count}) SELECT value FROM n)`

describe('of a database of years', () => {
  const CARDS = 2_500

  beforeEach(async () => {
    await worker.clear()
    await worker.importCsv(exportFile([...dailyOrders('一店', 60), ...dailyOrders('二店', 60)]))
    await refresh(testServices(worker.env).services, CRON)
    const old = (table: string, more: string) =>
      run(
        `INSERT INTO ${table} SELECT ${more} stores.id, date('${LAST_DATE}', '-' || (value + 35) || ' days'), 1, '{}'
          FROM ${numbers(CARDS / 2)} CROSS JOIN stores`,
      )
    await old('schema_cards', `${CARDS_VERSION},`)
    await old('cards', '')
    await run(
      `INSERT INTO runs (trigger, scheduled_at, started_at, outcome) SELECT 'cron', '2025', '2025', 'idle' FROM ${numbers(9_500)}`,
    )
    await run(`INSERT INTO run_shards SELECT id, 0, 'done', 1, '[]', 0, 0 FROM runs`)
    await run(
      `INSERT INTO leases SELECT 'card/' || value, 'nobody', (unixepoch() - 90000) * 1000 FROM ${numbers(300)}`,
    )
  })

  test('what has had its time goes over several runs, each of which deletes a thousand rows at most', async () => {
    const tables = ['schema_cards', 'cards', 'runs', 'run_shards', 'leases']
    const size = async () => (await Promise.all(tables.map(count))).reduce((sum, n) => sum + n, 0)
    let runs = 0
    for (let before = await size(); ; runs++) {
      const db = openDatabase(worker.env.DB)
      const forgotten = await forgetOld(db, { now: new Date(), cardsVersion: CARDS_VERSION })
      const after = await size()
      // The lease that says so is a row too.
      expect(before - after).toBeLessThanOrEqual(1_000)
      expect(db.usage.statements).toBeLessThan(100)
      before = after
      if (forgotten === 'done') break
      expect(forgotten).toBe('more')
    }
    expect(runs).toBeGreaterThan(5)
    expect(await count('cards')).toBe(0)
    expect(await count('runs')).toBe(9_000)
    expect(await count('run_shards')).toBe(9_000)
    expect(await all('SELECT name FROM leases')).toEqual([{ name: 'retention' }])
    expect(
      await all(
        `SELECT business_date FROM schema_cards WHERE business_date < date('${LAST_DATE}', '-35 days')`,
      ),
    ).toEqual([])
  })

  test('the cards that are shown at first stay, and nothing is computed anew for it', async () => {
    await forgetAll(worker.env.DB, new Date())
    const cardWrites = await countCardWrites(worker.env.DB)
    const { services, settle } = testServices(worker.env)
    expect(await refresh(services, CRON)).toMatchObject({ outcome: 'idle' })
    expect(await readCard(services, { stores: [], date: null, scope: everyStore() })).toMatchObject({
      source: 'cache',
      card: { figures: { kpi: { orders: 2 } } },
    })
    await settle()
    expect(await cardWrites()).toBe(0)
  })

  test('within a day it is done once', async () => {
    await forgetAll(worker.env.DB, new Date())
    await run(`INSERT INTO cards SELECT id, '2025-01-01', 1, '{}' FROM stores`)
    const db = openDatabase(worker.env.DB)
    expect(await forgetOld(db, { now: new Date(), cardsVersion: CARDS_VERSION })).toBe('notNow')
    expect(db.usage).toMatchObject({ statements: 1, rowsWritten: 0 })
    expect(await count('cards')).toBe(2)
    await forgetAll(worker.env.DB, new Date())
    expect(await count('cards')).toBe(0)
  })

  test('once there is nothing to delete, no card but those at the old end is looked at', async () => {
    await forgetAll(worker.env.DB, new Date())
    await run(
      `INSERT INTO schema_cards SELECT ${CARDS_VERSION} + value, id, '${LAST_DATE}', 1, '{}' FROM ${numbers(1_000)} CROSS JOIN stores`,
    )
    await run("DELETE FROM leases WHERE name = 'retention'")
    await run('DELETE FROM run_shards')
    await run('DELETE FROM runs')
    const db = openDatabase(worker.env.DB)
    expect(await forgetOld(db, { now: new Date(), cardsVersion: CARDS_VERSION })).toBe('done')
    expect(db.usage.rowsRead).toBeLessThan(100)
  })
})

test('the card of a store whose last day that is over lies far behind its last day stays', async () => {
  await worker.clear()
  const ofDay = (date: string) => ({ 门店名称: '一店', 订单ID: date, 下单时间: `${date} 12:00:00` })
  await worker.importCsv(exportFile([ofDay('2025-10-01'), ofDay('2026-01-18')]))
  await run("UPDATE stores SET last_complete_date = '2025-10-01'")
  await refresh(testServices(worker.env).services, { ...CRON, trigger: 'import' })
  await run(
    `INSERT OR IGNORE INTO schema_cards SELECT ${CARDS_VERSION}, id, '2025-10-01', 1, '{}' FROM stores`,
  )
  await forgetAll(worker.env.DB, new Date())
  expect(await all("SELECT business_date FROM schema_cards WHERE business_date = '2025-10-01'")).toHaveLength(
    1,
  )
})

test('what somebody has said of a header is forgotten when nobody has imported by it for 400 days', async () => {
  await worker.clear()
  await run(
    `INSERT INTO import_answers VALUES ('importToken', 'header', '{}', '${new Date().toISOString()}')`,
  )
  await forgetAll(worker.env.DB, later(399))
  expect(await count('import_answers')).toBe(1)
  await forgetAll(worker.env.DB, later(401))
  expect(await count('import_answers')).toBe(0)
})

describe('openings', () => {
  const ONE = { stores: ['一店'], scope: everyStore() }
  const openings = async () =>
    (await all<{ business_date: string }>('SELECT business_date FROM openings ORDER BY 1')).map(
      ({ business_date }) => business_date,
    )
  const daysApart = (dates: readonly string[]) =>
    dates.slice(1).map((date, i) => (Date.parse(date) - Date.parse(dates[i] ?? '')) / 86_400_000)

  /** A visit by who has nothing cached. */
  async function visit(date: string) {
    await run('DELETE FROM schema_cards')
    const { keys } = await worker.env.CACHE.list()
    const cards = keys.filter(({ name }) => name.includes('/card/'))
    await Promise.all(cards.map(({ name }) => worker.env.CACHE.delete(name)))
    const { services, d1Trips, settle } = testServices(worker.env)
    const answer = await readCard(services, { ...ONE, date })
    await settle()
    if (answer.status !== 'ready') throw new Error(JSON.stringify(answer))
    const { figures } = answer.card
    return { figures: JSON.stringify(figures), rules: figures?.rules, trips: d1Trips.total }
  }

  /** Products that were sold once and then lay there: of them a day knows by its opening alone. */
  const soldOnce = Array.from({ length: 12 }, (_, i) => ({
    门店名称: '一店',
    订单ID: `once-${i}`,
    下单时间: `${addDays(LAST_DATE, -DAYS + 5 + i * 10)} 10:00:00`,
    商品名称: `只卖过一次的货${i}`,
  }))

  beforeEach(async () => {
    await worker.clear()
    await worker.importCsv(exportFile([...dailyOrders('一店', DAYS), ...soldOnce]))
    await run('DELETE FROM openings')
    // As the runs of all these days have left them, with a version of the code that stored whatever it made.
    const { services } = testServices(worker.env)
    for (let back = DAYS - 20; back >= 0; back -= 16) {
      await endsOn(addDays(LAST_DATE, -back))
      await refreshDay(services, addDays(LAST_DATE, -back))
    }
    await endsOn(LAST_DATE)
  }, 120_000)

  async function endsOn(date: string) {
    await run('UPDATE data_clock SET version = version + 1')
    await run(`UPDATE stores SET last_date = '${date}', data_version = (SELECT version FROM data_clock)`)
  }

  async function refreshDay(services: ReturnType<typeof testServices>['services'], date: string) {
    await readCard(services, { ...ONE, date })
  }

  test('of days long past are thinned to one in 64 days, and a day of a year ago costs and says the same', async () => {
    const dense = await openings()
    expect(Math.max(...daysApart(dense))).toBe(16)
    const asked = [365, 372, 380, 390, 400].map((back) => addDays(LAST_DATE, -back))
    const before = []
    for (const date of asked) before.push(await visit(date))
    expect(before.map(({ trips }) => trips)).toEqual(asked.map(() => 3))
    expect(new Set(before.map(({ rules }) => JSON.stringify(rules?.slowMoving))).size).toBeGreaterThan(2)

    await forgetAll(worker.env.DB, new Date())
    const thin = await openings()
    const long = thin.filter((date) => date < addDays(LAST_DATE, -120))
    expect(daysApart(long).every((days) => days > 32 && days <= 64)).toBe(true)
    expect(thin.filter((date) => date >= addDays(LAST_DATE, -120))).toEqual(
      dense.filter((date) => date >= addDays(LAST_DATE, -120)),
    )

    const after = []
    for (const date of asked) after.push(await visit(date))
    expect(after).toEqual(before)
    // Nor does a visit store what the next thinning would delete.
    expect(await openings()).toEqual(thin)
  })

  test('that are missing over more than 64 days are made once, and stay', async () => {
    await run('DELETE FROM openings')
    const date = addDays(LAST_DATE, -200)
    const first = await visit(date)
    const made = await openings()
    expect(made.length).toBeGreaterThan(2)
    await forgetAll(worker.env.DB, new Date())
    expect(await openings()).toEqual(made)
    const second = await visit(date)
    expect(second).toEqual({ ...first, trips: 3 })
    expect(await openings()).toEqual(made)
  })
})
