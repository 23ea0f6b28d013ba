import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CARDS_VERSION } from '../../src/cards/card'
import { rebuildOutdatedDays } from '../../src/cards/rebuildDays'
import { boundDatabases } from '../../src/data/database'
import {
  fullness,
  isAnyFilling,
  isAnyNotedFilling,
  isFull,
  loadSizes,
  saveSizes,
} from '../../src/data/databaseSizes'
import { forgetOld } from '../../src/data/retention'
import { ROLLUP_VERSION } from '../../src/data/rollupRecord'
import { dataClock } from '../../src/data/schema'
import { roomiestDatabase } from '../../src/data/storePlacement'
import { archiveOldDays } from '../../src/scheduled/archiveOldDays'
import { runScheduled } from '../../src/scheduled/scheduled'
import type { Status } from '../../src/status/status'
import { orderTexts } from '../archived'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { openIsolate } from '../isolate'
import { personIn } from '../people'
import { type Faults, testServices } from '../services'
import { moveByHand } from './moveByHand'

/** What goes on by itself, where 二店 has its rows in the second database. */

const FUTURE = '9999-01-01'
const DAY = '2026-01-18'
const DOWN: Faults = { databases: { DB_2: 'down' } }

let worker: TestWorker
let main: D1Database
let second: D1Database
let secondId: number

beforeAll(async () => {
  worker = await sharedWorker(undefined, 2)
})
beforeEach(async () => {
  await worker.clear()
  const lines = [...dailyOrders('一店', 10), ...dailyOrders('二店', 10, '2026-01-17')]
  expect((await worker.importCsv(exportFile(lines))).status).toBe(200)
  main = worker.env.DB
  second = (worker.env as unknown as { DB_2: D1Database }).DB_2
  const [store] = await rows(main, "SELECT id FROM stores WHERE name = '二店'")
  secondId = Number(store?.id)
  await moveByHand(boundDatabases(worker.env), [secondId], 'DB', 'DB_2')
})

const db = (faults?: Faults) => testServices(worker.env, faults ? { faults } : {}).services.openDatabase()
const rows = async (d1: D1Database, query: string) =>
  (await d1.prepare(query).all<Record<string, string | number | null>>()).results
const count = async (d1: D1Database, table: string) =>
  Number((await rows(d1, `SELECT count(*) AS n FROM ${table}`))[0]?.n)
const counts = (table: string) => Promise.all([count(main, table), count(second, table)])
const run = (d1: D1Database, ...statements: string[]) => d1.batch(statements.map((sql) => d1.prepare(sql)))

/** What a move leaves behind for a while, where the store was. */
async function leaveBehind(): Promise<void> {
  await run(
    main,
    `INSERT INTO store_days SELECT ${secondId}, business_date, order_count, orders, products, loss_lines, coverage, summary, 0, unknowns, 'open'
      FROM store_days WHERE store_id <> ${secondId}`,
  )
}

describe('archiving', () => {
  const orders = () => Promise.all([orderTexts(main), orderTexts(second)])

  test('takes the days of all databases, and every order is what it was', async () => {
    const before = await orders()
    expect(await archiveOldDays(db(), FUTURE)).toEqual([])
    expect(await counts('orders')).toEqual([0, 0])
    expect(await counts('archived_days')).toEqual([10, 10])
    expect(await orders()).toEqual(before)
  })

  test('begins with the oldest days, wherever they are', async () => {
    await archiveOldDays(db(), FUTURE, 1)
    expect(await counts('archived_days')).toEqual([0, 8])
  })

  test('goes on where a database does not answer, and comes to that one later', async () => {
    expect(await archiveOldDays(db(DOWN), FUTURE)).toEqual([])
    expect(await counts('archived_days')).toEqual([10, 0])
    expect(await archiveOldDays(db(), FUTURE)).toEqual([])
    expect(await counts('archived_days')).toEqual([10, 10])
  })

  test('names a store as the directory does', async () => {
    await run(second, `DELETE FROM orders WHERE order_id = '二店-3'`)
    expect(await archiveOldDays(db(), FUTURE)).toEqual([
      { store: '二店', error: expect.stringContaining('0 orders are stored') },
    ])
  })

  test('leaves alone what a move has left behind, and a store that is being moved', async () => {
    await leaveBehind()
    await run(main, `INSERT INTO store_moves VALUES (${secondId}, 'DB_2', 'DB', 'copying', '2026', 1)`)
    expect(await archiveOldDays(db(), FUTURE)).toEqual([])
    expect(await counts('archived_days')).toEqual([10, 0])
    await run(main, 'DELETE FROM store_moves')
    expect(await archiveOldDays(db(), FUTURE)).toEqual([])
    expect(await counts('archived_days')).toEqual([10, 10])
  })
})

