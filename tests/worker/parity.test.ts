import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { boundDatabases, openDatabase } from '../../src/data/database'
import { loadMoves, moveStore } from '../../src/data/moves/storeMoves'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { archiveAll } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { type ExpectedFigures, hasSharedData, readExpectedFigures, readSharedOrders } from '../sharedData'

/** Figures by an independent implementation, on orders that are imported through the API. */

let worker: TestWorker
async function importInto(databases: number, file: Uint8Array, report: object): Promise<void> {
  worker = await sharedWorker(undefined, databases)
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
  const all = [...boundDatabases(worker.env).values()]
  const counts = (of: string) =>
    Promise.all(
      all.map(
        async (d1) => (await d1.prepare(`SELECT count(*) AS n FROM ${of}`).first<{ n: number }>())?.n ?? 0,
      ),
    )
  const days = await counts('store_days')
  expect(days.filter((n) => n === 0)).toEqual([])
  for (const [at, d1] of all.entries()) expect(await archiveAll(d1)).toEqual({ days: days[at], failures: [] })
  expect(await counts('orders')).toEqual(all.map(() => 0))
  expect(await counts('archived_days')).toEqual(days)
  for (const d1 of all) {
    await d1.batch(
      [
        "UPDATE store_days SET rollup_version = 0, products = '{}', loss_lines = '[]', summary = NULL, unknowns = NULL",
        'DELETE FROM openings',
        'DELETE FROM schema_cards',
        'UPDATE data_clock SET rollup_version = 0',
      ].map((statement) => d1.prepare(statement)),
    )
  }
  const { version } = (await worker.env.DB.prepare('SELECT version + 1 AS version FROM data_clock').first<{
    version: number
  }>()) ?? { version: 0 }
  for (const d1 of all) {
    await d1.batch([
      d1.prepare('UPDATE data_clock SET version = ?').bind(version),
      d1.prepare('UPDATE stores SET data_version = ?').bind(version),
    ])
  }
  await worker.runCron()
  expect(await counts('store_days WHERE rollup_version = 0')).toEqual(all.map(() => 0))
}

/** Each store in the database after the one that it is in. */
async function moveAll(): Promise<void> {
  const bound = boundDatabases(worker.env)
  const names = [...bound.keys()]
  const { results } = await worker.env.DB.prepare('SELECT id, database FROM stores').all<{
    id: number
    database: string
  }>()
  for (const { id, database } of results) {
    const to = names[(names.indexOf(database) + 1) % names.length] ?? database
    let moved: Awaited<ReturnType<typeof moveStore>>
    do moved = await moveStore(openDatabase(bound), id, to, new Date())
    while (moved === 'unfinished')
    expect(moved).toBe('moved')
  }
  // What is left where they were is deleted a minute later, by the schedule.
  await worker.env.DB.prepare("UPDATE store_moves SET since = '2026-01-01T00:00:00.000Z'").run()
  while ((await loadMoves(openDatabase(bound))).length > 0) await worker.runCron()
}

const SETUPS = [
  ['in one database', 1],
  ['in three databases', 3],
] as const

const golden = (name: string) => readFileSync(fileURLToPath(import.meta.resolve(`../golden/${name}`)))

describe.each([
  ['in one database', 1],
  ['in two databases', 2],
] as const)('on the demo orders, %s', (_, databases) => {
  beforeAll(() =>
    importInto(databases, golden('demo.csv.gz'), {
      linesRead: 6_947,
      stores: 2,
      rejected: { count: 0 },
    }),
  )

  test('every expected figure is reproduced to the fen', async () => {
    expect(await expectFigures(JSON.parse(golden('demo-figures.json').toString()))).toBe(48)
  })

  test('and again from days that were all archived and rolled up anew', async () => {
    await rebuildFromArchive()
    expect(await expectFigures(JSON.parse(golden('demo-figures.json').toString()))).toBe(48)
  })
})

describe.skipIf(!hasSharedData).each(SETUPS)('on real orders, %s', (_, databases) => {
  beforeAll(
    () =>
      importInto(databases, readSharedOrders(), {
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

  test.skipIf(databases === 1)('and again once all stores have moved to another database', async () => {
    await moveAll()
    expect(await expectFigures(readExpectedFigures())).toBeGreaterThan(100)
  })

  test('and again from days that were all archived and rolled up anew', async () => {
    await rebuildFromArchive()
    expect(await expectFigures(readExpectedFigures())).toBeGreaterThan(100)
  })
})
