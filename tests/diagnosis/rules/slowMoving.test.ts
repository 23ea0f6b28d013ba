import { describe, expect, test } from 'vitest'
import type { Order } from '../../../src/diagnosis/order'
import { slowMoving } from '../../../src/diagnosis/rules/slowMoving/rule'
import { figures, type LineParts, outcome, quietOrder, sale, windowOf } from '../build'

const nothing = { count: 0, amountFen: 0 }

/** The level `new` of a product that last sold 3 days before D; the store is open on D. */
const newOf = (parts: LineParts, more: Order[] = []) =>
  figures(slowMoving, [sale(3, parts), quietOrder(0), quietOrder(20), ...more]).new

describe('a slow-moving product', () => {
  test.each([...Array.from({ length: 19 }, (_, daysAgo) => daysAgo), 40])(
    'is reported 3, 7 and 15 days after its last sale, and always after more than 15: after %i',
    (daysAgo) => {
      const one = { count: 1, amountFen: 12_000 }
      expect(figures(slowMoving, [sale(daysAgo, {}), quietOrder(0), quietOrder(50)])).toEqual({
        new: daysAgo === 3 ? one : nothing,
        ongoing: daysAgo === 7 ? one : nothing,
        severe: daysAgo === 15 ? one : nothing,
        stale: daysAgo > 15 ? one : nothing,
      })
    },
  )

  test('is stale also where no line of it is in the window: its balance tells', () => {
    const window = windowOf([sale(40, { stock: 2 }), quietOrder(0)])
    expect(window.history(1)).toBeUndefined()
    expect(slowMoving.find(window)).toMatchObject([
      { level: 'stale', daysSinceLastSale: 40, stockMilli: 2000 },
    ])
  })

  test('is not reported when it sold again since', () => {
    expect(newOf({}, [sale(1, {})])).toEqual(nothing)
  })

  test.each([
    ['cancelled', 0],
    ['returned', -1],
  ])('is still reported when a later line was %s, for that is no sale', (_, quantity) => {
    expect(newOf({}, [sale(1, { quantity })])).toMatchObject({ count: 1 })
  })

  test.each<[string, LineParts, Order[]]>([
    ['sold out', { stock: 0 }, []],
    ['whose stock was never told', { stock: null }, []],
    ['whose later line tells that none is left', {}, [sale(1, { quantity: 0, stock: 0 })]],
    ['that is a bag', { category: '耗材' }, []],
    ['that is a notice listed at 0.01 元', { list: 0.01 }, []],
  ])('is not one %s', (_, parts, more) => {
    expect(newOf(parts, more)).toEqual(nothing)
  })

  test.each<[string, LineParts, Order[], number]>([
    ['told by a later return', { stock: 0 }, [sale(0, { quantity: -1, stock: 2 })], 1200],
    ['told before its last sale, which does not tell', { stock: null }, [sale(9, { stock: 5 })], 3000],
    ['told before the window', { stock: null }, [sale(40, { stock: 4 })], 2400],
  ])('has its last known stock, %s', (_, parts, more, amountFen) => {
    expect(newOf(parts, more)).toEqual({ count: 1, amountFen })
  })
})

describe('the cost bound in slow-moving stock', () => {
  test('is of the unit cost over all sales up to D, however long ago', () => {
    const orders = [sale(60, { quantity: 3, cost: 27, stock: null }), sale(20, { cost: 7, stock: null })]
    expect(newOf({ cost: 6, stock: 10 }, orders)).toEqual({ count: 1, amountFen: 8000 })
  })

  test('does not see sales after D', () => {
    const later = sale(-1, { cost: 600 })
    expect(newOf({ stock: 10 }, [later])).toEqual({ count: 1, amountFen: 6000 })
  })

  test.each<[string, LineParts]>([
    ['cancelled', { quantity: 0, cost: 50 }],
    ['returned', { quantity: -1, cost: -1 }],
    ['of unknown cost', { quantity: 9, cost: null }],
  ])('leaves out a line that was %s', (_, parts) => {
    expect(newOf({ stock: 10 }, [sale(5, { ...parts, stock: null })])).toEqual({ count: 1, amountFen: 6000 })
  })

  test('rounds each product to fen, half away from zero', () => {
    const half: LineParts = { cost: 1.005, stock: 1 }
    expect(newOf(half, [sale(3, { ...half, product: '雪碧' })])).toEqual({ count: 2, amountFen: 202 })
  })

  test('divides only after multiplying, so that thirds do not lose a fen', () => {
    expect(newOf({ quantity: 3, cost: 10, stock: 300 })).toEqual({ count: 1, amountFen: 100_000 })
  })

  test('counts a product whose cost no sale ever told, and says that it is not in the amount', () => {
    const unknown = sale(3, { product: '雪碧', cost: null })
    expect(newOf({ stock: 1 }, [unknown])).toEqual({ count: 2, amountFen: 600, withoutCost: 1 })
  })

  test('comes with a list that names each product, its level and stock', () => {
    const found = slowMoving.find(windowOf([sale(7, { stock: 2 }), quietOrder(0)]))
    expect(found).toMatchObject([
      { level: 'ongoing', daysSinceLastSale: 7, stockMilli: 2000, amountFen: 1200 },
    ])
  })
})

describe('a level of slow-moving products', () => {
  /** A store of so many days' history, in which nothing is slow. */
  const ofDepth = (days: number) => [quietOrder(days - 1), quietOrder(0)]
  const lacking = (needDays: number, haveDays: number) => ({
    status: 'insufficientData',
    needDays,
    haveDays,
  })

  test.each([
    ['new', 4],
    ['ongoing', 8],
    ['severe', 16],
    ['stale', 17],
  ] as const)('%s needs %i days of history, and says so with one less', (level, needDays) => {
    expect(figures(slowMoving, ofDepth(needDays))[level]).toEqual(nothing)
    const answer = outcome(slowMoving, ofDepth(needDays - 1))
    const expected = lacking(needDays, needDays - 1)
    if (level === 'new') expect(answer).toEqual(expected)
    else expect(answer).toMatchObject({ status: 'ok', [level]: expected })
  })

  test('is of the stores that know it, and counts the others by itself', () => {
    const of = (days: number, ...orders: Order[]) => figures(slowMoving, [...ofDepth(days), ...orders])
    const [old, young] = [of(30, sale(20, {}), sale(3, {})), of(9, sale(7, { stock: 1 }))]
    const both = slowMoving.merge(old, young)
    expect(both).toEqual({
      new: { count: 1, amountFen: 12_000 },
      ongoing: { count: 1, amountFen: 600 },
      severe: { count: 0, amountFen: 0, storesWithoutData: 1 },
      stale: { count: 0, amountFen: 0, storesWithoutData: 1 },
    })
    expect(slowMoving.merge(young, old)).toEqual(both)
    expect(slowMoving.merge(young, young).stale).toEqual({ ...lacking(17, 9), storesWithoutData: 2 })
    expect(slowMoving.merge(both, young).stale).toMatchObject({ storesWithoutData: 2 })
  })

  test('of three days is no alarm: it stays out of the count and the amount of the card', () => {
    const store = figures(slowMoving, [sale(3, {}), sale(7, { product: '雪碧' }), ...ofDepth(20)])
    const card = slowMoving.view.card(store, 'zh')
    expect(card).toMatchObject({ count: 1, aside: { value: { kind: 'money', fen: 12_000 } } })
  })
})
