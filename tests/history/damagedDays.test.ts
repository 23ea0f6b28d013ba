import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { archiveDays, retryFailed } from '../../src/data/archive/archiveDays'
import { openDatabase } from '../../src/data/database'
import { storePart } from '../../src/data/storePart'
import { compareOrders } from '../../src/history/compare'
import { mergeStores, removeOrders } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { archiveOldDays } from '../../src/scheduled/archiveOldDays'
import { archiveAll } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { ANY_AUTHOR } from '../services'
import { anOrder } from './build'
import { stepsIn } from './steps'

/** What an archived day that cannot be read does to changes: none loses or doubles an order, and each names the day. */

const DAY = '2026-01-16'
const OTHER = '2026-01-17'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})

const steps = stepsIn(() => worker.env.DB)
const { db } = steps
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const orders = ['a', 'b', 'c'].map((id) => anOrder(id, { date: DAY }))
const days = async () =>
  (
    await all<{ name: string; day: string; n: number }>(
      'SELECT name, business_date AS day, order_count AS n FROM store_days JOIN stores ON stores.id = store_id ORDER BY 1, 2',
    )
  ).map(({ name, day, n }) => `${name} ${day} ${n}`)
const damage = () =>
  worker.env.DB.prepare(`UPDATE archived_days SET orders = x'00' WHERE business_date = '${DAY}'`).run()
const refusedDays = { reason: 'damagedDays', dates: [DAY] }

let importId: number
beforeEach(async () => {
  await worker.clear()
  importId = await steps.imports('一店', [...orders, anOrder('other', { date: OTHER })])
  await archiveAll(worker.env.DB)
  await damage()
})

const send = async (of: Parameters<typeof steps.send>[2]) => {
  const id = await steps.start(['一店'])
  return steps.send(id, 1, of)
}
const BEFORE = [`一店 ${DAY} 3`, `一店 ${OTHER} 1`]

describe('a part of a file', () => {
  test.each([
    ['some of its orders', { orders: [anOrder('a', { date: DAY, pieces: 2 })] }],
    ['a new order', { orders: [anOrder('new', { date: DAY })] }],
    ['one of its orders on another day', { orders: [anOrder('a', { date: OTHER })] }],
    ['one of its orders as cancelled', { cancelledIds: ['a'] }],
  ])('that brings %s is refused with the day, and so it is where it is only compared', async (_, of) => {
    expect(await send({ store: '一店', ...of })).toMatchObject({ status: 'refused', refusal: refusedDays })
    expect(await days()).toEqual(BEFORE)
    const part = {
      ...{ orders: [], cancelledIds: [], completeDays: [], rejectedOrders: {}, cancelledElsewhere: [] },
      ...{ store: '一店', kind: 'own', ids: [], ...of },
    }
    expect(await compareOrders(db(), ANY_AUTHOR, part)).toMatchObject({
      status: 'refused',
      refusal: refusedDays,
    })
  })

  test('that names all of its orders replaces it', async () => {
    expect(await send({ store: '一店', orders })).toMatchObject({ status: 'stored' })
    expect(await days()).toEqual(BEFORE)
    expect(await all(`SELECT is_verified FROM archived_days WHERE business_date = '${DAY}'`)).toEqual([
      { is_verified: 1 },
    ])
  })

  test('that says what becomes of all of them, cancelled and moved ones too, replaces it', async () => {
    const moved = anOrder('a', { date: OTHER })
    expect(
      await send({ store: '一店', orders: [moved, anOrder('c', { date: DAY })], cancelledIds: ['b'] }),
    ).toMatchObject({ status: 'stored' })
    expect(await days()).toEqual([`一店 ${DAY} 1`, `一店 ${OTHER} 2`])
  })

  test('that is all of the day replaces it, whatever it had', async () => {
    expect(
      await send({ store: '一店', orders: [anOrder('b', { date: DAY })], completeDays: [DAY] }),
    ).toMatchObject({ status: 'stored' })
    expect(await days()).toEqual([`一店 ${DAY} 1`, `一店 ${OTHER} 1`])
  })

  test('that is nothing of the day, all of it, empties it: no order stands in two days', async () => {
    const moved = { orders: [anOrder('a', { date: OTHER })], completeDays: [DAY] }
    expect(await send({ store: '一店', ...moved })).toMatchObject({ status: 'stored' })
    expect(await days()).toEqual([`一店 ${OTHER} 2`])
    expect(await all(`SELECT 1 FROM archived_days WHERE business_date = '${DAY}'`)).toEqual([])
    expect(await all('SELECT 1 FROM archived_order_days')).toHaveLength(2)
  })

  test('of other days is stored', async () => {
    expect(await send({ store: '一店', orders: [anOrder('x', { date: OTHER })] })).toMatchObject({
      status: 'stored',
    })
  })
})