describe('rolling days up anew', () => {
  const DAYS = 'SELECT * FROM store_days ORDER BY store_id, business_date'
  const days = async () => JSON.stringify([await rows(main, DAYS), await rows(second, DAYS)])
  const versionSaved = async () =>
    (await rows(main, 'SELECT rollup_version FROM data_clock'))[0]?.rollup_version
  let before: string

  beforeEach(async () => {
    before = await days()
    for (const d1 of [main, second]) {
      await run(d1, "UPDATE store_days SET rollup_version = 0, products = '{}', summary = NULL")
    }
    await run(
      main,
      'UPDATE data_clock SET rollup_version = 0',
      `INSERT OR REPLACE INTO schema_cards SELECT ${CARDS_VERSION}, id, '${DAY}', data_version, '{}' FROM stores`,
      `INSERT OR REPLACE INTO refreshed_schemas VALUES (${CARDS_VERSION}, 1, '2026')`,
    )
  })

  test('takes those of all databases, and drops the cards that were made of them', async () => {
    expect(await rebuildOutdatedDays(db())).toEqual({ days: 20, isComplete: true, failures: [] })
    expect(await days()).toBe(before)
    expect(await count(main, 'schema_cards')).toBe(0)
    expect(await count(main, 'refreshed_schemas')).toBe(0)
    expect(await versionSaved()).toBe(ROLLUP_VERSION)
  })

  test('begins with the newest days, wherever they are, and keeps within its budget', async () => {
    expect(await rebuildOutdatedDays(db(), 3)).toMatchObject({ days: 3, isComplete: false })
    const current = `SELECT business_date AS day FROM store_days WHERE rollup_version = ${ROLLUP_VERSION} ORDER BY 1`
    expect(await rows(main, current)).toEqual([{ day: '2026-01-17' }, { day: DAY }])
    expect(await rows(second, current)).toEqual([{ day: '2026-01-17' }])
    expect(await versionSaved()).toBe(0)
  })

  test('names the stores of a database that does not answer, does the others, and is done once it has come to all', async () => {
    expect(await rebuildOutdatedDays(db(DOWN))).toEqual({
      days: 10,
      isComplete: true,
      failures: [{ store: '二店', error: 'its database does not answer' }],
    })
    expect(await versionSaved()).toBe(0)
    expect(await rebuildOutdatedDays(db())).toEqual({ days: 10, isComplete: true, failures: [] })
    expect(await versionSaved()).toBe(ROLLUP_VERSION)
    expect(await days()).toBe(before)
  })

  test('is not done while stores are in a database that is not bound', async () => {
    await run(main, `UPDATE stores SET database = 'DB_3' WHERE id = ${secondId}`)
    expect(await rebuildOutdatedDays(db())).toMatchObject({ days: 10, failures: [] })
    expect(await versionSaved()).toBe(0)
  })

  test('takes no days of a store that is being moved, and comes to them later', async () => {
    await run(main, `INSERT INTO store_moves VALUES (${secondId}, 'DB_2', 'DB', 'copying', '2026', 1)`)
    await leaveBehind()
    expect(await rebuildOutdatedDays(db())).toEqual({ days: 10, isComplete: true, failures: [] })
    expect(await versionSaved()).toBe(0)
    await run(main, 'DELETE FROM store_moves')
    expect(await rebuildOutdatedDays(db())).toEqual({ days: 10, isComplete: true, failures: [] })
    expect(await versionSaved()).toBe(ROLLUP_VERSION)
  })
})

