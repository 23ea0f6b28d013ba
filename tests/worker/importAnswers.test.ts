import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { ImportOutcome } from '../../src/history/importFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { personIn } from '../people'

/** Files as shops have them, through the whole Worker: what is asked, what is remembered, what goes and what is told. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker({ ACCESS_MODE: 'people' })
})
beforeEach(() => worker.clear())

const TOKEN = { authorization: `Bearer ${IMPORT_TOKEN}` }

async function send(csv: string, query: [string, string][] = [], headers: Record<string, string> = TOKEN) {
  const response = await worker.post(`/api/import?${new URLSearchParams(query)}`, csv, headers)
  return { status: response.status, answer: (await response.json()) as ImportOutcome }
}

async function figures(store: string, date: string): Promise<Diagnosis> {
  const reader = await (await personIn(worker.env)).device()
  const response = await worker.get(`/api/diagnosis?${new URLSearchParams({ store, date })}`, reader)
  return (await response.json()) as Diagnosis
}

/** One shop's file: it does not say which. */
const OF_ONE_SHOP = (id: string) =>
  `订单编号,下单时间,渠道,商品名称,数量,商品售价,商品金额,订单状态\n${id},2026-01-18 08:01:02,到店,矿泉水,3,3,9,已完成\n`

describe('what a file does not say', () => {
  test('is asked for, and nothing is stored', async () => {
    const { status, answer } = await send(OF_ONE_SHOP('1'))
    expect(status).toBe(422)
    expect(answer).toMatchObject({ status: 'needsAnswer', questions: ['store'] })
    expect((await worker.env.DB.prepare('SELECT count(*) AS n FROM stores').first<{ n: number }>())?.n).toBe(
      0,
    )
  })

  test('is said once, and remembered for the next file with the same header', async () => {
    const first = await send(OF_ONE_SHOP('1'), [['store', '惠民店']])
    expect(first).toMatchObject({ status: 200, answer: { status: 'imported', report: { ordersNew: 1 } } })
    const second = await send(OF_ONE_SHOP('2'))
    expect(second).toMatchObject({ status: 200, answer: { status: 'imported', report: { ordersNew: 1 } } })
    expect((await figures('惠民店', '2026-01-18')).kpi).toMatchObject({ allOrders: 2, revenueFen: 1800 })
  })

  test('is remembered for who said it alone: another one has another shop', async () => {
    await send(OF_ONE_SHOP('1'), [['store', '惠民店']])
    const other = await (await personIn(worker.env, { role: 'operator' })).program('import')
    expect(await send(OF_ONE_SHOP('2'), [], other)).toMatchObject({
      status: 422,
      answer: { status: 'needsAnswer' },
    })
  })

  test('is said anew where it changes', async () => {
    await send(OF_ONE_SHOP('1'), [['store', '惠民店']])
    await send(OF_ONE_SHOP('2'), [['store', '便民店']])
    await send(OF_ONE_SHOP('3'))
    expect((await figures('便民店', '2026-01-18')).kpi).toMatchObject({ allOrders: 2 })
  })

  test('is not said by an answer that names no column of ours', async () => {
    const response = await worker.post('/api/import?map=nothing', OF_ONE_SHOP('1'), TOKEN)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'unreadableMap' })
  })

  test('of a header that nobody knows is mapped once', async () => {
    const csv = (id: string) =>
      `单,店,何时,从哪,什么,几个,多少\n${id},惠民店,2026-01-18 08:01:02,到店,水,2,3.5\n`
    const map: [string, string][] = [
      ['map', '订单ID=单'],
      ['map', '门店名称=店'],
      ['map', '下单时间=何时'],
      ['map', '渠道=从哪'],
      ['map', '商品名称=什么'],
      ['map', '销量=几个'],
      ['map', '实收价格=多少'],
    ]
    expect((await send(csv('1'), map)).answer.status).toBe('imported')
    expect((await send(csv('2'))).answer.status).toBe('imported')
    expect((await figures('惠民店', '2026-01-18')).kpi).toMatchObject({ allOrders: 2, revenueFen: 1400 })
  })
})

