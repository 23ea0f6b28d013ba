import { describe, expect, test } from 'vitest'
import type { Order } from '../../../src/diagnosis/order'
import { newProducts } from '../../../src/diagnosis/rules/newProducts/rule'
import { atDepth, figures, type LineParts, order, outcome, sale, windowOf } from '../build'

const of = (orders: Order[]) => figures(newProducts, atDepth(8, orders))

describe('a new product', () => {
  test.each<[string, Order[]]>([
    ['that sells for the first time ever', []],
    ['that last sold 8 days before D', [sale(8, {})]],
    ['of which the week before saw cancellations only', [sale(1, { quantity: 0 }), sale(7, { quantity: 0 })]],
    ['of which the week before saw returns only', [sale(2, { quantity: -1 })]],
  ])('is one %s', (_, earlier) => {
    expect(of([...earlier, sale(0, {})]).count).toBe(1)
  })

  test.each([1, 2, 3, 4, 5, 6, 7])('is not one that sold %i days before D', (daysAgo) => {
    expect(of([sale(daysAgo, {}), sale(0, {})])).toEqual({ count: 0, revenueFen: 0, profitFen: 0 })
  })

  test.each<[string, LineParts]>([
    ['was only cancelled on D', { quantity: 0 }],
    ['was only returned on D', { quantity: -1 }],
    ['is a bag', { category: '耗材' }],
    ['is a notice listed at 0.01 元', { list: 0.01 }],
  ])('is not one that %s', (_, parts) => {
    expect(of([sale(0, parts)]).count).toBe(0)
  })

  test('is not one that sold yesterday', () => {
    expect(of([sale(1, {})]).count).toBe(0)
  })
})

describe('the figures of new products', () => {
  test('sum all lines of D, returns included', () => {
    const orders = [sale(0, { quantity: 3 }), sale(0, { quantity: -1 }), sale(0, { product: '雪碧' })]
    expect(of(orders)).toEqual({ count: 2, revenueFen: 3000, profitFen: 1200 })
  })

  test('leave unknown profits and unknown revenues out', () => {
    const lines = [{ cost: null }, { price: null }, {}]
    expect(of([order({ lines })])).toEqual({ count: 1, revenueFen: 2000, profitFen: 400 })
  })

  test('round once', () => {
    const tiny: LineParts = { price: 0.005, profit: 0.005 }
    const orders = [sale(0, tiny), sale(0, { ...tiny, product: '雪碧' })]
    expect(of(orders)).toEqual({ count: 2, revenueFen: 1, profitFen: 1 })
  })

  test('need 8 days of history, and say so', () => {
    expect(outcome(newProducts, atDepth(7, [sale(0, {})]))).toEqual({
      status: 'insufficientData',
      needDays: 8,
      haveDays: 7,
    })
    expect(outcome(newProducts, atDepth(8, [sale(0, {})]))).toMatchObject({ status: 'ok', count: 1 })
  })

  test('come with a list that names what each product sold, and when it last did', () => {
    const found = newProducts.find(
      windowOf([sale(20, {}), sale(0, { quantity: 2 }), sale(0, { product: '雪碧' })]),
    )
    expect(found).toMatchObject([
      {
        quantityMilli: 2000,
        revenueMicro: 20_000_000,
        grossProfitMicro: 8_000_000,
        lastSaleDate: '2025-12-29',
      },
      { quantityMilli: 1000, lastSaleDate: null },
    ])
  })
})
