import { gzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const importLines = async (lines: ExportLine[]) => (await worker.importCsv(exportFile(lines))).json()

/** The diagnosis of the current data: asks again while the answer is marked as stale. */
async function diagnosis(query = ''): Promise<Diagnosis> {
  const answer = await worker.getJson<Diagnosis>(`/api/diagnosis${query}`)
  return answer.source === 'stale' ? diagnosis(query) : answer
}

/** The stored data, as it is. */
async function dump() {
  const tables = ['stores', 'products', 'orders', 'store_days']
  const results = await worker.env.DB.batch(
    tables.map((table) => worker.env.DB.prepare(`SELECT * FROM ${table}`)),
  )
  return results.map(({ results: rows }) => rows)
}

const TWO_ORDERS: ExportLine[] = [
  { 订单ID: 'A', 商品名称: '矿泉水' },
  { 订单ID: 'A', 商品名称: '可乐' },
  { 订单ID: 'B', 商品名称: '薯片', 门店名称: '二店' },
]

test('an import answers with what it stored', async () => {
  expect(await importLines(TWO_ORDERS)).toMatchObject({
    status: 'imported',
    report: {
      linesRead: 3,
      linesAccepted: 3,
      orders: 2,
      stores: 2,
      ordersStored: 2,
      ordersNew: 2,
      ordersChanged: 0,
    },
  })
})

test('the same file again, also packed or with its lines shuffled, changes nothing', async () => {
  await importLines(TWO_ORDERS)
  const before = await dump()
  const again = await worker.importCsv(gzipSync(exportFile(TWO_ORDERS.toReversed())))
  expect(await again.json()).toMatchObject({
    status: 'unchanged',
    report: { ordersStored: 2, ordersChanged: 0 },
  })
  expect(await dump()).toEqual(before)
})

test('two equal lines within one order both stay', async () => {
  await importLines([{ 订单ID: 'A' }, { 订单ID: 'A' }])
  expect((await diagnosis()).kpi).toMatchObject({ orders: 1, revenueFen: 2000 })
})

test('an order that comes again replaces the old one as a whole and touches no other', async () => {
  await importLines([{ 订单ID: 'A' }, { 订单ID: 'A', 商品名称: '可乐' }, { 订单ID: 'B' }])
  await importLines([{ 订单ID: 'A', 实收价格: '7', 利润额: '1' }])
  expect((await diagnosis()).kpi).toMatchObject({ orders: 2, revenueFen: 1700, grossProfitFen: 500 })
})

test('an order that moves to another day leaves the day that it was on, and an emptied day is gone', async () => {
  await importLines([{ 订单ID: 'A', 下单时间: '2026-01-17 09:00:00' }])
  await importLines([{ 订单ID: 'A', 下单时间: '2026-01-18 09:00:00' }])
  expect(await diagnosis()).toMatchObject({ businessDate: '2026-01-18', kpi: { orders: 1 } })
  expect(await diagnosis('?date=2026-01-17')).toMatchObject({ stores: [], kpi: null })
})

test('a file of one day leaves the history of its store alone', async () => {
  await importLines(dailyOrders('一店', 20))
  await importLines([{ 订单ID: 'new', 下单时间: '2026-01-19 08:00:00' }])
  expect(await diagnosis('?date=2026-01-05')).toMatchObject({ kpi: { orders: 1 } })
  expect(await diagnosis()).toMatchObject({
    businessDate: '2026-01-19',
    rules: { salesDrop: { status: 'ok' } },
  })
})

test('orders that come late change the figures of the days after them', async () => {
  const sale = { 商品名称: '牙膏', 月售: 1, 库存: 4, 下单时间: '2026-01-15 09:00:00' }
  await importLines([...dailyOrders('一店', 1), { ...sale, 订单ID: 'late', 商品采购成本: '6' }])
  expect((await diagnosis()).rules?.slowMoving).toMatchObject({ new: { count: 1, amountFen: 2400 } })
  await importLines([{ ...sale, 订单ID: 'early', 下单时间: '2025-11-01 09:00:00', 商品采购成本: '2' }])
  expect((await diagnosis()).rules?.slowMoving).toMatchObject({ new: { count: 1, amountFen: 1600 } })
})

test('the same product in two stores is two products', async () => {
  await importLines([
    { 订单ID: 'A', 商品采购成本: '11' },
    { 订单ID: 'B', 商品采购成本: '11', 门店名称: '二店' },
  ])
  expect((await diagnosis()).rules?.belowCost).toMatchObject({ lines: 2, count: 2, amountFen: 200 })
})

test('a day with less than a third of its usual orders is named as half-imported', async () => {
  const days = [1, 2, 3].flatMap((day) =>
    Array.from({ length: 10 }, (_, i) => ({ 订单ID: `${day}-${i}`, 下单时间: `2026-01-0${day} 10:00:00` })),
  )
  await importLines(days)
  expect(await importLines([{ 订单ID: 'x', 下单时间: '2026-01-04 10:00:00' }])).toMatchObject({
    report: {
      warnings: [{ code: 'halfImportedDay', store: '一店', date: '2026-01-04', orders: 1, usualOrders: 10 }],
    },
  })
})

test('an order of a day that has not come yet is rejected: it would be the last day of everything', async () => {
  expect(
    await importLines([{ 订单ID: 'A' }, { 订单ID: 'B', 下单时间: '2062-01-18 10:00:00' }]),
  ).toMatchObject({
    report: { orders: 1, rejected: { count: 1, lines: [{ line: 3, reason: { code: 'futureTime' } }] } },
  })
  expect(await diagnosis()).toMatchObject({ businessDate: '2026-01-18' })
})

test('an address is never stored', async () => {
  await importLines([{ 收货地址: '幸福路1号' }])
  expect(JSON.stringify(await dump())).not.toContain('幸福路')
})

describe('a file is refused whole, with the reason, and nothing is stored', () => {
  const refused: [what: string, body: string | Uint8Array, status: number, answer: object][] = [
    ['empty', '', 422, { reason: 'empty' }],
    ['no table', 'just some words\nand more of them\n', 422, { status: 'refused' }],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 422, { reason: 'notATable' }],
    [
      'without a must column',
      '订单ID,门店名称\n1,一店\n',
      422,
      { reason: 'missingColumns', missing: expect.arrayContaining(['下单时间', '销量']) },
    ],
    ['damaged gzip', gzipSync(exportFile(TWO_ORDERS)).subarray(0, 60), 422, { reason: 'brokenGzip' }],
    [
      'wrongly encoded at its very end',
      Buffer.concat([Buffer.from(exportFile(TWO_ORDERS)), Buffer.from([0xff, 0xfe, 0xff])]),
      422,
      { reason: 'wrongEncoding' },
    ],
    [
      'too large once unpacked',
      gzipSync(
        exportFile(TWO_ORDERS) +
          ' '
            .repeat(1023)
            .concat('\n')
            .repeat(48 * 1024),
      ),
      413,
      { reason: 'tooLarge' },
    ],
  ]
  test.each(refused)('%s', async (_, body, status, answer) => {
    const response = await worker.importCsv(body)
    expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject({
      ...answer,
      status: 'refused',
    })
    expect(response.status).toBe(status)
    expect(await dump()).toEqual([[], [], [], []])
  })
})

describe('the import is guarded by its token', () => {
  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer wrong' }],
    ['the right one under another scheme', { authorization: `Basic ${IMPORT_TOKEN}` }],
    ['the right one and more', { authorization: `Bearer ${IMPORT_TOKEN} twice` }],
  ])('with %s it answers 401 and stores nothing', async (_, headers: Record<string, string>) => {
    const response = await worker.post('/api/import', exportFile(TWO_ORDERS), headers)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toMatchObject({ error: 'unauthorized' })
    expect(await dump()).toEqual([[], [], [], []])
  })
})
