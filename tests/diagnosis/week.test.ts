import { describe, expect, test } from 'vitest'
import { mergeWeeks, type Week, weekOf } from '../../src/diagnosis/week'
import { order, quietOrder, sale, windowOf } from './build'

/** The week of a store that earned so many yuan on D, D−1, …; no order on a day of null. */
function weekOfDays(profits: readonly (number | null)[]): Week {
  const orders = profits.flatMap((profit, daysAgo) =>
    profit === null ? [] : [sale(daysAgo, { price: 100, cost: 100 - profit })],
  )
  return weekOf(windowOf(orders))
}

/** Fourteen days: this week's differences from a week before of 10 a day. */
const against = (...differences: number[]) => [
  ...differences.map((each) => 10 + each),
  ...differences.map(() => 10),
]

describe('the sums of a week', () => {
  test('are of its valid orders, exact, and rounded once', () => {
    const days = Array.from({ length: 14 }, (_, daysAgo) => [
      sale(daysAgo, { price: 10.004, cost: 9.003 }),
      order({ daysAgo, channel: '饿了么', lines: [{ serviceFee: 0 }] }),
    ])
    // Rounded a day, it would be 7 × 10.00 and 7 × 1.00.
    const sums = { orders: 7, revenueFen: 7003, netProfitFen: 701 }
    expect(weekOf(windowOf(days.flat()))).toMatchObject({ current: sums, prior: sums })
  })

  test('are of D−6 … D, and of D−13 … D−7', () => {
    const days = [1, 0, 0, 0, 0, 0, 2, 4, 0, 0, 0, 0, 0, 8, 16]
    expect(weekOfDays(days)).toMatchObject({ current: { netProfitFen: 300 }, prior: { netProfitFen: 1200 } })
  })

  test('before are unknown with less than 14 days of history, not 0', () => {
    expect(weekOf(windowOf([quietOrder(0), quietOrder(12)])).prior).toBeNull()
    expect(weekOf(windowOf([quietOrder(0), quietOrder(13)])).prior).toEqual({
      ...{ orders: 1, revenueFen: 0, netProfitFen: 0 },
    })
  })
})

describe('the change of net profit', () => {
  test.each<[string, number[], Week['netProfitChange']]>([
    ['up', against(3, 4, 5, 3, 4, 5, 4), 'up'],
    ['down', against(-3, -4, -5, -3, -4, -5, -4), 'down'],
    ['flat where it may be chance, however far the sums lie apart', against(90, -5, -6, 2, -4, 3, 1), 'flat'],
    // Of six differences a and one x, t is (6a + x) / (a − x): 2.448 and 2.457.
    ['flat up to 2.45 standard errors', against(2, 2, 2, 2, 2, 2, -2.06), 'flat'],
    ['up beyond 2.45 standard errors', against(2, 2, 2, 2, 2, 2, -2.05), 'up'],
    ['up where every day earned the same more', against(1, 1, 1, 1, 1, 1, 1), 'up'],
    ['down where every day earned the same less', against(-1, -1, -1, -1, -1, -1, -1), 'down'],
    ['flat where nothing changed', against(0, 0, 0, 0, 0, 0, 0), 'flat'],
  ])('is %s', (_, days, change) => {
    expect(weekOfDays(days).netProfitChange).toBe(change)
  })

  test.each([0, 6, 7, 13])('is unknown where D−%i has no order, and where history is short', (missing) => {
    const days = against(3, 4, 5, 3, 4, 5, 4).map((profit, daysAgo) => (daysAgo === missing ? null : profit))
    const { netProfitChange, dailyNetProfitFen } = weekOfDays([...days, 10])
    expect([netProfitChange, dailyNetProfitFen]).toEqual([null, undefined])
  })
})

describe('the weeks of several stores', () => {
  const up = weekOfDays(against(3, 4, 5, 3, 4, 5, 4))
  const down = weekOfDays(against(-30, -31, -32, -30, -31, -32, -30))
  const young = weekOfDays([7, 7])
  const gap = weekOfDays([...against(9, 9, 9, 9, 9, 9, 9).with(8, null as never), 10])

  test('are judged anew by their sums a day', () => {
    expect([up, down].map(({ netProfitChange }) => netProfitChange)).toEqual(['up', 'down'])
    expect(mergeWeeks(up, down)).toMatchObject({
      current: { orders: 14, netProfitFen: 14_000 + 2800 - 21_600 },
      prior: { orders: 14, netProfitFen: 14_000 },
      netProfitChange: 'down',
    })
  })

  test('compare the stores with orders on all 14 days, and count the others', () => {
    const both = mergeWeeks(up, young)
    expect(both).toEqual({
      ...up,
      current: { orders: 9, revenueFen: 90_000, netProfitFen: up.current.netProfitFen + 1400 },
      comparable: up.current,
      storesWithoutData: 1,
    })
    expect(mergeWeeks(mergeWeeks(young, up), gap)).toMatchObject({
      ...{ prior: up.prior, comparable: up.current, netProfitChange: 'up', storesWithoutData: 2 },
    })
  })

  test('tell no change where none of them can', () => {
    const none = mergeWeeks(young, gap)
    expect(none).toMatchObject({ prior: null, netProfitChange: null, storesWithoutData: 2 })
    expect(none).not.toHaveProperty('comparable')
    expect(mergeWeeks(none, up)).toMatchObject({ prior: up.prior, storesWithoutData: 2 })
  })

  test('are the same in any grouping and any order', () => {
    const all = [up, down, young, gap]
    for (const a of all) {
      for (const b of all) {
        expect(mergeWeeks(a, b)).toEqual(mergeWeeks(b, a))
        for (const c of all) {
          expect(mergeWeeks(mergeWeeks(a, b), c)).toEqual(mergeWeeks(a, mergeWeeks(b, c)))
        }
      }
    }
  })
})
