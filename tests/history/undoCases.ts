import { beforeAll, describe, expect, test } from 'vitest'
import { everyStore, onlyStores, visibleDirectory } from '../../src/access/scope'
import { boundDatabases, openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { continueMove, loadMoves } from '../../src/data/moves/storeMoves'
import type { Order } from '../../src/diagnosis/order'
import { finishImport, importPart, openImport, startImport } from '../../src/history/importParts'
import type { UndoOutcome } from '../../src/history/importRecord'
import { mergeStores, removeOrders, renameStore, type StoreChange } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { sharedWorker, type TestWorker } from '../harness'
import { seededRandom } from '../seededRandom'
import { ANY_AUTHOR } from '../services'
import { anOrder, aReport } from './build'

/** Histories that are taken back. @param databases how many there are; stores are spread over them */
export function describeUndo(databases: number): void {
  let worker: TestWorker
  beforeAll(async () => {
    worker = await sharedWorker(undefined, databases)
  })

  const db = () => openDatabase(boundDatabases(worker.env))

  /** The rows of all databases: a store's own are read where the store is. */
  async function all<Row>(query: string): Promise<Row[]> {
    const ofMain = (await worker.env.DB.prepare(query).all<Row>()).results
    if (databases === 1 || / FROM (imports|stores)\b/.test(query)) return ofMain
    const { results: stores } = await worker.env.DB.prepare('SELECT id, database FROM stores').all<{
      id: number
      database: string
    }>()
    const placeOf = new Map(stores.map(({ id, database }) => [id, database]))
    const rows = await Promise.all(
      [...boundDatabases(worker.env)].map(async ([name, d1]) => {
        const { results } = await d1.prepare(query).all<Row & { store_id?: number; id?: number }>()
        return results.filter(({ store_id, id = store_id }) => id === undefined || placeOf.get(id) === name)
      }),
    )
    const text = JSON.stringify
    return rows.flat().sort((a, b) => (text(a) < text(b) ? -1 : 1))
  }

  /** What a move leaves behind keeps a store from moving again for a minute. */
  async function hurryMoves(): Promise<void> {
    await worker.env.DB.prepare("UPDATE store_moves SET since = '2026-01-01T00:00:00.000Z'").run()
    for (const { storeId } of await loadMoves(db())) await continueMove(db(), storeId, new Date())
  }

  interface Snapshot {
    orders: string
    days: string
    /** Those with orders, by name, without their numbers. */
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
      stores: JSON.stringify(
        await all(
          'SELECT name, first_date, last_date FROM stores WHERE first_date IS NOT NULL ORDER BY name',
        ),
      ),
      products: new Map(
        products.map(({ store_id, id, ...rest }) => [`${store_id} ${id}`, JSON.stringify(rest)]),
      ),
    }
  }

  function expectAsBefore(now: Snapshot, before: Snapshot): void {
    expect(now.orders).toBe(before.orders)
    expect(now.days).toBe(before.days)
    expect(now.stores).toBe(before.stores)
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

  async function undo(id: number, author = ANY_AUTHOR): Promise<UndoOutcome> {
    for (;;) {
      const outcome = await undoImport(db(), author, id, new Date())
      if (outcome.status !== 'unfinished') return outcome
      await hurryMoves()
    }
  }

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

    test('leaves each order on the line of the file that it had brought it', async () => {
      await worker.clear()
      await importOf({ store: '一店', orders: [{ ...anOrder('a'), fileLine: 7 }, anOrder('b')] })
      const before = await snapshot()
      const lines = () => all('SELECT order_id, file_line FROM orders ORDER BY order_id')
      expect(await lines()).toEqual([
        { order_id: 'a', file_line: 7 },
        { order_id: 'b', file_line: null },
      ])
      const id = await importOf({ store: '一店', orders: [{ ...anOrder('a', { pieces: 3 }), fileLine: 9 }] })
      expect(await lines()).toContainEqual({ order_id: 'a', file_line: 9 })
      await undoneBy(id)
      expectAsBefore(await snapshot(), before)
    })

    test('an order that stands on another line, and says the same, is not changed', async () => {
      await worker.clear()
      await importOf({ store: '一店', orders: [{ ...anOrder('a'), fileLine: 7 }, anOrder('b')] })
      const before = await snapshot()
      await importOf({
        store: '一店',
        orders: [
          { ...anOrder('a'), fileLine: 8 },
          { ...anOrder('b'), fileLine: 9 },
        ],
      })
      expect(await snapshot()).toEqual(before)
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

    test('is not taken back by who does not see all of its stores: it reads like none', async () => {
      await worker.clear()
      await importOf({ store: '二店', orders: [anOrder('b')] })
      const id = await importOf(
        { store: '一店', orders: [anOrder('a')] },
        { store: '二店', orders: [anOrder('c')] },
      )
      const before = await snapshot()
      const own = (await storesThere()).filter(({ name }) => name === '二店')
      for (const storeIds of [own.map((store) => store.id), []]) {
        const stranger = { owner: 'person 5', personId: 5, scope: onlyStores(storeIds) }
        expect(await undo(id, stranger)).toEqual({ status: 'refused', reason: 'unknown' })
      }
      expect(await snapshot()).toEqual(before)
    })

    test.each(['an import', 'a rename'])('%s, by two at once, is taken back once', async (what) => {
      await worker.clear()
      const imported = await importOf({ store: '一店', orders: [anOrder('a')] })
      const [store] = await storesThere()
      if (!store) throw new Error('no store')
      const id =
        what === 'an import'
          ? imported
          : idOf(await renameStore(db(), ANY_AUTHOR, store, '朝阳店', new Date()))
      const outcomes = await Promise.all([undo(id), undo(id)])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['refused', 'undone'])
      expect(outcomes).toContainEqual({ status: 'refused', reason: 'undone' })
      const undoes = await all<{ id: number }>(`SELECT id FROM imports WHERE undoes = ${id}`)
      expect(await all(`SELECT undone_by AS id FROM imports WHERE id = ${id}`)).toEqual(undoes)
    })

    test('is not taken back twice, and not without changes', async () => {
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

    test('a rename is not taken back before a later one of the same store', async () => {
      await worker.clear()
      await importOf({ store: '一店', orders: [anOrder('a')] })
      const renamed = async (name: string) => {
        const [store] = await storesThere()
        if (!store) throw new Error('no store')
        return idOf(await renameStore(db(), ANY_AUTHOR, store, name, new Date()))
      }
      const [first, second] = [await renamed('朝阳店'), await renamed('海淀店')]
      expect(await undo(first)).toEqual({ status: 'refused', reason: 'renamedSince' })
      expect((await storesThere()).map(({ name }) => name)).toEqual(['海淀店'])
      await undoneBy(second)
      await undoneBy(first)
      expect((await storesThere()).map(({ name }) => name)).toEqual(['一店'])
    })

    test('a store takes no name of another one, in any spelling', async () => {
      await worker.clear()
      await importOf(
        { store: '一店', orders: [anOrder('a')] },
        { store: '二店（东）', orders: [anOrder('b')] },
      )
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

  // Each takes longer where stores move for it.
  const seeds = (most: number) => Array.from({ length: Math.ceil(most / databases ** 2) }, (_, at) => at + 1)

  describe('whatever was imported, merged, renamed and removed', () => {
    test.for(seeds(100))('sequence %i is taken back row by row, and done again', rowByRow)
    test.for(seeds(30))(
      'sequence %i is taken back in any order: what was changed since is left and named, all else is as before',
      inAnyOrder,
    )
  })

  /** Changes some things, and looks before and after each. */
  async function someSteps<Look>(random: Random, count: number, look: () => Promise<Look>) {
    await worker.clear()
    await someFile(random)
    const steps: { id: number; before: Look; after: Look }[] = []
    for (let step = 0; step < count; step++) {
      const before = await look()
      const id = await someChange(random)
      if (id !== undefined) steps.push({ id, before, after: await look() })
    }
    return steps
  }

  async function rowByRow(seed: number): Promise<void> {
    const steps = await someSteps(seededRandom(seed), 3, snapshot)
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
  }

  async function inAnyOrder(seed: number): Promise<void> {
    const random = seededRandom(1000 + seed)
    const steps = await someSteps(random, 4, orderRows)
    for (;;) {
      const [step] = steps.splice(Math.floor(random() * steps.length), 1)
      if (!step) break
      const expected = await takenBack(await orderRows(), step)
      const outcome = await undo(step.id)
      if (outcome.status === 'undone') expect(outcome.left.toSorted()).toEqual(expected.left.toSorted())
      else expectRefused(outcome)
      expect(await orderRows()).toEqual(expected.rows)
      await expectWholeDays()
    }
  }

  function expectRefused(outcome: UndoOutcome): void {
    const reason = outcome.status === 'refused' && outcome.reason
    expect(['nothingChanged', 'renamedSince', 'nameTaken']).toContain(reason)
  }

  /** Rows of `orders` by store and id. */
  type OrderRows = Map<string, string>

  async function orderRows(): Promise<OrderRows> {
    const rows = await all<{ store_id: number; order_id: string }>('SELECT * FROM orders')
    return new Map(rows.map((row) => [`${row.store_id} ${row.order_id}`, JSON.stringify(row)]))
  }

  /**
   * What taking a step back should come to: each order that is as the step left it is as it was before. An order that a merge
   * moved is taken back in both stores, or in neither.
   */
  async function takenBack(
    now: OrderRows,
    { id, before, after }: { id: number; before: OrderRows; after: OrderRows },
  ) {
    const [entry] = await all<{ kind: string }>(`SELECT kind FROM imports WHERE id = ${id}`)
    const orderIdOf = (key: string) => key.replace(/^\d+ /, '')
    const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) => before.get(key) !== after.get(key),
    )
    const rows = new Map(now)
    const left: string[] = []
    const together = Map.groupBy(touched, (key) => (entry?.kind === 'mergeStores' ? orderIdOf(key) : key))
    for (const [moved, keys] of together) {
      if (keys.some((key) => now.get(key) !== after.get(key))) {
        left.push(orderIdOf(moved))
        continue
      }
      for (const key of keys) {
        const was = before.get(key)
        if (was === undefined) rows.delete(key)
        else rows.set(key, was)
      }
    }
    return { rows, left }
  }

  /** Days and stores say what their orders do. */
  async function expectWholeDays(): Promise<void> {
    const ofOrders = 'SELECT store_id, substr(ordered_at, 1, 10) AS date, count(*) AS orders FROM orders'
    expect(
      await all(
        'SELECT store_id, business_date AS date, order_count AS orders FROM store_days ORDER BY 1, 2',
      ),
    ).toEqual(await all(`${ofOrders} GROUP BY 1, 2 ORDER BY 1, 2`))
    expect(
      await all('SELECT id, first_date, last_date FROM stores WHERE first_date IS NOT NULL ORDER BY 1'),
    ).toEqual(
      await all(
        'SELECT store_id AS id, min(substr(ordered_at, 1, 10)) AS first_date, max(substr(ordered_at, 1, 10)) AS last_date FROM orders GROUP BY 1 ORDER BY 1',
      ),
    )
  }

  type Random = () => number

  function pick<T>(random: Random, values: readonly T[]): T {
    return values[Math.floor(random() * values.length)] as T
  }

  function someChange(random: Random): Promise<number | undefined> {
    return random() < 0.5 ? someFile(random) : someStoreChange(random)
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
    const which = random()
    await hurryMoves()
    const date = random() < 0.7 ? pick(random, DATES) : undefined
    const change =
      which < 0.3
        ? await renameStore(db(), ANY_AUTHOR, store, pick(random, [...NAMES, '东店', '西店']), new Date())
        : which < 0.6 && other
          ? await mergeStores(db(), ANY_AUTHOR, store, other, new Date())
          : await removeOrders(db(), ANY_AUTHOR, store, date, new Date())
    return change.status === 'done' ? change.importId : undefined
  }
}
