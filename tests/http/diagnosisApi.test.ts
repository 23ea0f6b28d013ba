import { beforeAll, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile([...dailyOrders('一店', 20), ...dailyOrders('二店', 5, '2026-01-16')]))
})

test('the answer has the fields of the specification', async () => {
  expect(await worker.getJson('/api/diagnosis')).toEqual({
    businessDate: '2026-01-18',
    stores: ['一店'],
    absent: [{ store: '二店', lastDate: '2026-01-16' }],
    failed: [],
    computedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    source: 'cache',
    partial: false,
    notOver: [],
    doubtful: [],
    kpi: expect.objectContaining({
      orders: 1,
      allOrders: 1,
      revenueFen: 1000,
      grossProfitFen: 400,
      netProfitFen: 50,
      serviceFeeFen: 50,
      deliveryFeeFen: 300,
      rebateFen: 0,
    }),
    history: expect.arrayContaining([expect.objectContaining({ date: '2026-01-18', orders: 1 })]),
    coverage: {
      lines: 1,
      consumables: 0,
      notices: 0,
      unsold: 0,
      withoutCost: 0,
      withoutStock: 0,
      withoutPrice: 0,
      ordersWithoutFee: 0,
    },
    channels: [['美团闪购', 1]],
    changes: expect.objectContaining({ lossOrders: { kind: 'days', counts: expect.any(Array) } }),
    week: {
      current: { orders: 7, revenueFen: 7000, netProfitFen: 350 },
      prior: { orders: 7, revenueFen: 7000, netProfitFen: 350 },
      netProfitChange: 'flat',
      dailyNetProfitFen: Array.from({ length: 14 }, () => 50),
      contributions: expect.objectContaining({ serviceFeeMicro: 0, deliveryFeeMicro: 0, rebateMicro: 0 }),
    },
    stockSnapshot: { frozen: 0, moving: 0, unknown: 1 },
    tasks: [],
    smallFindings: { count: 0, amountFen: 0 },
    storeRows: [
      {
        store: '一店',
        kpi: { orders: 1, allOrders: 1, revenueFen: 1000, netProfitFen: 50 },
        weekdayBefore: { orders: 1, allOrders: 1, revenueFen: 1000, netProfitFen: 50 },
        week: {
          current: { orders: 7, revenueFen: 7000, netProfitFen: 350 },
          prior: { orders: 7, revenueFen: 7000, netProfitFen: 350 },
          netProfitChange: 'flat',
        },
        atStakeFen: 0,
        usualNetProfitFen: 50,
        found: { lossOrders: 0, deliveryCost: 0, stockouts: 0, lowStock: 0, belowCost: 0 },
        isOver: true,
        doubt: null,
        stock: 'unknown',
        productsWithoutCost: 0,
        missingDays: 0,
      },
    ],
    rules: expect.objectContaining({
      lossOrders: expect.objectContaining({ status: 'ok', count: 0, ordersWithoutCost: 0 }),
      slowMoving: expect.objectContaining({ status: 'ok', new: { count: 0, amountFen: 0 } }),
    }),
  })
})

test('a late store does not empty the others: each store has its own last day', async () => {
  expect(await worker.getJson('/api/diagnosis?store=二店')).toMatchObject({
    businessDate: '2026-01-16',
    stores: ['二店'],
  })
})

test.each([
  ['/api/diagnosis?date=18.1.2026', 400, 'unreadableDate'],
  ['/api/diagnosis?date=2026-13-01', 400, 'unreadableDate'],
  [`/api/diagnosis?store=${'x'.repeat(61)}`, 400, 'unreadableStore'],
  [`/api/diagnosis?${Array.from({ length: 101 }, (_, i) => `store=${i}`).join('&')}`, 400, 'tooManyStores'],
  ['/api/diagnosis?store=三店', 404, 'unknownStore'],
])('%s is refused with the reason', async (path, status, error) => {
  const response = await worker.get(path)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error, message: expect.any(String) })
})

test('a blank store and a blank date, as an empty form sends them, mean all stores and the last day', async () => {
  expect(await worker.getJson('/api/diagnosis?store=&date=')).toMatchObject({ businessDate: '2026-01-18' })
})

test('a channel of seventy characters, which an import takes, narrows to its orders', async () => {
  const channel = '渠'.repeat(70)
  const order = { 门店名称: '四店', 下单时间: '2026-01-10 10:00:00' }
  await worker.importCsv(
    exportFile([
      { ...order, 订单ID: '4-1', 渠道: channel },
      { ...order, 订单ID: '4-2' },
    ]),
  )
  const query = new URLSearchParams({ store: '四店', channel })
  expect(await worker.getJson(`/api/diagnosis?${query}`)).toMatchObject({
    onlyChannel: channel,
    kpi: { allOrders: 1 },
  })
})

test('a channel that is longer than any finds no orders, also where one begins like it', async () => {
  const channel = '道'.repeat(300)
  await worker.importCsv(exportFile([{ 门店名称: '五店', 下单时间: '2026-01-10 10:00:00', 渠道: channel }]))
  const ordersOf = async (asked: string) =>
    (
      await worker.getJson<Diagnosis>(
        `/api/diagnosis?${new URLSearchParams({ store: '五店', channel: asked })}`,
      )
    ).kpi?.allOrders
  expect(await ordersOf(channel)).toBe(1)
  expect(await ordersOf(`${channel}道`)).toBe(0)
  expect(await ordersOf('😀'.repeat(3000))).toBe(0)
})
