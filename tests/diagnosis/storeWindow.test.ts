import { describe, expect, test } from 'vitest'
import { balanceOf, foldDays, NO_BALANCES } from '../../src/diagnosis/balances'
import { addDays, dayNumber } from '../../src/diagnosis/businessDate'
import type { Order } from '../../src/diagnosis/order'
import type { ProductHistory } from '../../src/diagnosis/productHistory'
import { toMilli } from '../../src/diagnosis/quantity'
import { productsToName, type StoreWindow, windowStart } from '../../src/diagnosis/storeWindow'
import { D, order, quietOrder, rollUpDays, sale, windowOf, yuan } from './build'

describe('a store window', () => {
  const window = windowOf([
    sale(20, { quantity: 5 }),
    sale(15, { quantity: 4 }),
    sale(1, { quantity: 3 }),
    sale(0, {}),
  ])

  test('begins 15 days before D', () => {
    expect(windowStart(D)).toBe('2026-01-03')
    expect([window.day(15)?.date, window.day(16)]).toEqual(['2026-01-03', undefined])
  })

  test('counts days back from D, and has none where the store has no order', () => {
    expect([0, 1, 2].map((offset) => window.day(offset)?.date)).toEqual([D, '2026-01-17', undefined])
  })

  test("is as deep as the store's history, both ends included", () => {
    expect(window.depthDays).toBe(21)
    expect(windowOf([sale(0, {})]).depthDays).toBe(1)
  })

  test("has a product's days within a span, oldest first, both ends included", () => {
    const history = window.history(1)
    if (!history) throw new Error('The product is lost.')
    expect(history.valuesWithin({ from: 15, to: 0 }, 'quantityMilli')).toEqual([4000, 3000, 1000])
    expect(history.valuesWithin({ from: 14, to: 1 }, 'quantityMilli')).toEqual([3000])
    expect(history.sumWithin({ from: 15, to: 1 }, 'quantityMilli')).toBe(7000)
    expect(history.sumWithin({ from: 14, to: 2 }, 'quantityMilli')).toBe(0)
  })

  test('names the products of D', () => {
    const named = windowOf([sale(1, { product: 'a', name: '甲' }), sale(0, { product: 'b', name: '乙' })])
    expect([1, 2].map((productId) => named.productName(productId))).toEqual(['', '乙'])
  })
})

describe('a balance', () => {
  const orders = [
    sale(40, { quantity: 2, cost: 10, stock: 9 }),
    sale(9, { quantity: 1, cost: 8, stock: null }),
    sale(4, { quantity: -1, cost: -8, stock: 3 }),
    sale(0, { quantity: 3, cost: 12, stock: null }),
    sale(0, { product: '雪碧', quantity: 1, cost: 5, stock: null }),
    sale(-1, { quantity: 9, cost: 99, stock: 99 }),
  ]

  test.each(Array.from({ length: 26 }, (_, daysAgo) => daysAgo))(
    'holds all history up to D, wherever in its days the opening lies: D−%i',
    (openingDaysAgo) => {
      const window = windowOf(orders, { openingDaysAgo, earlierDays: 10 })
      expect(balanceOf(window.balances(), 1)).toEqual({
        saleCostMicro: yuan(30),
        saleCostQuantityMilli: 6000,
        stockMilli: 3000,
        lastSaleDay: dayNumber(D),
      })
      expect(balanceOf(window.balances(), 2)).toEqual({
        saleCostMicro: yuan(5),
        saleCostQuantityMilli: 1000,
        stockMilli: null,
        lastSaleDay: dayNumber(D),
      })
    },
  )

  test('is unknown of a product that the store never had', () => {
    expect(balanceOf(windowOf(orders).balances(), 99)).toBeUndefined()
  })

  test('is there of a product that has no line in the window', () => {
    const window = windowOf([sale(30, { stock: 7 }), quietOrder(0)])
    expect(window.history(1)).toBeUndefined()
    expect(balanceOf(window.balances(), 1)).toMatchObject({ stockMilli: 7000 })
  })
})

describe("a product's last sale before D", () => {
  /** Looked up for the cola, wherever in the window the opening lies. */
  function lastSales(...orders: Order[]) {
    const found = Array.from({ length: 26 }, (_, openingDaysAgo) => {
      const window = windowOf([...orders, sale(0, {})], { openingDaysAgo, earlierDays: 10 })
      const history = window.history(1)
      return history && window.lastSaleBefore(history)
    })
    return [...new Set(found)]
  }

  test.each([1, 2, 14, 15, 16, 17, 25, 40])('is found %i days back', (daysAgo) => {
    expect(lastSales(sale(60, {}), sale(daysAgo, {}))).toEqual([addDays(D, -daysAgo)])
  })

  test('is not a cancellation, a return or a sale of another product', () => {
    const others = [
      sale(2, { quantity: 0 }),
      sale(3, { quantity: -1 }),
      sale(4, { product: '雪碧' }),
      sale(18, { quantity: 0 }),
    ]
    expect(lastSales(sale(30, {}), ...others)).toEqual([addDays(D, -30)])
  })

  test('is none of a product that never sold before', () => {
    expect(lastSales(sale(20, { product: '雪碧' }), sale(5, { quantity: 0 }))).toEqual([null])
  })
})

