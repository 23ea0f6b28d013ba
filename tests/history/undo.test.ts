import { beforeAll, describe, expect, test } from 'vitest'
import { everyStore, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import type { Order } from '../../src/diagnosis/order'
import { finishImport, importPart, openImport, startImport } from '../../src/history/importParts'
import type { UndoOutcome } from '../../src/history/importRecord'
import { mergeStores, removeOrders, renameStore, type StoreChange } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { sharedWorker, type TestWorker } from '../harness'
import { seededRandom } from '../seededRandom'
import { ANY_AUTHOR } from '../services'
import { anOrder, aReport } from './build'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})

const db = () => openDatabase(worker.env.DB)
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results

interface Snapshot {
  orders: string
  days: string
  stores: string
  products: Map<string, string>
}

/** All that figures are made of; a product that nobody buys any more may stay. */
async function snapshot(): Promise<Snapshot> {
  const products = await all<{ store_id: number; id: number; key: string; name: string; category: string }>(
    'SELECT * FROM products',
  )
  return {
    orders: JSON.stringify(await all('SELECT * FROM orders ORDER BY store_id, order_id')),
    days: JSON.stringify(await all('SELECT * FROM store_days ORDER BY store_id, business_date')),
    stores: JSON.stringify(await all('SELECT id, name, first_date, last_date FROM stores ORDER BY id')),
    products: new Map(
      products.map(({ store_id, id, ...rest }) => [`${store_id} ${id}`, JSON.stringify(rest)]),
    ),
  }
}

function expectAsBefore(now: Snapshot, before: Snapshot): void {
  expect(now.orders).toBe(before.orders)
  expect(now.days).toBe(before.days)
  for (const [id, product] of before.products) expect(now.products.get(id)).toBe(product)
}

interface FileText {
  store: string
  orders: Order[]
  cancelledIds?: string[]
  completeDays?: string[]
}

let files = 0
async function importOf(...parts: FileText[]): Promise<number> {
  const fingerprint = (files++).toString(16).padStart(64, '0')
  const stores = [...new Set(parts.map(({ store }) => store))].map((name) => ({ name, ids: [] }))
  const started = await startImport(
    db(),
    ANY_AUTHOR,
    { file: 'orders.csv', fingerprint, kind: 'own', stores },
    new Date(),
  )
  if (started.status !== 'started') throw new Error(started.refusal.message)
  const open = await openImport(db(), ANY_AUTHOR, started.importId)
  if (!open) throw new Error('it is not open')
  for (const [at, part] of parts.entries()) {
    const whole = { cancelledIds: [], completeDays: [], rejectedOrders: {}, ...part }
    expect(await importPart(db(), ANY_AUTHOR, open, at + 1, whole, new Date())).toMatchObject({
      status: 'stored',
    })
  }
  const end = { report: aReport(), parts: parts.length, rejected: [], said: {} }
  expect(await finishImport(db(), ANY_AUTHOR, open, end, new Date())).toBeDefined()
  return started.importId
}

const undo = (id: number): Promise<UndoOutcome> => undoImport(db(), ANY_AUTHOR, id, new Date())

async function undoneBy(id: number): Promise<number> {
  const outcome = await undo(id)
  if (outcome.status !== 'undone') throw new Error(JSON.stringify(outcome))
  expect(outcome.left).toEqual([])
  return outcome.importId
}

async function storesThere() {
  return visibleDirectory(await loadDirectory(db()), everyStore()).stores
}

const DATES = ['2026-01-16', '2026-01-17', '2026-01-18']
const NAMES = ['一店', '二店', '三店']

