import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyStore, type VisibleStore, visibleDirectory } from '../../src/access/scope'
import { boundDatabases, openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { mergeStores, renameStore } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { orderTexts } from '../archived'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { openIsolate } from '../isolate'
import { ANY_AUTHOR, importText, testServices } from '../services'

/** Changes of stores that are in another database than the directory. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker(undefined, 2)
})
beforeEach(async () => {
  await worker.clear()
  await putInto('二店', 'DB_2')
  await putInto('一店', 'DB')
})

const DATE = '2026-01-18'
const authorization = `Bearer ${IMPORT_TOKEN}`

/** A store that comes into being in a database. */
async function putInto(name: string, database: string) {
  await worker.env.DB.prepare('INSERT INTO stores (name, data_version, database) VALUES (?, 0, ?)')
    .bind(name, database)
    .run()
}

const other = () => boundDatabases(worker.env).get('DB_2') ?? expect.fail('DB_2 is bound')
const rowsOf = async <Row>(d1: D1Database, query: string) => (await d1.prepare(query).all<Row>()).results

interface Version {
  data_version: number
  first_date: string | null
  last_date: string | null
  last_complete_date: string | null
}
/** Of the store in the other database: by the directory, and by itself. */
async function versions(): Promise<[Version | undefined, Version | undefined]> {
  const columns = 'data_version, first_date, last_date, last_complete_date'
  const [directory] = await rowsOf<Version>(
    worker.env.DB,
    `SELECT ${columns} FROM stores WHERE name = '二店'`,
  )
  const [own] = await rowsOf<Version>(other(), `SELECT ${columns} FROM stores`)
  return [directory, own]
}

async function expectSettled() {
  const [directory, own] = await versions()
  expect(own).toEqual(directory)
  expect(own?.data_version).toBeGreaterThan(0)
}

const both = (lines: ExportLine[] = []) =>
  exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3), ...lines])

const ordersOf = (diagnosis: Diagnosis) => diagnosis.kpi?.allOrders

async function diagnosis(store: string, date = DATE): Promise<Diagnosis> {
  return worker.getJson(`/api/diagnosis?${new URLSearchParams({ store, date })}`)
}

describe('an import', () => {
  test('stores each store where it is, and the directory knows of both', async () => {
    expect(await (await worker.importCsv(both())).json()).toMatchObject({
      status: 'imported',
      report: { ordersNew: 6, daysChanged: 6 },
    })
    expect(await orderTexts(worker.env.DB)).toHaveLength(3)
    expect(await orderTexts(other())).toHaveLength(3)
    await expectSettled()
    expect(ordersOf(await diagnosis('二店'))).toBe(1)
    expect(ordersOf(await worker.getJson(`/api/diagnosis?date=${DATE}`))).toBe(2)
  })

  test('a second time changes nothing, and no version', async () => {
    await worker.importCsv(both())
    const before = await versions()
    expect(await (await worker.importCsv(both())).json()).toMatchObject({
      status: 'unchanged',
      report: { ordersNew: 0, daysChanged: 0 },
    })
    expect(await versions()).toEqual(before)
  })

  test('takes three trips for a part that brings no new day, and two more for one that does', async () => {
    await worker.importCsv(exportFile(dailyOrders('二店', 3)))
    const trips = async (lines: ExportLine[]) => {
      const { services, d1Trips } = testServices(worker.env)
      const before = d1Trips.total
      await importText(services.openDatabase(), exportFile(lines))
      return d1Trips.total - before
    }
    const known = await trips([...dailyOrders('二店', 3), { 门店名称: '二店', 订单ID: 'more' }])
    const newDay = await trips([
      ...dailyOrders('二店', 3),
      { 门店名称: '二店', 订单ID: 'of the next day', 下单时间: '2026-01-19 10:00:00' },
    ])
    expect(newDay - known).toBe(2)
  })

  test('that dies between the two databases costs no wrong figure, whenever that is', async () => {
    await worker.importCsv(both())
    const more = exportFile([
      { 门店名称: '二店', 订单ID: 'late', 下单时间: `${DATE} 11:00:00` },
      { 门店名称: '二店', 订单ID: 'later', 下单时间: '2026-01-19 11:00:00' },
    ])
    for (let batches = 1; batches <= 12; batches++) {
      const dying = testServices(worker.env, { faults: { d1DiesAfterBatches: batches } })
      await importText(dying.services.openDatabase(), more).catch(() => undefined)
      // A dead sender's turn ends by itself, in seconds.
      await other().prepare('DELETE FROM leases').run()
      const stored = (await orderTexts(other())).filter((text) => text.includes('late')).length
      // A visit, and then the schedule: whoever comes first finds what is stored, and nothing else.
      // Without the edge, which is told by the refresh.
      const faults = { kvReads: 'down' } as const
      const { ask, settle } = openIsolate(worker.env, { accessMode: 'public', faults })
      const answer = await ask(`/api/diagnosis?${new URLSearchParams({ store: '二店', date: DATE })}`)
      expect(ordersOf((await answer.json()) as Diagnosis), `after ${batches}`).toBe(stored > 0 ? 2 : 1)
      await settle()
      await worker.runCron()
      await expectSettled()
      await importText(openDatabase(boundDatabases(worker.env)), more)
      expect((await orderTexts(other())).filter((text) => text.includes('late'))).toHaveLength(2)
      await expectSettled()
      const { imports } = (await (
        await openIsolate(worker.env, { accessMode: 'public' }).ask('/api/imports', {
          headers: { authorization },
        })
      ).json()) as {
        imports: { id: number; undo: string; counts: { ordersNew: number } | null }[]
      }
      const last = imports.find(({ undo, counts }) => undo === 'possible' && counts?.ordersNew === 2)
      expect((await worker.post(`/api/imports/${last?.id}/undo`, '', { authorization })).status).toBe(200)
      expect(ordersOf(await diagnosis('二店'))).toBe(1)
    }
  })

  test('of the same store at once by two loses nothing', async () => {
    await worker.importCsv(both())
    const each = Array.from({ length: 6 }, (_, at) =>
      exportFile([{ 门店名称: '二店', 订单ID: `extra-${at}`, 下单时间: `${DATE} 12:00:00` }]),
    )
    const answers = await Promise.all(each.map((file) => worker.importCsv(file)))
    expect(answers.map(({ status }) => status)).toEqual(each.map(() => 200))
    expect(await orderTexts(other())).toHaveLength(9)
    await expectSettled()
    expect(ordersOf(await diagnosis('二店'))).toBe(7)
  })

  test('is not taken for a store whose database does not answer; the others of its file are', async () => {
    const { services } = testServices(worker.env, { faults: { databases: { DB_2: 'down' } } })
    const outcome = await importText(services.openDatabase(), both())
    expect(outcome).toMatchObject({ status: 'interrupted' })
    expect(await orderTexts(worker.env.DB)).toHaveLength(3)
    expect(await importText(openDatabase(boundDatabases(worker.env)), both())).toMatchObject({
      status: 'imported',
    })
    expect(await orderTexts(other())).toHaveLength(3)
  })
})

