import { describe, expect, test } from 'vitest'
import { salesDrop } from '../../../src/diagnosis/rules/salesDrop/rule'
import { atDepth, figures, outcome, sale, windowOf } from '../build'

/** Units sold in the week before and in this one, on one day each. */
function weeks(prior: number, recent: number, product = '可乐') {
  const thisWeek = recent === 0 ? [] : [sale(3, { product, quantity: recent })]
  return atDepth(14, [sale(10, { product, quantity: prior }), ...thisWeek])
}

const isFound = (prior: number, recent: number) => figures(salesDrop, weeks(prior, recent)).count === 1

describe('a drop in sales', () => {
  test.each([
    [14, 0, 'sold 2.0 a day, and nothing this week'],
    [14, 9, 'fell from 2.0 to 1.3 a day: 35 %'],
    [20, 14, 'fell from 2.9 to 2.0 a day: 31 %, though exactly 30 % before rounding'],
    [14, -2, 'came back more than it sold'],
  ])('is a product of %i and then %i units, which %s', (prior, recent) => {
    expect(isFound(prior, recent)).toBe(true)
  })

  test.each([
    [13, 0, 'sold 1.9 a day'],
    [14, 10, 'fell from 2.0 to 1.4 a day: exactly 30 %'],
    [19, 13, 'fell from 2.7 to 1.9 a day: 29.6 %, though 31.6 % before rounding'],
    [14, 14, 'sold as before'],
    [14, 20, 'sold more'],
  ])('is not a product of %i and then %i units, which %s', (prior, recent) => {
    expect(isFound(prior, recent)).toBe(false)
  })

  test('compares D−13 … D−7 with D−6 … D and nothing else', () => {
    const quantities: Record<number, number> = { 14: 90, 13: 9, 7: 5, 6: 2, 0: 1 }
    const orders = Object.entries(quantities).map(([daysAgo, quantity]) =>
      sale(Number(daysAgo), { quantity }),
    )
    expect(salesDrop.find(windowOf(orders))).toMatchObject([{ priorDailyTenths: 20, recentDailyTenths: 4 }])
  })

  test('counts returns in the sums', () => {
    const returned = sale(8, { quantity: -1 })
    expect(figures(salesDrop, [...weeks(14, 9), returned]).count).toBe(0)
    expect(figures(salesDrop, [...weeks(15, 9), returned]).count).toBe(1)
  })

  test('is not seen in bags', () => {
    expect(figures(salesDrop, atDepth(14, [sale(10, { quantity: 50, category: '耗材' })])).count).toBe(0)
  })

  test('counts for the channel that sold most the week before, ties by name', () => {
    const orders = [
      sale(10, { quantity: 10 }, { channel: '乙' }),
      sale(9, { quantity: 9 }, { channel: '甲' }),
      sale(2, { quantity: 3 }, { channel: '甲' }),
      sale(10, { product: '雪碧', quantity: 8 }, { channel: '丙' }),
      sale(9, { product: '雪碧', quantity: 8 }, { channel: '丁' }),
    ]
    expect(figures(salesDrop, atDepth(14, orders))).toEqual({
      count: 2,
      channels: [
        ['丁', 1],
        ['乙', 1],
      ],
    })
  })

  test.each([
    ['of the whole drop', { quantity: 70 }, [], 4000],
    ['of the part that is missing', { quantity: 70 }, [sale(3, { quantity: 35 })], 2000],
    ['of the averages as they are shown', { quantity: 16 }, [], 920],
    ['of a loss', { quantity: 70, profit: -70 }, [], -1000],
    ['of unknown profit', { quantity: 70, cost: null }, [], null],
    ['of the lines whose profit is known', { quantity: 70 }, [sale(10, { cost: null })], 4040],
  ])('tells the daily profit of the units that are missing, %s', (_, prior, more, lostProfitFen) => {
    const window = windowOf(atDepth(14, [sale(10, prior), ...more]))
    expect(salesDrop.find(window)).toMatchObject([{ lostProfitFen }])
  })

  test('needs 14 days of history, and says so', () => {
    const orders = [sale(10, { quantity: 50 })]
    expect(outcome(salesDrop, atDepth(13, orders))).toEqual({
      status: 'insufficientData',
      needDays: 14,
      haveDays: 13,
    })
    expect(outcome(salesDrop, atDepth(14, orders))).toMatchObject({ status: 'ok', count: 1 })
  })
})
