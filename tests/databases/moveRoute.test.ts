import { beforeAll, beforeEach, expect, test } from 'vitest'
import { boundDatabases, openDatabase } from '../../src/data/database'
import { beginMove } from '../../src/data/moves/storeMoves'
import { continueMoves } from '../../src/scheduled/continueMoves'
import { sharedWorker, type TestWorker } from '../harness'
import { anOrder } from '../history/build'
import { stepsIn } from '../history/steps'
import { json, openIsolate } from '../isolate'
import { personIn } from '../people'

/** Moves as an admin asks for them, and as the schedule ends them. */

let worker: TestWorker
let headers: Record<string, string>
let storeId = 0
beforeAll(async () => {
  worker = await sharedWorker(undefined, 3)
})
beforeEach(async () => {
  await worker.clear()
  const steps = stepsIn(() => worker.env.DB)
  await steps.imports('一店', [anOrder('a'), anOrder('b')])
  storeId = (await steps.storeOf('一店')).id
  headers = await (await personIn(worker.env, { name: '丁', role: 'admin' })).program('people')
})

async function ask(body: unknown) {
  const response = await openIsolate(worker.env).ask('/api/stores/move', json(body, headers))
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

const whereIs = async () =>
  (await worker.env.DB.prepare('SELECT database FROM stores WHERE id = ?').bind(storeId).first())?.database

test('an admin moves a store by its name, and hears the same when he asks again', async () => {
  expect(await ask({ store: '一店', to: 'DB_2' })).toEqual({ status: 200, json: { status: 'moved' } })
  expect(await whereIs()).toBe('DB_2')
  expect(await ask({ store: '一店', to: 'DB_2' })).toEqual({ status: 200, json: { status: 'moved' } })
  const { results } = await worker.env.DB.prepare(
    "SELECT via, detail FROM audit_events WHERE event = 'storeMoved'",
  ).all()
  expect(results).toEqual([{ via: 'token', detail: JSON.stringify({ store: storeId, to: 'DB_2' }) }])
})

test.each([
  [{ store: '九店', to: 'DB_2' }, 404, 'unknownStore'],
  [{ store: '一店', to: 'DB_9' }, 404, 'unknownDatabase'],
  [{ store: '一店', to: 'CACHE' }, 404, 'unknownDatabase'],
  [{ store: '一店', to: 'DB' }, 409, 'alreadyThere'],
])('%j is refused', async (body, status, reason) => {
  expect(await ask(body)).toMatchObject({ status, json: { status: 'refused', reason } })
})

test.each([null, {}, { store: 1, to: 'DB_2' }, { store: '一店' }])('%j is unreadable', async (body) => {
  expect(await ask(body)).toMatchObject({ status: 400, json: { error: 'unreadable' } })
})

test('while somebody else is at it, it says that it waits', async () => {
  await beginMove(openDatabase(boundDatabases(worker.env)), storeId, 'DB_2', new Date())
  await worker.env.DB.exec(`INSERT INTO leases VALUES ('move/${storeId}', 'x', 9999999999999)`)
  expect(await ask({ store: '一店', to: 'DB_2' })).toMatchObject({
    status: 200,
    json: { status: 'unfinished', step: 'waiting', rows: 0 },
  })
})

test('the schedule ends what was begun, and deletes what is left', async () => {
  const db = () => openDatabase(boundDatabases(worker.env))
  const now = new Date()
  await beginMove(db(), storeId, 'DB_2', now)
  await continueMoves(db(), now)
  expect(await whereIs()).toBe('DB_2')
  await continueMoves(db(), new Date(now.getTime() + 61_000))
  for (const table of ['orders', 'store_moves']) {
    expect((await worker.env.DB.prepare(`SELECT * FROM ${table}`).all()).results, table).toEqual([])
  }
  await continueMoves(db(), now)
})

test('figures and lists of a store are the same wherever it is', async () => {
  const text = async (url: string) => {
    const isolate = openIsolate(worker.env, { accessMode: 'public' })
    const response = await isolate.ask(url)
    expect(response.status, url).toBe(200)
    return response.text()
  }
  const figures = async () => {
    const { kpi, rules } = JSON.parse(await text('/api/diagnosis?store=一店')) as Record<string, unknown>
    return { kpi, rules, orders: await text('/rules/orders.csv?store=一店&days=7') }
  }
  const before = await figures()
  expect(before.kpi).toBeDefined()
  expect(before.orders).toContain('a')
  for (const to of ['DB_2', 'DB_3', 'DB']) {
    expect(await ask({ store: '一店', to })).toMatchObject({ json: { status: 'moved' } })
    expect(await figures(), to).toEqual(before)
    await continueMoves(openDatabase(boundDatabases(worker.env)), new Date(Date.now() + 61_000))
  }
})
