import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ORDER_RECORD_COLUMNS, type OrderRecord } from '../../src/data/orderRecord'
import { comparePart } from '../../src/data/storePart'
import type { Order } from '../../src/diagnosis/order'
import { mergeStores, removeOrders } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { archiveAll, orderTexts, standingOrders } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { seededRandom } from '../seededRandom'
import { ANY_AUTHOR } from '../services'
import { anOrder } from './build'
import { stepsIn } from './steps'

/** Archived days change as days do whose orders stand one by one. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

/** The database of what is done; a test may put another in its place. */
let d1: () => D1Database
beforeEach(() => {
  d1 = () => worker.env.DB
})
const steps = stepsIn(() => d1())
const { db } = steps
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const count = async (table: string) =>
  (await all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1
const undo = (id: number) => undoImport(db(), ANY_AUTHOR, id, new Date())

/** All that figures are made of, by names: numbers of stores and imports are counted on from test to test. */
async function state() {
  const stores = await all<{ id: number; name: string }>('SELECT id, name FROM stores')
  const imports = await all<{ id: number }>('SELECT id FROM imports ORDER BY id')
  const nameOf = new Map(stores.map(({ id, name }) => [id, name]))
  const placeOf = new Map(imports.map(({ id }, place) => [id, place]))
  const names = Object.keys(ORDER_RECORD_COLUMNS) as (keyof OrderRecord)[]
  const orders = (await standingOrders(worker.env.DB)).map(({ storeId, record }) => {
    const importPlace = placeOf.get(record.importId ?? 0) ?? null
    return JSON.stringify([
      nameOf.get(storeId),
      importPlace,
      ...names.map((name) => name !== 'importId' && record[name]),
    ])
  })
  const days = await all<{ store_id: number; archive_state: string }>('SELECT * FROM store_days')
  return {
    orders: orders.sort(),
    days: days
      .map((day) => JSON.stringify({ ...day, store_id: nameOf.get(day.store_id), archive_state: '' }))
      .sort(),
  }
}

const DATES = ['2026-01-15', '2026-01-16', '2026-01-17', '2026-01-18']
const NAMES = ['一店', '二店', '三店']

/** A history of imports, cancellations, whole days, removals, merges and what takes them back. */
async function play(seed: number, between: () => Promise<void>): Promise<void> {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const entries: number[] = []

  async function change(store: string): Promise<{ status: string; importId?: number } | undefined> {
    const kind = below(10)
    const date = one(DATES)
    const there = await all<{ name: string }>(
      'SELECT name FROM stores WHERE last_date IS NOT NULL ORDER BY id',
    )
    const others = there.map(({ name }) => name).filter((name) => name !== store)
    const isThere = others.length < there.length
    if (kind === 0 && isThere) {
      return removeOrders(db(), ANY_AUTHOR, await steps.storeOf(store), date, new Date())
    }
    if (kind === 1 && isThere && others.length > 0) {
      const [from, into] = [await steps.storeOf(store), await steps.storeOf(one(others))]
      return mergeStores(db(), ANY_AUTHOR, from, into, new Date())
    }
    if (kind <= 3 && entries.length > 0) return undo(one(entries))
    return { status: 'imported', importId: await importsSome(store) }
  }

  async function importsSome(store: string): Promise<number> {
    const orders = new Map<string, Order>()
    for (let left = 1 + below(6); left > 0; left--) {
      const productName = one(['茶', '水', '改了名'])
      const order = anOrder(`${store} ${below(12)}`, { date: one(DATES), pieces: 1 + below(3), productName })
      orders.set(order.orderId, order)
    }
    const cancelled = below(3) === 0 ? [`${store} ${below(12)}`] : []
    const id = await steps.start([store])
    await steps.send(id, 1, {
      store,
      orders: [...orders.values()],
      cancelledIds: cancelled.filter((orderId) => !orders.has(orderId)),
      completeDays: below(3) === 0 ? [one(DATES)] : [],
    })
    await steps.finish(id, 1)
    return id
  }

  for (let step = 0; step < 14; step++) {
    const changed = await change(one(NAMES))
    if (changed?.importId !== undefined) entries.push(changed.importId)
    await between()
  }
}

test.each([1, 2, 3, 4, 5, 6])(
  'a history of imports, removals, merges and undos ends with the same orders and days, archived between its steps or not: %i',
  async (seed) => {
    await play(seed, async () => undefined)
    const plain = await state()
    await worker.clear()
    let archived = 0
    await play(seed, async () => {
      const { days, failures } = await archiveAll(worker.env.DB)
      expect(failures).toEqual([])
      archived += days
    })
    expect(await state()).toEqual(plain)
    expect(archived).toBeGreaterThan(3)
    const standing = (await standingOrders(worker.env.DB)).map(
      ({ storeId, record }) => `${storeId} ${record.orderId}`,
    )
    expect(new Set(standing).size).toBe(standing.length)
  },
)

/** Archives all days whenever a change that has read them is about to write. */
function archivedBeforeWrites(): D1Database {
  return new Proxy(worker.env.DB, {
    get(target, property) {
      if (property !== 'batch') return Reflect.get(target, property)
      return async (statements: (D1PreparedStatement & { sql?: string })[]) => {
        if (statements.some(({ sql = '' }) => sql.includes('insert into "import_parts"'))) {
          await archiveAll(worker.env.DB)
        }
        return target.batch(statements)
      }
    },
  })
}

test.each([7, 8, 9, 10, 11, 12])(
  'and so it does where days are archived just between the reading and the writing of each change: %i',
  async (seed) => {
    await play(seed, async () => undefined)
    const plain = await state()
    await worker.clear()
    d1 = archivedBeforeWrites
    await play(seed, async () => undefined)
    expect(await count('archived_days')).toBeGreaterThan(2)
    expect(await state()).toEqual(plain)
  },
)

describe('an archived day', () => {
  const orders = ['a', 'b', 'c'].map((id) => anOrder(id, { date: '2026-01-16' }))
  const stored = () => all<{ n: number }>('SELECT count(*) AS n FROM orders').then(([row]) => row?.n)

  test('imported again as it is costs no write of orders, and compared with it nothing would change', async () => {
    await steps.imports('一店', orders)
    await archiveAll(worker.env.DB)
    const before = await orderTexts(worker.env.DB)
    await steps.imports('一店', orders)
    expect(await orderTexts(worker.env.DB)).toEqual(before)
    const store = await steps.storeOf('一店')
    const { changes } = await comparePart(db(), store.id, { orders, cancelledIds: [], completeDays: [] })
    expect(changes.size).toBe(0)
    expect(await stored()).toBe(0)
  })

  test('takes a new order, and gives away one that is of another day now, which is in no two places', async () => {
    await steps.imports('一店', [...orders, anOrder('other', { date: '2026-01-17' })])
    await archiveAll(worker.env.DB)
    await steps.imports('一店', [
      anOrder('a', { date: '2026-01-18' }),
      anOrder('b', { date: '2026-01-17' }),
      anOrder('new', { date: '2026-01-16' }),
    ])
    const places = (await standingOrders(worker.env.DB)).map(
      ({ place, record: { orderId, orderedAt } }) => `${orderId} ${orderedAt.slice(0, 10)} ${place}`,
    )
    expect(places).toEqual([
      'a 2026-01-18 stored',
      'b 2026-01-17 archived',
      'c 2026-01-16 archived',
      'new 2026-01-16 archived',
      'other 2026-01-17 archived',
    ])
  })

  test('is gone with its last order, and comes back with it', async () => {
    await steps.imports('一店', orders)
    await archiveAll(worker.env.DB)
    const before = await orderTexts(worker.env.DB)
    const removed = await removeOrders(
      db(),
      ANY_AUTHOR,
      await steps.storeOf('一店'),
      '2026-01-16',
      new Date(),
    )
    expect(await standingOrders(worker.env.DB)).toEqual([])
    expect(await all('SELECT store_id FROM archived_days')).toEqual([])
    expect(await all('SELECT * FROM archived_order_days')).toEqual([])
    if (removed.status !== 'done') throw new Error(removed.status)
    await undo(removed.importId)
    expect(await orderTexts(worker.env.DB)).toEqual(before)
  })

  test('beside which earlier code has stored orders takes them in, each once', async () => {
    await steps.imports('一店', orders)
    const before = await all<Record<string, unknown>>("SELECT * FROM orders WHERE order_id = 'a'")
    await archiveAll(worker.env.DB)
    const [row = {}] = before
    await worker.env.DB.prepare(
      `INSERT INTO orders (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`,
    )
      .bind(...Object.values(row).map((value) => (value === '饿了么' ? '抖音' : value)))
      .run()
    await steps.imports('一店', [anOrder('d', { date: '2026-01-16' })])
    const standing = (await standingOrders(worker.env.DB)).map(
      ({ place, record }) => `${record.orderId} ${record.channel} ${place}`,
    )
    expect(standing).toEqual([
      'a 抖音 archived',
      'b 饿了么 archived',
      'c 饿了么 archived',
      'd 饿了么 archived',
    ])
  })
})
