import { describe, expect, test } from 'vitest'
import type { Order } from '../../src/diagnosis/order'
import { restockOf } from '../../src/diagnosis/restock'
import { stockouts } from '../../src/diagnosis/rules/stockouts/rule'
import { atDepth, type LineParts, quietOrder, sale, windowOf } from './build'

const product = '#可乐'

function restock(orders: readonly Order[]) {
  const window = windowOf(orders)
  return restockOf(window, window.history(1))
}

/** Sells so many a day on seven days. */
const week = (quantity: number, today: LineParts) =>
  atDepth(
    9,
    [6, 5, 4, 3, 2, 1, 0].map((ago) => sale(ago, { product, quantity, ...(ago === 0 ? today : {}) })),
  )

const frozen = [0, 1].flatMap((ago) =>
  Array.from({ length: 20 }, (_, i) => sale(ago, { product: `别的${i}`, stock: 5 })),
)

describe('what to order of a product', () => {
  test.each([
    [2, 0, { status: 'order', pieces: 6 }],
    [2, 5, { status: 'order', pieces: 1 }],
    [2, 5.5, { status: 'order', pieces: 1 }],
    [2, -3, { status: 'order', pieces: 9 }],
    [2, 6, { status: 'enough' }],
    [2, 60, { status: 'enough' }],
    [0, 1, { status: 'unsold' }],
  ])('of which %d a day are sold and %d are there is what three days lack', (quantity, stock, expected) => {
    expect(restock(week(quantity, { stock }))).toEqual(expected)
  })

  test('is reckoned by as many days as a young store has', () => {
    expect(restock(atDepth(2, [sale(0, { product, quantity: 4, stock: 0 })]))).toEqual({
      status: 'order',
      pieces: 6,
    })
  })

  test('is unknown where the stock of the day is', () => {
    const unknown = { status: 'unknown', why: 'stockUnknown' }
    expect(restock(week(2, { stock: null }))).toEqual(unknown)
    expect(restock(atDepth(9, [sale(1, { product }), quietOrder(0)]))).toEqual(unknown)
    expect(restock([quietOrder(0)])).toEqual(unknown)
  })

  test('is unknown while the stock is one snapshot for several days', () => {
    expect(restock([...week(2, { stock: 3 }), ...frozen])).toEqual({ status: 'unknown', why: 'frozenStock' })
  })

  test('is that of the advice where the product is out, also by a snapshot', () => {
    const orders = [...week(2, { stock: 0 }), ...frozen]
    const window = windowOf(orders)
    const [finding] = stockouts.find(window)
    if (!finding) throw new Error('it is out')
    expect(stockouts.advice?.([finding], window)).toMatchObject({ pieces: 6 })
    expect(restock(orders)).toEqual({ status: 'order', pieces: 6 })
  })
})
