import { describe, expect, test } from 'vitest'
import { marginDrop } from '../../../src/diagnosis/rules/marginDrop/rule'
import { atDepth, figures, type LineParts, outcome, sale, windowOf } from '../build'

interface Weeks {
  product?: string
  prior?: LineParts
  recent?: LineParts
}

/** Revenue of 100 元 in each week, at 40.0 % the week before: a recent profit of 30 元 is a drop of 10 points. */
function weeks({ product = '可乐', prior = {}, recent = {} }: Weeks) {
  return atDepth(14, [
    sale(10, { product, quantity: 5, price: 20, profit: 40, ...prior }),
    sale(3, { product, quantity: 5, price: 20, profit: 30, ...recent }),
  ])
}

const of = (parts: Weeks) => figures(marginDrop, weeks(parts))

describe('a drop of the margin', () => {
  test.each([
    [34.9, [1, 0, 0, 0], '5.1 points'],
    [30, [1, 0, 0, 0], '10.0 points'],
    [29.9, [0, 1, 0, 0], '10.1 points'],
    [25, [0, 1, 0, 0], '15.0 points'],
    [24.9, [0, 0, 1, 0], '15.1 points'],
    [20, [0, 0, 1, 0], '20.0 points'],
    [19.9, [0, 0, 0, 1], '20.1 points'],
    [-5, [0, 0, 0, 1], '45.0 points, into a loss'],
  ])('to %d %% falls into tier %j: %s', (profit, tiers) => {
    expect(of({ recent: { profit } })).toEqual({
      count: 1,
      amountFen: Math.round((40 - profit) * 100),
      tiers,
    })
  })

  test.each<[string, Weeks]>([
    ['of exactly 5.0 points', { recent: { profit: 35 } }],
    [
      'of 5.04 points, for rates are compared as tenths',
      { prior: { profit: 40.04 }, recent: { profit: 35 } },
    ],
    ['of fewer than 5 units this week', { recent: { quantity: 4, price: 25 } }],
    ['from a margin of 0', { prior: { profit: 0 }, recent: { profit: -30 } }],
    ['from a loss', { prior: { profit: -1 }, recent: { profit: -30 } }],
    ['from a week whose profit is unknown', { prior: { profit: null } }],
    ['to a week whose profit is unknown', { recent: { profit: null } }],
    ['of bags', { prior: { category: '耗材' }, recent: { category: '耗材' } }],
    ['that is a rise', { recent: { profit: 60 } }],
  ])('is none %s', (_, parts) => {
    expect(of(parts)).toEqual({ count: 0, amountFen: 0, tiers: [0, 0, 0, 0] })
  })

  test('needs lines in both weeks', () => {
    const ofThisWeek = [sale(3, { quantity: 5, profit: -1 })]
    expect(figures(marginDrop, atDepth(14, ofThisWeek)).count).toBe(0)
    expect(figures(marginDrop, [sale(14, { profit: 9 }), ...ofThisWeek]).count).toBe(0)
    expect(figures(marginDrop, [sale(13, { profit: 9 }), ...ofThisWeek]).count).toBe(1)
  })

  test('leaves lines of unknown cost out of both rate and amount', () => {
    const unknown = sale(2, { quantity: 50, price: 20, cost: null })
    expect(figures(marginDrop, [...weeks({}), unknown])).toMatchObject({ count: 1, amountFen: 1000 })
  })

  test('takes the week of D−6 … D, on whichever days', () => {
    const orders = atDepth(14, [
      sale(7, { quantity: 5, price: 20, profit: 40 }),
      sale(6, { quantity: 3, price: 20, profit: 10 }),
      sale(0, { quantity: 2, price: 20, profit: 20 }),
    ])
    expect(marginDrop.find(windowOf(orders))).toMatchObject([
      {
        prior: { quantityMilli: 5000, rateTenths: 400 },
        recent: { quantityMilli: 5000, rateTenths: 300 },
        dropTenths: 100,
      },
    ])
  })

  test('to a week given away is a drop to a rate of 0', () => {
    expect(of({ recent: { price: 0, profit: -6 } })).toEqual({
      count: 1,
      amountFen: 600,
      tiers: [0, 0, 0, 1],
    })
  })
})

describe('the amount of margin drops', () => {
  test('is what this week would have earned more at the rate of the week before, rounded to a tenth', () => {
    expect(of({ prior: { profit: 40.04 } }).amountFen).toBe(1000)
    expect(of({ prior: { profit: 40.05 } }).amountFen).toBe(1010)
  })

  test('rounds each product, half away from zero', () => {
    const half = { recent: { profit: 29.995 } }
    const two = [...weeks(half), ...weeks({ ...half, product: '雪碧' })]
    expect(figures(marginDrop, two)).toEqual({ count: 2, amountFen: 2002, tiers: [2, 0, 0, 0] })
  })
})

test('margin drops need 14 days of history, and say so', () => {
  const orders = [sale(10, { profit: 9 }), sale(3, { quantity: 5, profit: 1 })]
  expect(outcome(marginDrop, atDepth(13, orders))).toEqual({
    status: 'insufficientData',
    needDays: 14,
    haveDays: 13,
  })
  expect(outcome(marginDrop, atDepth(14, orders))).toMatchObject({ status: 'ok', count: 1 })
})
