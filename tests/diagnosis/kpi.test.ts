import { describe, expect, test } from 'vitest'
import { kpiHistory, mergeHistories } from '../../src/diagnosis/kpi/history'
import { type Kpi, mergeKpis } from '../../src/diagnosis/kpi/sums'
import type { Order } from '../../src/diagnosis/order'
import { D, type LineParts, type OrderParts, order, quietOrder, rollUpDays, windowOf } from './build'

function kpi(...orders: Order[]): Kpi {
  const [day] = rollUpDays(orders)
  if (!day) throw new Error('There is no order.')
  return day.summary.kpi
}

const notice: LineParts = { product: '收货有任何问题请联系', price: 0, cost: 0, list: 0.01 }

describe('the KPIs of a day', () => {
  test('sum an ordinary order', () => {
    expect(kpi(order({ delivery: 1, lines: [{ quantity: 2, serviceFee: 0.5, rebate: 0.25 }] }))).toEqual({
      orders: 1,
      allOrders: 1,
      revenueFen: 2000,
      grossProfitFen: 800,
      netProfitFen: 675,
      gmvFen: 2400,
      marketingFen: 0,
      serviceFeeFen: 50,
      deliveryFeeFen: 100,
      rebateFen: 25,
    })
  })

  test('leave out orders that are not valid, but count them', () => {
    const test = order({ channel: '饿了么', bag: 1, marketing: [1] })
    const real = order({ channel: '饿了么', lines: [{ serviceFee: 1 }] })
    expect(kpi(test, real, order())).toEqual({
      orders: 2,
      allOrders: 3,
      revenueFen: 2000,
      grossProfitFen: 800,
      netProfitFen: 700,
      gmvFen: 2400,
      marketingFen: 0,
      serviceFeeFen: 100,
      deliveryFeeFen: 0,
      rebateFen: 0,
    })
  })

  test('hold what stands between gross and net profit, of valid orders', () => {
    const ordinary: OrderParts = { delivery: 1.5, lines: [{ serviceFee: 0.5, rebate: 0.25 }] }
    const cancelled: OrderParts = { channel: '饿了么', delivery: 9 }
    expect(kpi(order(ordinary), order(ordinary), order(cancelled))).toMatchObject({
      serviceFeeFen: 100,
      deliveryFeeFen: 300,
      rebateFen: 50,
    })
  })

  test('count bags and notices, for only product rules leave them out', () => {
    const bag: LineParts = { product: '购物袋', category: '耗材', price: 0, cost: 0.3, list: 0.5 }
    expect(kpi(order({ lines: [{}, bag, notice] }))).toMatchObject({
      revenueFen: 1000,
      grossProfitFen: 370,
      gmvFen: 1251,
    })
  })

  test('subtract returns', () => {
    expect(kpi(order(), order({ lines: [{ quantity: -1 }] }))).toMatchObject({
      orders: 2,
      revenueFen: 0,
      grossProfitFen: 0,
      gmvFen: 0,
    })
  })

  test('leave unknown prices and profits out of the sums', () => {
    expect(kpi(order({ lines: [{ price: null }, { cost: null }] }))).toMatchObject({
      revenueFen: 1000,
      grossProfitFen: 0,
    })
  })

  test('round once, over all orders', () => {
    const tiny: OrderParts = { lines: [{ price: 0.0025, profit: 0.0025, list: 0.0025 }], marketing: [0.0025] }
    expect(kpi(order(tiny), order(tiny))).toMatchObject({
      revenueFen: 1,
      grossProfitFen: 1,
      netProfitFen: 1,
      gmvFen: 1,
      marketingFen: 1,
    })
  })
})

describe('GMV and marketing', () => {
  const fees: OrderParts = { bag: 1, userDelivery: 2, marketing: [1, 2, 3, 4, 5, 6, 7] }

  test('hold bag, delivery paid by the user and all seven marketing amounts of an order with a listed line', () => {
    expect(kpi(order(fees))).toMatchObject({ gmvFen: 1500, marketingFen: 2800 })
  })

  test('take the amounts of an order once, however many lines it has', () => {
    expect(kpi(order({ ...fees, lines: [{}, {}, { list: 0 }] }))).toMatchObject({
      gmvFen: 2700,
      marketingFen: 2800,
    })
  })

  test.each<[string, LineParts]>([
    ['is 0', { list: 0 }],
    ['is below 0', { list: -1 }],
    ['is unknown', { list: null }],
  ])('hold nothing of an order whose only list price %s', (_, parts) => {
    expect(kpi(order({ ...fees, lines: [parts] }))).toMatchObject({
      orders: 1,
      revenueFen: 1000,
      gmvFen: 0,
      marketingFen: 0,
    })
  })

  test('hold the amounts of an order whose listed line is a notice, or was cancelled', () => {
    expect(kpi(order({ ...fees, lines: [notice] }))).toMatchObject({ gmvFen: 301, marketingFen: 2800 })
    expect(kpi(order({ ...fees, lines: [{ quantity: 0 }] }))).toMatchObject({
      gmvFen: 300,
      marketingFen: 2800,
    })
  })
})

test('the KPIs of two stores add up', () => {
  const fees = { bag: 1, marketing: [1], delivery: 1, lines: [{ serviceFee: 1, rebate: 0.5 }] }
  const one = kpi(order(fees), order({ channel: '饿了么' }))
  const doubled = Object.fromEntries(Object.entries(one).map(([name, value]) => [name, 2 * value]))
  expect(mergeKpis(one, one)).toEqual(doubled)
  expect(Object.values(doubled)).not.toContain(0)
})

describe('the history', () => {
  const of = (...daysAgo: number[]) => kpiHistory(windowOf(daysAgo.map((ago) => order({ daysAgo: ago }))))

  test('is of the 14 days up to D that have orders, oldest first', () => {
    expect(of(0, 13, 14, 3, 3).map(({ date, orders }) => [date, orders])).toEqual([
      ['2026-01-05', 1],
      ['2026-01-15', 2],
      [D, 1],
    ])
  })

  test("holds each day's KPIs as the card of that day had them", () => {
    const orders = [order({ daysAgo: 1, channel: '饿了么' }), order({ daysAgo: 1, bag: 1 }), quietOrder(0)]
    const [yesterday] = rollUpDays(orders)
    if (!yesterday) throw new Error('Yesterday is lost.')
    expect(kpiHistory(windowOf(orders))[0]).toEqual({ date: '2026-01-17', ...yesterday?.summary.kpi })
  })

  test('of two stores adds up the days of both and keeps those of one, oldest first', () => {
    const merged = mergeHistories(of(0, 2), of(1, 1, 2))
    expect(merged.map(({ date, orders, revenueFen }) => [date, orders, revenueFen])).toEqual([
      ['2026-01-16', 2, 2000],
      ['2026-01-17', 2, 2000],
      [D, 1, 1000],
    ])
  })
})
