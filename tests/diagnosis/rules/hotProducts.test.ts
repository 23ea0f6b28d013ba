import { describe, expect, test } from 'vitest'
import { hotProducts } from '../../../src/diagnosis/rules/hotProducts/rule'
import { figures, type LineParts, outcome, quietOrder, sale, windowOf } from '../build'

type Sold = number | 'no line'

/** A product's units by day, D first; the store is open on all of them. */
function soldBy(days: Sold[], parts: LineParts = {}) {
  return [0, 1, ...days.keys()]
    .map(quietOrder)
    .concat(
      days.flatMap((quantity, daysAgo) =>
        quantity === 'no line' ? [] : [sale(daysAgo, { ...parts, quantity })],
      ),
    )
}

describe('a hot product', () => {
  test.each<[string, Sold[], number]>([
    ['of 10 units, which had no line the day before', [10], 100],
    ['of 10 units, all cancelled the day before', [10, 0], 100],
    ['of 10 units, more returned than sold the day before', [10, -4], 100],
    ['that grew by 60 %', [16, 10], 60],
    ['that grew by 50.05 %, which is 50.1 %', [3001, 2000], 50.1],
    ['that grew thirteenfold', [13, 1], 1200],
  ])('is one %s', (_, days, growthPct) => {
    expect(figures(hotProducts, soldBy(days))).toMatchObject({
      count: 1,
      quantity: days[0],
      top: [{ name: '可乐', quantity: days[0], growthPct }],
    })
  })

  test.each<[string, Sold[]]>([
    ['of 9 units', [9]],
    ['that grew by exactly 50 %', [15, 10]],
    ['that grew by 50.04 %, which is 50.0 %', [3751, 2500]],
    ['that sold as before', [10, 10]],
    ['without a line on D', ['no line', 1]],
  ])('is not one %s', (_, days) => {
    expect(figures(hotProducts, soldBy(days))).toEqual({ count: 0, quantity: 0, sustained: 0, top: [] })
  })

  test('is not a bag', () => {
    expect(figures(hotProducts, soldBy([50], { category: '耗材' })).count).toBe(0)
  })

  test.each<[string, Sold[], number]>([
    ['3 days of growth', [40, 20, 10, 5], 3],
    ['2 days of growth: the fourth day has no line', [40, 20, 10, 'no line', 1], 2],
    ['2 days of growth: nothing was left of the fourth day to grow from', [40, 20, 10, 0], 2],
    ['2 days of growth: more came back than sold on the fourth day', [40, 20, 10, -1], 2],
    ['1 day of growth: the day before sold as many', [40, 20, 20, 10], 1],
    ['1 day of growth: a day without a line ends the walk', [40, 20, 'no line', 10, 5], 1],
    ['no day of growth: there was nothing to grow from', [40], 0],
    ['8 days of growth, at most 7 before D', [99, 60, 50, 40, 30, 20, 10, 8, 6, 4, 2], 8],
  ])('is sustained from the third day of growth on: %s', (_, days, streakDays) => {
    expect(hotProducts.find(windowOf(soldBy(days)))).toMatchObject([{ streakDays }])
    expect(figures(hotProducts, soldBy(days)).sustained).toBe(streakDays >= 3 ? 1 : 0)
  })
})

describe('the figures of hot products', () => {
  const top = (products: Record<string, Sold[]>) => {
    const orders = Object.entries(products).flatMap(([product, days]) => soldBy(days, { product }))
    const found = figures(hotProducts, orders)
    return { ...found, names: found.top.map(({ name }) => name) }
  }

  test('list five by growth, then quantity, then name, and sum all', () => {
    const found = top({ 丁: [20, 10], 丙: [40, 20], 乙: [40, 20], 甲: [16, 10], 戊: [11], 己: [30, 10] })
    expect(found.names).toEqual(['己', '丙', '乙', '丁', '戊'])
    expect(found).toMatchObject({ count: 6, quantity: 157 })
  })

  test('break ties of names by code points, not by UTF-16 units', () => {
    const [basic, astral] = ['\u{F900}', '\u{20BB7}']
    expect(top({ [astral]: [10], [basic]: [10] }).names).toEqual([basic, astral])
  })

  test('of stores together list the best of all', () => {
    const of = (days: Sold[], product: string) => figures(hotProducts, soldBy(days, { product }))
    const merged = hotProducts.merge(of([11], '甲'), of([90, 10], '乙'))
    expect(merged).toMatchObject({ count: 2, quantity: 101, top: [{ name: '乙' }, { name: '甲' }] })
  })

  test('need an order on the day before, and say so', () => {
    const answer = outcome(hotProducts, [quietOrder(2), sale(0, { quantity: 50 })])
    expect(answer).toMatchObject({ status: 'insufficientData', needDays: 2 })
    expect(outcome(hotProducts, [quietOrder(1), sale(0, { quantity: 50 })])).toMatchObject({ count: 1 })
  })
})
