import { expect, test } from 'vitest'
import type { Order } from '../../src/diagnosis/order'
import { reasonsFor } from '../../src/diagnosis/reasons'
import { type LineParts, sale, windowOf } from '../diagnosis/build'

/** The reasons of a product that sold daily, so in the week before and so in this one. */
function reasons(prior: LineParts, recent: LineParts): string[] {
  const orders = Array.from({ length: 14 }, (_, daysAgo) => sale(daysAgo, daysAgo < 7 ? recent : prior))
  return reasonsIn(orders)
}

function reasonsIn(orders: Order[]): string[] {
  const window = windowOf(orders)
  const history = window.history(1)
  if (!history) throw new Error('There is no product.')
  return reasonsFor(history, window).map(({ code }) => code)
}

test('a price that fell with a discount on the same list price is one cause', () => {
  expect(reasons({ price: 10, list: 12 }, { price: 8, list: 12 })).toEqual(['deeperDiscount'])
  expect(reasons({ price: 8, list: 12 }, { price: 10, list: 12 })).toEqual(['lessDiscount'])
})

test('a price that changed with the list price is named beside the discount', () => {
  expect(reasons({ price: 9, list: 10 }, { price: 19, list: 20, cost: 6 })).toEqual([
    'priceUp',
    'lessDiscount',
  ])
  expect(reasons({ price: 20, list: 20 }, { price: 9.6, list: 10 })).toEqual(['priceDown', 'deeperDiscount'])
})

test('everyday changes are no reasons', () => {
  expect(reasons({ price: 10 }, { price: 10.2 })).toEqual([])
})

test('a price of a fen is compared as exactly as any other', () => {
  expect(reasons({ price: 0.01, list: null, cost: 0 }, { price: 0.0103, list: null, cost: 0 })).toEqual([])
  expect(reasons({ price: 0.01, list: null, cost: 0 }, { price: 0.0104, list: null, cost: 0 })).toEqual([
    'priceUp',
  ])
})

test('half a kilogram at half the price is no other price', () => {
  expect(reasons({ price: 10, cost: 6 }, { quantity: 0.5, price: 10, cost: 3 })).toEqual([])
})

test('a dearer purchase is one', () => {
  expect(reasons({ cost: 6 }, { cost: 7 })).toEqual(['costUp'])
})

test.each([0, -2])('a stock of %i in this week is one', (stock) => {
  expect(reasons({}, { stock })).toEqual(['outOfStock'])
  expect(reasons({ stock }, {})).toEqual([])
})

test.each([0, 3, 6])(
  'stock says nothing of a week in which it is one snapshot for several days: D−%i and the day before',
  (daysAgo) => {
    const out = Array.from({ length: 14 }, (_, ago) => sale(ago, ago < 7 ? { stock: 0 } : {}))
    const shared = (ago: number) =>
      Array.from({ length: 20 }, (_, i) => sale(ago, { product: `商品${i}`, stock: 5 }))
    expect(reasonsIn([...out, ...shared(daysAgo), ...shared(daysAgo + 1)])).toEqual([])
    expect(reasonsIn([...out, ...shared(8), ...shared(9)])).toEqual(['outOfStock'])
  },
)