describe('the window of the day before', () => {
  const orders = [sale(16, { quantity: 5 }), sale(1, { stock: 3 }), sale(0, { stock: 2 })]
  const before = windowOf(orders).previous()

  test('ends on the day before and reaches as far back', () => {
    expect(before.businessDate).toBe('2026-01-17')
    expect([-1, 0, 15].map((offset) => before.day(offset)?.date)).toEqual([
      undefined,
      '2026-01-17',
      '2026-01-02',
    ])
    expect(before.depthDays).toBe(16)
  })

  test.each([0, 1, 8, 15])(
    'knows the balances of that evening, with the opening on D−%i',
    (openingDaysAgo) => {
      expect(balanceOf(windowOf(orders, { openingDaysAgo }).previous().balances(), 1)).toEqual({
        saleCostMicro: yuan(36),
        saleCostQuantityMilli: 6000,
        stockMilli: 3000,
        lastSaleDay: dayNumber('2026-01-17'),
      })
    },
  )
})

describe('folding days', () => {
  const days = rollUpDays([
    sale(3, { stock: 5 }),
    sale(2, { stock: null }),
    order({ daysAgo: 1, lines: [{ stock: 0 }] }),
  ])

  test('carries stock over a day that does not tell it, and 0 is told', () => {
    const opening = { date: '2026-01-15', balances: NO_BALANCES }
    expect(
      [1, 2, 3].map((count) => balanceOf(foldDays(opening, days.slice(0, count)), 1)?.stockMilli),
    ).toEqual([5000, 5000, 0])
  })

  test('in two steps is folding in one, and leaves the opening as it is', () => {
    const opening = { date: '2026-01-15', balances: NO_BALANCES }
    const halfway = { date: '2026-01-16', balances: foldDays(opening, days.slice(0, 1)) }
    const before = structuredClone(halfway.balances)
    expect(foldDays(halfway, days.slice(1))).toEqual(foldDays(opening, days))
    expect(halfway.balances).toEqual(before)
    expect(opening.balances).toEqual(foldDays(opening, []))
  })
})

describe('the products of a window', () => {
  const orders = [
    sale(16, { product: 'a', quantity: 9 }),
    sale(8, { product: 'a', quantity: 5 }),
    sale(8, { product: 'b', quantity: 1 }),
    sale(7, { product: 'b', quantity: 4 }),
    sale(0, { product: 'c' }),
  ]
  const ids = (histories: readonly ProductHistory[]) => histories.map(({ productId }) => productId).sort()

  test('of the day are those with a line on it, sold or not', () => {
    const window = windowOf([...orders, sale(0, { product: 'b', quantity: 0 })])
    expect(ids(window.productsOfDay)).toEqual([2, 3])
    expect(ids(window.previous().productsOfDay)).toEqual([])
  })

  test('are found by a sum over some days, as far back from the day before as from the day', () => {
    const window = windowOf(orders)
    const sold = (at: StoreWindow, pieces: number) =>
      ids(at.productsWhere({ from: 13, to: 7 }, 'quantityMilli', (sum) => sum >= toMilli(pieces)))
    expect([sold(window, 5), sold(window, 6)]).toEqual([[1, 2], []])
    // Seen from D−1 it is D−14 … D−8.
    expect([sold(window.previous(), 5), sold(window.previous(), 1)]).toEqual([[1], [1, 2]])
  })

  test('have a history where they have a line in the window', () => {
    const window = windowOf([sale(16, { product: 'a' }), sale(0, { product: 'b' })])
    expect(window.history(1)).toBeUndefined()
    expect(window.previous().history(1)?.value(15, 'quantityMilli')).toBe(1000)
    expect(window.history(2)?.value(0, 'quantityMilli')).toBe(1000)
    expect(window.history(99)).toBeUndefined()
  })

  test('that a top list may name sold a few pieces, with a known profit or not, or below cost', () => {
    const [day] = rollUpDays([
      order({
        lines: [
          { product: 'a', quantity: 3, cost: null },
          { product: 'b', quantity: 2 },
          // Three of which the profit is known, though one came back without.
          ...[{ quantity: 3 }, { quantity: -1, cost: null }].map((parts) => ({ product: 'c', ...parts })),
          { product: 'd', price: 1, cost: 2 },
        ],
      }),
    ])
    expect(day && productsToName(day)).toEqual([1, 3, 4])
  })
})
