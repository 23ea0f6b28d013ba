import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeWeeks, type Week, weekOf } from '../../src/diagnosis/week'
import { contributionsInFen } from '../../src/diagnosis/weekContributions'
import { storeOrders } from './arbitrary'
import { type LineParts, order, quietOrder, sale, windowOf } from './build'

/** A store's fourteen days, each with these lines in one order. */
function fortnight(recent: LineParts[], prior: LineParts[], fees = {}): Week {
  const orders = Array.from({ length: 14 }, (_, daysAgo) =>
    order({ daysAgo, lines: daysAgo < 7 ? recent : prior, ...(daysAgo < 7 ? fees : {}) }),
  )
  return weekOf(windowOf(orders))
}

/** The change of net profit that the page shows. */
function changeFen({ current, prior, comparable = current }: Week): number {
  if (!prior) throw new Error('There is no week before.')
  return comparable.netProfitFen - prior.netProfitFen
}

function inFen(week: Week) {
  return week.contributions ? contributionsInFen(week.contributions, changeFen(week)) : []
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)

describe('what made the change of the net profit', () => {
  test('is by category, fees, delivery and rebates; a cost that rose counts below 0', () => {
    const drink: LineParts = { category: '饮料', price: 10, cost: 6 }
    const snack: LineParts = { category: '零食', product: '薯片', price: 10, cost: 9 }
    const week = fortnight(
      [{ ...drink, quantity: 2, cost: 12, serviceFee: 1, rebate: 0.5 }],
      [drink, snack],
      { delivery: 3 },
    )
    expect(week.contributions).toEqual({
      categories: [
        { category: '零食', grossProfitMicro: -7_000_000 },
        { category: '饮料', grossProfitMicro: 28_000_000 },
      ],
      serviceFeeMicro: -7_000_000,
      deliveryFeeMicro: -21_000_000,
      rebateMicro: 3_500_000,
    })
    expect(inFen(week)).toEqual([
      { of: { kind: 'category', category: '饮料' }, amountFen: 2800 },
      { of: { kind: 'deliveryFee' }, amountFen: -2100 },
      { of: { kind: 'category', category: '零食' }, amountFen: -700 },
      { of: { kind: 'serviceFee' }, amountFen: -700 },
      { of: { kind: 'rebate' }, amountFen: 350 },
    ])
  })

  test('is of valid orders alone, with bags, and with lines that have no category', () => {
    const bag: LineParts = { product: '袋', category: '耗材', price: 0, cost: 0.2 }
    const days = Array.from({ length: 14 }, (_, daysAgo) => [
      quietOrder(daysAgo),
      // On a channel that charges, an order without a fee is a test.
      sale(daysAgo, { category: '测试', price: 99 }, { channel: '饿了么' }),
      ...(daysAgo < 7 ? [order({ daysAgo, lines: [bag, { category: '' }] })] : []),
    ])
    expect(weekOf(windowOf(days.flat())).contributions?.categories).toEqual([
      { category: '', grossProfitMicro: 28_000_000 },
      { category: '耗材', grossProfitMicro: -1_400_000 },
    ])
  })

  test('leaves what rounding leaves over to the largest part, and out what is nothing', () => {
    // Thirds of a fen: each rounds to nothing by itself.
    const parts = { serviceFeeMicro: 3_333, deliveryFeeMicro: 3_333, rebateMicro: 0 }
    const categories = [{ category: '饮料', grossProfitMicro: 1_003_333 }]
    expect(contributionsInFen({ categories, ...parts }, 101)).toEqual([
      { of: { kind: 'category', category: '饮料' }, amountFen: 101 },
    ])
    const none = { categories: [], serviceFeeMicro: 0, deliveryFeeMicro: 0, rebateMicro: 0 }
    expect(contributionsInFen(none, 0)).toEqual([])
  })

  test('is unknown without orders on all 14 days', () => {
    expect(weekOf(windowOf([quietOrder(0), quietOrder(13)]))).not.toHaveProperty('contributions')
  })
})

/** Random orders, and a quiet one on each of fourteen days. */
const weeks = storeOrders.map((orders) =>
  weekOf(windowOf([...orders, ...Array.from({ length: 14 }, (_, daysAgo) => quietOrder(daysAgo))])),
)

describe('the parts of a change', () => {
  test('add up to it to the fen, of one store and of several', () => {
    fc.assert(
      fc.property(weeks, weeks, weeks, (a, b, c) => {
        for (const week of [a, mergeWeeks(a, b), mergeWeeks(mergeWeeks(a, b), c)]) {
          expect(sum(inFen(week).map(({ amountFen }) => amountFen))).toBe(changeFen(week))
        }
      }),
    )
  })

  test('are exact: they are the change of the net profit before it is rounded', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        const window = windowOf([...orders, ...Array.from({ length: 14 }, (_, i) => quietOrder(i))])
        const change = (amount: 'netProfitMicro' | 'serviceFeeMicro' | 'deliveryFeeMicro' | 'rebateMicro') =>
          sum(
            Array.from(
              { length: 14 },
              (_, i) => (i < 7 ? 1 : -1) * (window.day(i)?.summary.exact[amount] ?? 0),
            ),
          )
        const found = weekOf(window).contributions
        if (!found) throw new Error('There are orders on all days.')
        const gross = sum(found.categories.map(({ grossProfitMicro }) => grossProfitMicro))
        const { serviceFeeMicro, deliveryFeeMicro, rebateMicro } = found
        expect(gross + serviceFeeMicro + deliveryFeeMicro + rebateMicro).toBe(change('netProfitMicro'))
        expect(gross).toBe(
          change('netProfitMicro') +
            change('serviceFeeMicro') +
            change('deliveryFeeMicro') -
            change('rebateMicro'),
        )
      }),
    )
  })

  test('are the same in any grouping and any order of stores', () => {
    fc.assert(
      fc.property(weeks, weeks, weeks, (a, b, c) => {
        expect(mergeWeeks(mergeWeeks(a, b), c)).toStrictEqual(mergeWeeks(a, mergeWeeks(b, c)))
        expect(mergeWeeks(a, b)).toStrictEqual(mergeWeeks(b, a))
      }),
    )
  })
})
