import { describe, expect, test } from 'vitest'
import { weekElsewhere } from '../../src/details/productElsewhere'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Order } from '../../src/diagnosis/order'
import { productDayOf } from '../../src/diagnosis/productDays'
import { D, type LineParts, quietOrder, rollUpDays, sale } from '../diagnosis/build'

const product = '#可乐'
const sold = (daysAgo: number, parts: LineParts = {}) => sale(daysAgo, { product, ...parts })

function week(orders: readonly Order[]) {
  const days = rollUpDays(orders).map(({ date, products }) => ({
    date,
    known: { product: productDayOf(products, 1), stocks: { products } },
  }))
  return weekElsewhere(days, D)
}

describe("a product's week in another store", () => {
  test('has what was sold and earned, and price, cost and stock as last known, with their days', () => {
    const orders = [
      sold(6, { quantity: 2, price: 8 }),
      sold(2, { quantity: 1, price: 9, stock: 7 }),
      sold(1, { quantity: 0, stock: null }),
      quietOrder(0),
      // Before the week.
      sold(7, { quantity: 50 }),
    ]
    expect(week(orders)).toEqual({
      status: 'known',
      openDays: 4,
      quantityMilli: 3000,
      grossProfitFen: 700,
      price: { fen: 900, date: addDays(D, -2) },
      cost: { fen: 600, date: addDays(D, -2) },
      stock: { milli: 7000, date: addDays(D, -2), shared: false },
    })
  })

  test('knows nothing that no line tells', () => {
    expect(week([sold(0, { cost: null, stock: null, price: null }), quietOrder(1)])).toMatchObject({
      grossProfitFen: null,
      cost: null,
      stock: null,
    })
    expect(week([quietOrder(0)])).toMatchObject({ quantityMilli: 0, grossProfitFen: null, price: null })
  })

  test('is unknown, not 0, where the store has no orders, or a day is yet to be rolled up anew', () => {
    expect(week([sold(7)])).toEqual({ status: 'noOrders' })
    expect(weekElsewhere([], D)).toEqual({ status: 'noOrders' })
    expect(weekElsewhere([{ date: D, known: null }], D)).toEqual({ status: 'rebuilding' })
  })

  test.each([
    ['on its day', [0, 1], true],
    ['on the day after', [1, 2], false],
  ])('marks stock that is one snapshot with a day beside it: %s', (_, [first = 0, second = 0], isTodays) => {
    const others = [first, second].flatMap((ago) =>
      Array.from({ length: 20 }, (_, i) => sale(ago, { product: `别的${i}`, stock: 9 })),
    )
    expect(week([...others, sold(isTodays ? 0 : 2), quietOrder(0)])).toMatchObject({
      stock: { shared: true },
    })
    expect(week([...others, sold(4), quietOrder(0)])).toMatchObject({ stock: { shared: false } })
  })
})