describe('an import that is taken back', () => {
  test('leaves what it replaced as it was, and nothing of what it brought', async () => {
    await worker.clear()
    await importOf({ store: '一店', orders: [anOrder('a', { pieces: 1 }), anOrder('b', { pieces: 2 })] })
    const before = await snapshot()
    const id = await importOf({
      store: '一店',
      orders: [anOrder('a', { pieces: 5, productName: '改了名' }), anOrder('c', { date: '2026-01-17' })],
      cancelledIds: ['b'],
    })
    const after = await snapshot()
    expect(after.orders).not.toBe(before.orders)
    const undoId = await undoneBy(id)
    expectAsBefore(await snapshot(), before)
    await undoneBy(undoId)
    expectAsBefore(await snapshot(), after)
    await undoneBy(id)
    expectAsBefore(await snapshot(), before)
  })

  test('leaves orders that a later import has changed, and names them', async () => {
    await worker.clear()
    await importOf({ store: '一店', orders: [anOrder('a'), anOrder('b')] })
    const first = await importOf({
      store: '一店',
      orders: [anOrder('a', { pieces: 2 }), anOrder('b', { pieces: 2 })],
    })
    const later = await importOf({ store: '一店', orders: [anOrder('b', { pieces: 3 })] })
    expect(await undo(first)).toMatchObject({ status: 'undone', left: ['b'], counts: { ordersChanged: 1 } })
    const [b] = await all<{ lines: string; import_id: number }>("SELECT * FROM orders WHERE order_id = 'b'")
    expect(b?.import_id).toBe(later)
    expect(await undo(first)).toMatchObject({ status: 'refused', reason: 'undone' })
  })

  test('is not taken back twice, not without changes, and not by who does not see its store', async () => {
    await worker.clear()
    const id = await importOf({ store: '一店', orders: [anOrder('a')] })
    const same = await importOf({ store: '一店', orders: [anOrder('a')] })
    expect(await undo(same)).toMatchObject({ status: 'refused', reason: 'nothingChanged' })
    expect(await undo(id + 1000)).toMatchObject({ status: 'refused', reason: 'unknown' })
    await undoneBy(id)
    expect(await undo(id)).toMatchObject({ status: 'refused', reason: 'undone' })
  })

  test('a month later it is too late', async () => {
    await worker.clear()
    const id = await importOf({ store: '一店', orders: [anOrder('a')] })
    const later = new Date(Date.now() + 31 * 86_400_000)
    expect(await undoImport(db(), ANY_AUTHOR, id, later)).toMatchObject({
      status: 'refused',
      reason: 'tooOld',
    })
  })
})

describe('stores', () => {
  test('a removed day comes back', async () => {
    await worker.clear()
    await importOf({ store: '一店', orders: DATES.map((date) => anOrder(`of ${date}`, { date })) })
    const before = await snapshot()
    const [store] = await storesThere()
    if (!store) throw new Error('no store')
    const removed = await removeOrders(db(), ANY_AUTHOR, store, DATES[1], new Date())
    expect(removed).toMatchObject({ status: 'done', counts: { ordersRemoved: 1, daysChanged: 1 } })
    await undoneBy(idOf(removed))
    expectAsBefore(await snapshot(), before)
  })

  test('a renamed store is found by its former name, and gets it back', async () => {
    await worker.clear()
    await importOf({ store: '一店', orders: [anOrder('a')] })
    const [store] = await storesThere()
    if (!store) throw new Error('no store')
    const renamed = await renameStore(db(), ANY_AUTHOR, store, ' 朝阳店 ', new Date())
    expect((await storesThere()).map(({ name }) => name)).toEqual(['朝阳店'])
    await importOf({ store: '一店', orders: [anOrder('b')] })
    expect((await storesThere()).map(({ name }) => name)).toEqual(['朝阳店'])
    const undoId = await undoneBy(idOf(renamed))
    expect((await storesThere()).map(({ name }) => name)).toEqual(['一店'])
    await undoneBy(undoId)
    expect((await storesThere()).map(({ name }) => name)).toEqual(['朝阳店'])
  })

  test('a store takes no name of another one, in any spelling', async () => {
    await worker.clear()
    await importOf({ store: '一店', orders: [anOrder('a')] }, { store: '二店（东）', orders: [anOrder('b')] })
    const [store] = await storesThere()
    if (!store) throw new Error('no store')
    for (const name of ['二店（东）', '二店(东)', '二 店(东)']) {
      expect(await renameStore(db(), ANY_AUTHOR, store, name, new Date())).toMatchObject({
        reason: 'nameTaken',
      })
    }
    expect(await renameStore(db(), ANY_AUTHOR, store, ' ', new Date())).toMatchObject({
      reason: 'unusableName',
    })
  })

  test('merged, the later import of an order counts, and files with the former name go to the store that is left', async () => {
    await worker.clear()
    await importOf({ store: '旧店', orders: [anOrder('both', { pieces: 1 }), anOrder('old only')] })
    await importOf({ store: '新店', orders: [anOrder('both', { pieces: 2 }), anOrder('new only')] })
    const before = await snapshot()
    const stores = await storesThere()
    const [from, into] = ['旧店', '新店'].map((name) => stores.find((store) => store.name === name))
    if (!from || !into) throw new Error('no stores')
    const merged = await mergeStores(db(), ANY_AUTHOR, from, into, new Date())
    const orders = await all<{ store_id: number; order_id: string; lines: string }>('SELECT * FROM orders')
    expect(orders.map(({ order_id }) => order_id).sort()).toEqual(['both', 'new only', 'old only'])
    expect(new Set(orders.map(({ store_id }) => store_id))).toEqual(new Set([into.id]))
    expect(orders.find(({ order_id }) => order_id === 'both')?.lines).toContain(',2000,')
    await importOf({ store: '旧店', orders: [anOrder('more')] })
    expect((await storesThere()).map(({ name }) => name)).toEqual(['新店'])
    const id = await all<{ id: number }>('SELECT max(id) AS id FROM imports')
    await undoneBy(id[0]?.id ?? 0)
    await undoneBy(idOf(merged))
    expectAsBefore(await snapshot(), before)
    await importOf({ store: '旧店', orders: [anOrder('again')] })
    expect((await storesThere()).map(({ name }) => name).sort()).toEqual(['新店', '旧店'].sort())
  })
})

