import { describe, expect, test } from 'vitest'
import { ordersOf } from '../../src/diagnosis/storeWindow'
import { mergeTrends, type Trend, trendOf } from '../../src/diagnosis/trend'
import { order, quietOrder, windowOf } from './build'

/** Findings of a day; null where the store has no order. */
type Count = number | null

/** The trend of a store by the findings of D, then of the days before it. */
function trend(today: number, before: Count[]): Trend {
  const orders = [today, ...before].flatMap((count, daysAgo) =>
    count === null
      ? []
      : [quietOrder(daysAgo), ...Array.from({ length: count }, () => order({ daysAgo, channel: 'found' }))],
  )
  return trendOf(windowOf(orders), (day) => ordersOf(day).filter(({ channel }) => channel === 'found').length)
}

describe('a trend', () => {
  test.each<[Trend['direction'], number, Count[], number | null]>([
    ['worse', 14, [10, 10, 10], 10],
    ['flat', 13, [10, 10, 10], 10],
    ['flat', 10, [10, 10, 10], 10],
    ['flat', 7, [10, 10, 10], 10],
    ['better', 6, [10, 10, 10], 10],
    ['worse', 1, [1, 0, 1], 0.7],
    ['better', 0, [0, 0, 1], 0.3],
    ['new', 1, [0, 0, 0], 0],
    ['flat', 0, [0, 0, 0], 0],
    ['new', 2, [null, 0, null], 0],
    ['none', 5, [null, null, null], null],
    ['none', 0, [null, null, null], null],
    ['none', 5, [null, null, null, 5], null],
    ['flat', 3, [3, null, null], 3],
    ['worse', 2, [1, 2, null], 1.5],
    ['flat', 2, [2, 2, 2, 90], 2],
    ['worse', 2, [null, null, 1], 1],
  ])('is %s for %i findings after %j, D−1 first', (direction, today, before, previousAverage) => {
    expect(trend(today, before)).toMatchObject({ direction, previousAverage })
  })

  test('compares with the exact mean, not with the one that is shown', () => {
    // 3 is 28.6 % above 7/3, and would be 30.4 % above 2.3.
    expect(trend(3, [2, 2, 3])).toMatchObject({ direction: 'flat', previousAverage: 2.3 })
  })
})

describe('what a trend says of itself', () => {
  test.each<[number, Count[], number, number | null]>([
    [14, [10, 10, 10], 3, 40],
    [73, [100, null, null], 1, -27],
    [2, [1, null, 2], 2, 33],
    [1, [0, 0], 2, null],
    [5, [], 0, null],
  ])(
    'of %i after %j: the days it used, and the change in percent',
    (today, before, previousDays, changePercent) => {
      expect(trend(today, before)).toMatchObject({ previousDays, changePercent })
    },
  )

  test('leaves out a day that is not over', () => {
    const orders = [quietOrder(0), quietOrder(1), quietOrder(2)]
    const window = windowOf(orders)
    expect(trendOf({ ...window, isOver: (daysAgo) => daysAgo !== 1 }, () => 1)).toMatchObject({
      previousDays: 1,
    })
  })
})

describe('a trend over stores', () => {
  test('adds up exact means, so that three thirds are one', () => {
    const third = trend(0, [1, 0, 0])
    const two = mergeTrends(0, third, third)
    expect(two).toMatchObject({ direction: 'better', previousAverage: 0.7 })
    expect(mergeTrends(1, two, third)).toMatchObject({ direction: 'flat', previousAverage: 1 })
  })

  test('adds up means over different numbers of days', () => {
    expect(mergeTrends(5, trend(2, [1, 2, null]), trend(3, [1, 1, 2]))).toMatchObject({
      direction: 'worse',
      previousAverage: 2.8,
    })
  })

  test('is of the stores that have a mean', () => {
    expect(mergeTrends(4, trend(2, [2, 2, 2]), trend(2, []))).toMatchObject({
      direction: 'worse',
      previousAverage: 2,
    })
  })

  test('says the most days that a store of it used, however the stores are grouped', () => {
    const [a, b, c] = [trend(2, [2]), trend(2, [1, 2]), trend(5, [])]
    const together = { previousDays: 2, changePercent: 157 }
    expect(mergeTrends(9, mergeTrends(4, a, b), c)).toMatchObject(together)
    expect(mergeTrends(9, a, mergeTrends(7, c, b))).toMatchObject(together)
  })

  test('is none where no store has a mean, and new where all means are 0', () => {
    expect(mergeTrends(3, trend(1, []), trend(2, []))).toMatchObject({
      direction: 'none',
      previousAverage: null,
    })
    expect(mergeTrends(3, trend(1, [0]), trend(2, []))).toMatchObject({
      direction: 'new',
      previousAverage: 0,
    })
  })
})
