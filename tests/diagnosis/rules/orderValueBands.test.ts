import { describe, expect, test } from 'vitest'
import type { Order } from '../../../src/diagnosis/order'
import { orderValueBands } from '../../../src/diagnosis/rules/orderValueBands/rule'
import { atDepth, figures, type OrderParts, order, outcome, windowOf } from '../build'

const BANDS = [0, 15, 20, 25, 30, 50]

/** Orders worth so much that each earn so much. */
const earning = (count: number, price: number, profit: number, parts: OrderParts = {}) =>
  Array.from({ length: count }, (_, i) =>
    order({ daysAgo: i % 7, lines: [{ price, cost: price - profit }], ...parts }),
  )

const found = (...orders: Order[]) => figures(orderValueBands, atDepth(7, orders))

/** How many orders each band has. */
const ordersIn = (...orders: Order[]) => found(...orders).bands.map((band) => band.orders)

describe('an order', () => {
  test.each<[number, number]>([
    [0, 0],
    [-3, 0],
    [14.999999, 0],
    [15, 15],
    [20, 20],
    [24.999999, 20],
    [25, 25],
    [30, 30],
    [49.999999, 30],
    [50, 50],
    [500, 50],
  ])('worth %d yuan, unrounded, is of the band from %i', (price, fromYuan) => {
    const value = price < 0 ? { quantity: -1, price: -price } : { price }
    expect(ordersIn(order({ lines: [{ ...value, cost: 1 }] }))).toEqual(
      BANDS.map((from) => (from === fromYuan ? 1 : 0)),
    )
  })

  test('counts though it is not valid, and not where its gross profit is exactly 0, for its costs are missing', () => {
    expect(ordersIn(order({ channel: '饿了么', lines: [{ serviceFee: 0 }] }))[0]).toBe(1)
    expect(ordersIn(order({ delivery: 5, lines: [{ cost: 10 }] }))[0]).toBe(0)
  })

  test('counts in the week up to D alone', () => {
    expect(ordersIn(order({ daysAgo: 6 }), order({ daysAgo: 7 }))[0]).toBe(1)
  })
})

describe('a band that loses', () => {
  test.each([
    [29, 0],
    [30, 1],
  ])('has 30 orders or more: %i are %i', (count, storesLosing) => {
    const store = found(...earning(count, 10, -1))
    expect(store).toMatchObject({ count: storesLosing, amountFen: storesLosing * 3000 })
    expect(store.bands[0]).toEqual({
      ...{ fromYuan: 0, orders: count, lossOrders: count, netProfitFen: -100 * count },
      ...{ storesLosing, storesLosingFen: storesLosing * 3000 },
    })
  })

  test('is one only where it loses beyond chance', () => {
    // Half lose 1.00 and half earn less: the mean is below 0, and so is 2.33 standard errors above it, or not.
    const beyond = found(...earning(30, 10, -1), ...earning(10, 10, 1))
    const chance = found(...earning(21, 10, -1), ...earning(19, 10, 1))
    expect(beyond).toMatchObject({ count: 1, amountFen: 2000 })
    expect(chance).toMatchObject({ count: 0, amountFen: 0 })
    expect(chance.bands[0]).toMatchObject({ netProfitFen: -200, storesLosing: 0, storesLosingFen: 0 })
  })

  test('is none where nothing is lost on balance', () => {
    expect(found(...earning(30, 10, 0.5))).toMatchObject({ count: 0 })
  })

  test('rounds the net profit of each order', () => {
    expect(found(...earning(30, 10, -0.005))).toMatchObject({ count: 1, amountFen: 30 })
  })

  test('is one of each store: gains of one do not hide the losses of another', () => {
    const [losing, gaining] = [found(...earning(30, 10, -1)), found(...earning(90, 10, 5))]
    const both = orderValueBands.merge(losing, gaining)
    expect(both).toMatchObject({ count: 1, amountFen: 3000 })
    expect(both.bands[0]).toEqual({
      ...{ fromYuan: 0, orders: 120, lossOrders: 30, netProfitFen: 42_000 },
      ...{ storesLosing: 1, storesLosingFen: 3000 },
    })
    expect(orderValueBands.merge(gaining, losing)).toEqual(both)
    // Nor do two that each may lose by chance make one that does not.
    const chance = found(...earning(29, 10, -1))
    expect(orderValueBands.merge(chance, chance)).toMatchObject({ count: 0 })
  })
})

test('order values need seven days of history, and compare no days', () => {
  expect(outcome(orderValueBands, atDepth(6, [order()]))).toEqual({
    ...{ status: 'insufficientData', needDays: 7, haveDays: 6 },
  })
  expect(orderValueBands.notCompared).toBe(true)
})

test('the list of order values names the band, its orders and what it lost', () => {
  const window = windowOf(atDepth(7, [...earning(30, 15, -1), ...earning(10, 15, 0.5)]))
  const context = { window, history: undefined, product: undefined, order: undefined, change: undefined }
  const rows = orderValueBands.find(window).map((each) => orderValueBands.view.list.cells(each, context))
  expect(rows).toMatchObject([
    {
      band: { text: '15–20' },
      orders: { value: 40 },
      lossOrders: { value: 30 },
      lossShare: { tenths: 750 },
      loss: { fen: 2500 },
    },
  ])
})