function idOf(change: StoreChange): number {
  if (change.status !== 'done') throw new Error(change.status)
  return change.importId
}

describe('whatever was imported, merged and removed', () => {
  test.for(Array.from({ length: 100 }, (_, at) => at + 1))(
    'sequence %i is taken back row by row, and done again',
    async (seed) => {
      await worker.clear()
      const random = seededRandom(seed)
      await someFile(random)
      const steps: { id: number; before: Snapshot; after: Snapshot }[] = []
      for (let step = 0; step < 3; step++) {
        const before = await snapshot()
        const id = random() < 0.5 ? await someFile(random) : await someStoreChange(random)
        if (id !== undefined) steps.push({ id, before, after: await snapshot() })
      }
      const undone: { undoId: number; after: Snapshot }[] = []
      for (const { id, before, after } of steps.reverse()) {
        const outcome = await undo(id)
        if (outcome.status === 'undone') undone.push({ undoId: outcome.importId, after })
        else expect(outcome).toMatchObject({ reason: 'nothingChanged' })
        expectAsBefore(await snapshot(), before)
      }
      for (const { undoId, after } of undone.reverse()) {
        await undoneBy(undoId)
        expectAsBefore(await snapshot(), after)
      }
    },
  )
})

type Random = () => number

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T
}

function someFile(random: Random): Promise<number> {
  const stores = NAMES.filter(() => random() < 0.7)
  return importOf(...stores.map((store) => someOrders(random, store)))
}

function someOrders(random: Random, store: string): FileText {
  const ids = ['a', 'b', 'c', 'd', 'e'].filter(() => random() < 0.5)
  const orders = ids.map((id) =>
    anOrder(id, {
      date: pick(random, DATES),
      pieces: pick(random, [1, 2, 3]),
      productName: pick(random, ['茶', '奶茶', '水']),
    }),
  )
  return {
    store,
    orders,
    cancelledIds: random() < 0.3 ? ['a', 'b', 'c'].filter((id) => !ids.includes(id)) : [],
    completeDays: random() < 0.3 ? [pick(random, DATES)] : [],
  }
}

async function someStoreChange(random: Random): Promise<number | undefined> {
  const stores = await storesThere()
  const store = pick(random, stores)
  if (!store) return undefined
  const other = stores.find(({ id }) => id !== store.id)
  const isMerge = random() < 0.4 && other
  const date = random() < 0.7 ? pick(random, DATES) : undefined
  const change = isMerge
    ? await mergeStores(db(), ANY_AUTHOR, store, other, new Date())
    : await removeOrders(db(), ANY_AUTHOR, store, date, new Date())
  return change.status === 'done' ? change.importId : undefined
}