describe('taking back', () => {
  test('an import leaves what was before, in both databases', async () => {
    await worker.importCsv(both())
    const before = [await orderTexts(worker.env.DB), await orderTexts(other())]
    const second = (await (
      await worker.importCsv(
        both([
          { 门店名称: '二店', 订单ID: 'x' },
          { 门店名称: '一店', 订单ID: 'x' },
        ]),
      )
    ).json()) as { importId: number }
    expect(
      await (await worker.post(`/api/imports/${second.importId}/undo`, '', { authorization })).json(),
    ).toMatchObject({
      counts: { ordersRemoved: 2 },
    })
    expect([await orderTexts(worker.env.DB), await orderTexts(other())]).toEqual(before)
    await expectSettled()
    expect(ordersOf(await diagnosis('二店'))).toBe(1)
  })

  test('makes a day that only the import had ended one that is not over', async () => {
    const day = (time: string) => exportFile([{ 门店名称: '二店', 订单ID: time, 下单时间: time }])
    await worker.importCsv(day('2026-01-17 10:00:00'))
    const { importId } = (await (await worker.importCsv(day('2026-01-18 10:00:00'))).json()) as {
      importId: number
    }
    expect((await versions())[0]?.last_complete_date).toBe(DATE)
    await worker.post(`/api/imports/${importId}/undo`, '', { authorization })
    expect((await versions())[0]).toMatchObject({ last_date: '2026-01-17', last_complete_date: '2026-01-17' })
    await expectSettled()
  })

  test('is refused, and the history says that it is not known, while the database is away', async () => {
    const { importId } = (await (await worker.importCsv(both())).json()) as { importId: number }
    const { ask } = openIsolate(worker.env, { accessMode: 'public', faults: { databases: { DB_2: 'down' } } })
    const record = (await (
      await ask(`/api/imports/${importId}`, { headers: { authorization } })
    ).json()) as object
    expect(record).toMatchObject({ counts: null, undo: 'unavailable' })
    const refused = await ask(`/api/imports/${importId}/undo`, { method: 'POST', headers: { authorization } })
    expect(refused.status).toBe(503)
    expect(await orderTexts(other())).toHaveLength(3)
  })
})