describe('whoever looks after the stores', () => {
  test('can remove the day', async () => {
    const store = await steps.storeOf('一店')
    expect(await removeOrders(db(), ANY_AUTHOR, store, DAY, new Date())).toMatchObject({ status: 'done' })
    expect(await days()).toEqual([`一店 ${OTHER} 1`])
  })

  test('can remove the store', async () => {
    const store = await steps.storeOf('一店')
    expect(await removeOrders(db(), ANY_AUTHOR, store, undefined, new Date())).toMatchObject({
      status: 'done',
    })
    expect(await days()).toEqual([])
    expect(await all('SELECT 1 FROM archived_days')).toEqual([])
  })

  test('is told the day by a merge, which goes on once the day is removed, and no order stands in both stores', async () => {
    await steps.imports('二店', [anOrder('x', { date: DAY })])
    const [from, into] = [await steps.storeOf('一店'), await steps.storeOf('二店')]
    const merge = () => mergeStores(db(), ANY_AUTHOR, from, into, new Date())
    expect(await merge()).toEqual({ status: 'refused', ...refusedDays })
    expect(await removeOrders(db(), ANY_AUTHOR, from, DAY, new Date())).toMatchObject({ status: 'done' })
    expect(await merge()).toMatchObject({ status: 'done' })
    expect(await days()).toEqual([`二店 ${DAY} 1`, `二店 ${OTHER} 1`])
  })

  test('is told the day by a merge into its store', async () => {
    await steps.imports('二店', [anOrder('x', { date: DAY })])
    const [into, from] = [await steps.storeOf('一店'), await steps.storeOf('二店')]
    expect(await mergeStores(db(), ANY_AUTHOR, from, into, new Date())).toEqual({
      status: 'refused',
      ...refusedDays,
    })
    expect(await days()).toEqual([...BEFORE, `二店 ${DAY} 1`])
  })

  test('is told the day by an undo, which goes on once the day is mended', async () => {
    const undo = () => undoImport(db(), ANY_AUTHOR, importId, new Date())
    expect(await undo()).toEqual({ status: 'refused', ...refusedDays })
    expect(await days()).toEqual(BEFORE)
    expect(await send({ store: '一店', orders })).toMatchObject({ status: 'stored' })
    expect(await undo()).toMatchObject({ status: 'undone' })
  })
})

test('a day whose archived row is gone is damaged', async () => {
  await worker.env.DB.prepare('DELETE FROM archived_days').run()
  expect(await send({ store: '一店', orders: [anOrder('a', { date: DAY })] })).toMatchObject({
    status: 'refused',
    refusal: refusedDays,
  })
})

describe('a day that cannot be archived', () => {
  const storeId = async () => (await steps.storeOf('一店')).id
  const state = () => all(`SELECT archive_state AS state FROM store_days WHERE business_date = '${OTHER}'`)

  beforeEach(async () => {
    await worker.clear()
    await steps.imports('一店', [anOrder('x', { date: OTHER })])
    await worker.env.DB.prepare('UPDATE store_days SET order_count = 2').run()
  })

  test('waits, so that it stands in the way of no other, until it is tried again', async () => {
    expect((await archiveDays(db(), await storeId(), [OTHER])).failures).toHaveLength(1)
    expect(await state()).toEqual([{ state: 'failed' }])
    expect(await archiveOldDays(db(), '9999')).toEqual([])
    await retryFailed(db())
    expect(await archiveOldDays(db(), '9999')).toHaveLength(1)
  })

  test('is tried again once its orders were imported again', async () => {
    await archiveDays(db(), await storeId(), [OTHER])
    await steps.imports('一店', [anOrder('y', { date: OTHER })])
    expect(await archiveOldDays(db(), '9999')).toEqual([])
    expect(await state()).toEqual([{ state: 'archived' }])
  })
})

test('what was packed of a day that was then removed does not stay', async () => {
  await worker.clear()
  await steps.imports('一店', [anOrder('x', { date: OTHER })])
  const store = await steps.storeOf('一店')
  let batches = 0
  const dying = new Proxy(worker.env.DB, {
    get: (target, property) =>
      property === 'batch'
        ? (statements: D1PreparedStatement[]) => {
            if (++batches > 2) return Promise.reject(new Error('D1_ERROR: gone'))
            return target.batch(statements)
          }
        : Reflect.get(target, property),
  })
  await archiveDays(openDatabase(dying), store.id, [OTHER]).catch(() => undefined)
  expect(await all('SELECT is_verified FROM archived_days')).toEqual([{ is_verified: 0 }])
  await storePart(
    db(),
    store.id,
    { orders: [], cancelledIds: [], completeDays: [OTHER] },
    { importId: await steps.start(['一店']), part: 1, at: new Date() },
  )
  expect(await all('SELECT is_verified FROM archived_days')).toEqual([])
})