describe('what has had its time', () => {
  const forget = async (days = 0) => {
    const now = new Date(Date.now() + days * 86_400_000)
    const { all } = db()
    const forgotten: string[] = []
    for (const own of all) forgotten.push(await forgetOld(own, { now, cardsVersion: CARDS_VERSION }))
    return forgotten
  }
  const again = () =>
    Promise.all([main, second].map((d1) => run(d1, "DELETE FROM leases WHERE name = 'retention'")))
  const TABLES = ['import_changes', 'import_parts', 'import_days', 'imports']
  const left = async () =>
    Object.fromEntries(
      await Promise.all(TABLES.map(async (table) => [table, (await counts(table)).map((n) => n > 0)])),
    )
  const [both, none] = [
    [true, true],
    [false, false],
  ]

  test('goes in each database as it does in the main one: of imports the copies as their originals', async () => {
    expect(await forget()).toEqual(['done', 'done'])
    expect(await left()).toEqual({
      import_changes: both,
      import_parts: both,
      import_days: both,
      imports: both,
    })
    await again()
    expect(await forget(31)).toEqual(['done', 'done'])
    expect(await left()).toEqual({
      import_changes: none,
      import_parts: both,
      import_days: both,
      imports: both,
    })
    await again()
    // Another import, that stays: by it the others are known to be old.
    await run(
      main,
      `INSERT INTO imports (kind, owner, started_at, active_at, outcome) VALUES ('file', 'importToken', '2099', '2099', 'imported')`,
    )
    expect(await forget(401)).toEqual(['done', 'done'])
    expect(await left()).toEqual({
      import_changes: none,
      import_parts: none,
      import_days: none,
      imports: [true, false],
    })
  })

  test('of an import that is being taken back stays, whatever its copy says', async () => {
    const [old] = await rows(main, 'SELECT id FROM imports')
    await run(
      main,
      `INSERT INTO imports (kind, owner, started_at, active_at, outcome, undoes) VALUES ('undo', 'importToken', '2026', '2026', 'running', ${old?.id})`,
    )
    await forget(31)
    expect(await left()).toMatchObject({ import_changes: both })
  })

  test('is looked for once a day in each, and costs a statement else', async () => {
    await forget()
    const { all, usage } = db()
    for (const own of all) await forgetOld(own, { now: new Date(), cardsVersion: CARDS_VERSION })
    expect(usage).toMatchObject({ statements: 2, rowsWritten: 0 })
  })
})