test('a name that changes is known at once, and costs no visit a wait', async () => {
  await worker.importCsv(both())
  const { ask } = openIsolate(worker.env, { accessMode: 'public' })
  const renamed = await renameStore(
    openDatabase(boundDatabases(worker.env)),
    ANY_AUTHOR,
    await storeNamed('二店'),
    '三店',
    new Date(),
  )
  expect(renamed).toMatchObject({ status: 'done' })
  const [, own] = await versions()
  const [directory] = await rowsOf(worker.env.DB, "SELECT data_version FROM stores WHERE name = '三店'")
  expect(directory).toEqual({ data_version: own?.data_version })
  const answer = await ask(`/api/diagnosis?${new URLSearchParams({ store: '三店', date: DATE })}`)
  expect(ordersOf((await answer.json()) as Diagnosis)).toBe(1)
})

describe('merging stores that are in two databases', () => {
  test('brings them together, and taking it back leaves the orders of each', async () => {
    await worker.importCsv(both())
    // What is left for a minute where a store was does not count.
    const allIds = async () => {
      const directory = await rowsOf<{ id: number; database: string }>(
        worker.env.DB,
        'SELECT id, database FROM stores',
      )
      const standing = await Promise.all(
        directory.map(async ({ id, database }) => {
          const texts = await orderTexts(boundDatabases(worker.env).get(database) ?? other())
          return texts
            .map((text) => JSON.parse(text) as [number, string])
            .filter(([storeId]) => storeId === id)
        }),
      )
      return standing
        .flat()
        .map(([, orderId]) => orderId)
        .sort()
    }
    const before = await allIds()
    const [from, into] = [await storeNamed('一店'), await storeNamed('二店')]
    const merged = await whole(() =>
      mergeStores(openDatabase(boundDatabases(worker.env)), ANY_AUTHOR, from, into, new Date()),
    )
    expect(merged).toMatchObject({ status: 'done', counts: { ordersNew: 3, ordersRemoved: 3 } })
    expect(await allIds()).toEqual(before)
    await worker.runCron()
    expect(ordersOf(await diagnosis('二店'))).toBe(2)
    await expectSettled()
    // A file of either name is the one store's now.
    await worker.importCsv(exportFile([{ 门店名称: '一店', 订单ID: 'since', 下单时间: `${DATE} 12:00:00` }]))
    expect(ordersOf(await diagnosis('二店'))).toBe(3)
    const db = openDatabase(boundDatabases(worker.env))
    const importId = merged.status === 'done' ? merged.importId : 0
    expect(await whole(() => undoImport(db, ANY_AUTHOR, importId, new Date()))).toMatchObject({
      status: 'undone',
    })
    expect(await allIds()).toEqual([...before, 'since'].sort())
    await worker.runCron()
    expect(ordersOf(await diagnosis('二店'))).toBe(2)
    expect(ordersOf(await diagnosis('一店'))).toBe(1)
  })
})

/** Goes on as long as a request leaves something for the next one. */
async function whole<Outcome extends { status: string }>(ask: () => Promise<Outcome>): Promise<Outcome> {
  for (let tries = 0; tries < 20; tries++) {
    const outcome = await ask()
    if (outcome.status !== 'unfinished') return outcome
  }
  return ask()
}

async function storeNamed(name: string): Promise<VisibleStore> {
  const directory = visibleDirectory(
    await loadDirectory(openDatabase(boundDatabases(worker.env))),
    everyStore(),
  )
  return directory.named(name) ?? expect.fail(`${name} is there`)
}

test('a database that was restored to an earlier state is shown as it is, under a new version', async () => {
  await worker.importCsv(exportFile(dailyOrders('二店', 2)))
  const tables = ['orders', 'store_days', 'stores', 'data_clock'] as const
  const saved = new Map<string, Record<string, unknown>[]>()
  for (const table of tables) saved.set(table, await rowsOf(other(), `SELECT * FROM ${table}`))
  await worker.importCsv(exportFile([{ 门店名称: '二店', 订单ID: 'lost', 下单时间: `${DATE} 11:00:00` }]))
  expect(ordersOf(await diagnosis('二店'))).toBe(2)
  await other().batch([
    ...['orders', 'store_days', 'openings'].map((table) => other().prepare(`DELETE FROM ${table}`)),
    ...(['orders', 'store_days'] as const).flatMap((table) =>
      (saved.get(table) ?? []).map((row) =>
        other()
          .prepare(
            `INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${Object.keys(row)
              .map(() => '?')
              .join()})`,
          )
          .bind(...Object.values(row)),
      ),
    ),
    other().prepare('UPDATE stores SET data_version = ?').bind(saved.get('stores')?.[0]?.data_version),
    other().prepare('UPDATE data_clock SET version = ?').bind(saved.get('data_clock')?.[0]?.version),
  ])
  await worker.runCron()
  await expectSettled()
  expect(ordersOf(await diagnosis('二店'))).toBe(1)
})