describe('a cancelled order', () => {
  const OWN = (status: string) =>
    `订单ID,门店名称,下单时间,渠道,商品名称,销量,实收价格,订单状态\n1,惠民店,2026-01-18 08:01:02,到店,水,2,3.5,${status}\n2,惠民店,2026-01-18 09:01:02,到店,水,1,3.5,已完成\n`

  test('is taken out again where it was stored, with its day', async () => {
    await send(OWN('已完成'))
    const { answer } = await send(OWN('已取消'))
    expect(answer).toMatchObject({ status: 'imported', report: { ordersCancelled: 1, ordersRemoved: 1 } })
    expect((await figures('惠民店', '2026-01-18')).kpi).toMatchObject({ allOrders: 1, revenueFen: 350 })
    expect((await send(OWN('已取消'))).answer).toMatchObject({
      status: 'unchanged',
      report: { ordersRemoved: 0 },
    })
  })

  test("of a foreign store is nobody else's to take out", async () => {
    await send(OWN('已完成'))
    const csv = `订单ID,门店名称,下单时间,渠道,商品名称,销量,实收价格,订单状态\n1,惠民店,2026-01-18 08:01:02,到店,水,2,3.5,已取消\n`
    await send(csv.replaceAll('惠民店', '便民店').replace('已取消', '已完成'))
    const operator = await personIn(worker.env, { role: 'operator', stores: ['便民店'] })
    expect((await send(csv, [], await operator.program('import'))).status).toBe(403)
    expect((await figures('惠民店', '2026-01-18')).kpi).toMatchObject({ allOrders: 2 })
  })
})

test('an import that stored nothing has failed, and says why', async () => {
  const csv = '订单ID,门店名称,下单时间,渠道,商品名称,销量,实收价格\n1,惠民店,yesterday,到店,水,2,3.5\n'
  const { status, answer } = await send(csv)
  expect(status).toBe(422)
  expect(answer).toMatchObject({ status: 'nothingImported', report: { rejected: { count: 1 } } })
})

test('a store that is spelt otherwise is the same one, and is found by any spelling', async () => {
  const csv = (store: string, id: number) =>
    `订单ID,门店名称,下单时间,渠道,商品名称,销量,实收价格\n${id},${store},2026-01-18 08:01:02,到店,水,2,3.5\n`
  await send(csv('惠民店（一店）', 1))
  await send(csv('惠民店(一店)', 2))
  expect(await figures('惠民店 (一店)', '2026-01-18')).toMatchObject({
    stores: ['惠民店（一店）'],
    kpi: { allOrders: 2 },
  })
})

test('orders of a file without service fees count as valid', async () => {
  const csv =
    '订单ID,门店名称,下单时间,渠道,商品名称,销量,实收价格\n1,惠民店,2026-01-18 08:01:02,美团闪购,水,2,3.5\n'
  const { answer } = await send(csv)
  expect(answer).toMatchObject({ report: { warnings: [{ code: 'noCostColumn' }, { code: 'feesUnknown' }] } })
  expect((await figures('惠民店', '2026-01-18')).kpi).toMatchObject({ orders: 1, revenueFen: 700 })
})

test('what a person has said of files goes with him', async () => {
  const operator = await personIn(worker.env, { role: 'operator' })
  await send(OF_ONE_SHOP('1'), [['store', '惠民店']], await operator.program('import'))
  const admin = await (await personIn(worker.env, { role: 'admin' })).program('people')
  const kept = () => worker.env.DB.prepare('SELECT owner FROM import_answers').all()
  expect((await kept()).results).toHaveLength(1)
  const url = new URL(`/api/people/${operator.id}`, worker.url)
  expect((await fetch(url, { method: 'DELETE', headers: admin })).status).toBe(200)
  expect((await kept()).results).toHaveLength(0)
})