describe('sizes', () => {
  const noted = async () =>
    (await rows(main, 'SELECT database FROM database_sizes ORDER BY 1')).map(({ database }) => database)

  test('of all are noted in the main one, those that were not asked included', async () => {
    const opened = db()
    await opened.batch([opened.select().from(dataClock)])
    expect((await saveSizes(opened, DAY)).map(({ name }) => name)).toEqual(['DB', 'DB_2'])
    expect(await noted()).toEqual(['DB', 'DB_2'])
    expect(await count(second, 'database_sizes')).toBe(0)
    expect([...(await loadSizes(db(), DAY)).keys()]).toEqual(['DB', 'DB_2'])
  })

  test('are noted by the schedule, also where one does not answer', async () => {
    // Without orders in the second one: cards are no matter of this.
    await moveByHand(boundDatabases(worker.env), [secondId], 'DB_2', 'DB')
    const cron = { cron: '*/5 * * * *', scheduledTime: Date.now(), noRetry: () => undefined }
    await runScheduled(testServices(worker.env, { faults: DOWN }).services, cron)
    expect(await noted()).toEqual(['DB'])
    await runScheduled(testServices(worker.env).services, cron)
    expect(await noted()).toEqual(['DB', 'DB_2'])
  })

  /** Notes how full each is, in percent. */
  async function note(percent: Record<string, number>): Promise<void> {
    await run(
      main,
      ...Object.entries(percent).flatMap(([name, of]) => [
        `INSERT OR REPLACE INTO database_sizes VALUES ('${name}', '2026-01-01', 1)`,
        `INSERT OR REPLACE INTO database_sizes VALUES ('${name}', '${DAY}', ${of * 100_000_000})`,
      ]),
    )
  }

  test('tell which one takes no more orders, and whether one fills up: by the answers, or as they were noted', async () => {
    await note({ DB_2: 94.9 })
    expect([await isFull(db(), 'DB'), await isFull(db(), 'DB_2')]).toEqual([false, false])
    expect([isAnyFilling(db()), await isAnyNotedFilling(db())]).toEqual([false, true])
    await note({ DB_2: 95 })
    expect([await isFull(db(), 'DB'), await isFull(db(), 'DB_2')]).toEqual([false, true])
    expect(await isFull(db(), 'DB_9')).toBe(false)
    // What it answers counts more than what was noted.
    const asked = db()
    await saveSizes(asked, '2026-01-19')
    const trips = asked.usage.roundTrips
    expect([await isFull(asked, 'DB_2'), await isAnyNotedFilling(asked)]).toEqual([false, false])
    expect(asked.usage.roundTrips).toBe(trips)
    expect(asked.all.map(fullness)).toEqual(['roomy', 'roomy'])
  })

  test('decide where a new store goes: where there is room, and fewer stores', async () => {
    const place = async () => roomiestDatabase(db())
    // One each.
    expect(await place()).toBe('DB')
    await run(main, "INSERT INTO stores (name, data_version) VALUES ('三店', 0)")
    expect(await place()).toBe('DB_2')
    await note({ DB_2: 80 })
    expect(await place()).toBe('DB')
    await run(main, `UPDATE stores SET database = 'DB_2'`)
    expect(await place()).toBe('DB')
    const opened = db()
    await roomiestDatabase(opened)
    expect(opened.usage).toMatchObject({ roundTrips: 1, statements: 2 })
  })

  test('decide where no database is roomy: the one with the most room', async () => {
    await note({ DB_2: 85 })
    const opened = db()
    Object.assign(opened.main, { limitBytes: 1 })
    expect(await roomiestDatabase(opened)).toBe('DB_2')
  })
})

describe('the status', () => {
  async function status(env = worker.env, faults: Faults = {}) {
    const isolate = openIsolate(env, { faults })
    const headers = await (await personIn(worker.env, { role: 'operator', stores: 'all' })).device()
    const response = await isolate.ask('/api/status', { headers })
    const { databases } = (await response.json()) as Status
    const page = await isolate.ask('/status?lang=en', { headers })
    return { databases, page: visibleText(await page.text()) }
  }

  test('tells how full each database is', async () => {
    const { databases, page } = await status()
    expect(databases).toEqual(
      ['DB', 'DB_2'].map((database) => ({
        ...{ database, status: 'answers', fullness: 'roomy', limitBytes: 10_000_000_000 },
        bytes: expect.any(Number),
        growth: { status: 'unknown', reason: 'fewDays' },
      })),
    )
    expect(page).not.toContain('does not answer')
  })

  test('names one that does not answer, and tells all else', async () => {
    const { databases, page } = await status(worker.env, DOWN)
    expect(databases).toEqual([
      expect.objectContaining({ database: 'DB', status: 'answers' }),
      { database: 'DB_2', status: 'noAnswer', stores: 1 },
    ])
    expect(page).toContain('DB_2 does not answer')
  })

  test('names one that stores are in and that is not bound', async () => {
    const { DB_2: _, ...env } = worker.env as TestWorker['env'] & { DB_2: D1Database }
    const { databases, page } = await status(env)
    expect(databases).toEqual([
      expect.objectContaining({ database: 'DB', status: 'answers' }),
      { database: 'DB_2', status: 'notBound', stores: 1 },
    ])
    expect(page).toContain('DB_2, which is not bound')
  })
})
