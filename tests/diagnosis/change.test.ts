import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import { type Change, changeOf, mergeChanges, streakDays } from '../../src/diagnosis/change'
import type { Order } from '../../src/diagnosis/order'
import { examine, type Rule } from '../../src/diagnosis/rule'
import type { RuleName } from '../../src/diagnosis/rules/index'
import type { StoreWindow } from '../../src/diagnosis/storeWindow'
import { storeOrders } from './arbitrary'
import { atDepth, D, order, quietOrder, sale, windowOf } from './build'
import { RULE_NAMES, ruleNamed } from './fields'

function change(name: RuleName, orders: Order[]): Change | null | undefined {
  const [rule, window] = [ruleNamed(name), windowOf(orders)]
  return changeOf(rule, window, examine(rule, window))
}

/** A product with these stocks on D, D−1, …; it sells one a day. */
const stocked = (product: string, ...stocks: number[]) =>
  stocks.map((stock, daysAgo) => sale(daysAgo, { product, stock }))

describe('the change of a rule on products', () => {
  test('counts products that are new, still there, back, and not seen since the day before', () => {
    const orders = [
      ...stocked('新', 0, 5),
      ...stocked('新二', 0, 5),
      ...stocked('久', 0, 0),
      ...stocked('好', 5, 0),
      ...stocked('无', 5, 5, 0),
      sale(1, { product: '没见', stock: 0 }),
      ...[0, 1].map((daysAgo) => sale(daysAgo, { product: '不知', stock: daysAgo === 0 ? null : 0 })),
      quietOrder(5),
    ]
    expect(change('stockouts', orders)).toEqual({
      ...{ kind: 'products', new: 2, ongoing: 1 },
      ...{ recovered: 1, notSeen: 2 },
    })
  })

  test('of sales below cost counts as recovered only what was sold without a loss', () => {
    const lost = (product: string) => sale(1, { product, cost: 11 })
    const orders = [
      ...['又亏', '不亏', '没卖', '退货', '不知'].map(lost),
      sale(0, { product: '新亏', cost: 11 }),
      sale(0, { product: '又亏', cost: 11 }),
      sale(0, { product: '不亏' }),
      sale(0, { product: '退货', quantity: -1 }),
      sale(0, { product: '不知', cost: null }),
    ]
    expect(change('belowCost', orders)).toEqual({
      ...{ kind: 'products', new: 1, ongoing: 1 },
      ...{ recovered: 1, notSeen: 3 },
    })
  })

  test('of what runs low takes what has run out for neither back nor unseen: it is worse', () => {
    const sold = (product: string, ...stocks: (number | null)[]) =>
      [...stocks, 9, 9, 9].map((stock, daysAgo) => sale(daysAgo, { product, quantity: 5, stock }))
    const orders = atDepth(9, [
      ...sold('快断', 1, 1),
      ...sold('断了', 0, 1),
      ...sold('补了', 99, 1),
      ...sold('不知', null, 1),
    ])
    expect(change('lowStock', orders)).toEqual({
      ...{ kind: 'products', new: 0, ongoing: 1 },
      ...{ recovered: 1, notSeen: 1 },
    })
  })

  test.each(['stockouts', 'lowStock'] as const)(
    'of %s is unknown while the stock is one snapshot',
    (name) => {
      const snapshot = [0, 1].flatMap((daysAgo) =>
        Array.from({ length: 20 }, (_, i) => sale(daysAgo, { product: `商品${i}`, stock: 5 })),
      )
      const orders = atDepth(9, [...stocked('新', 0, 5), ...stocked('好', 5, 0)])
      expect(change(name, orders)).not.toBeNull()
      expect(change(name, [...orders, ...snapshot])).toBeNull()
      expect(change('belowCost', [...orders, ...snapshot])).not.toBeNull()
    },
  )

  test('is of the day before as its own card said, not of D', () => {
    // 14 units until D−7 of the day before are 2.0 a day; of D's week before, one day's units fall out.
    const orders = atDepth(15, [
      sale(14, { quantity: 13 }),
      sale(8, { quantity: 1 }),
      quietOrder(1),
      quietOrder(0),
    ])
    expect(change('salesDrop', orders)).toEqual({ kind: 'products', new: 0, ongoing: 0, recovered: 1 })
  })

  test.each<[string, Order[]]>([
    ['the store had no order the day before', [quietOrder(5), sale(0, { stock: 0 })]],
    ['the store was too young the day before', atDepth(2, [sale(1, { stock: 0 }), sale(0, { stock: 0 })])],
    ['the store is too young', [sale(0, { stock: 0 })]],
  ])('is unknown where %s', (_, orders) => {
    expect(change('stockouts', orders)).toBeNull()
  })

  test('is nothing of rules that find a product on one day alone: all of it is new, and what was found before moved on', () => {
    const orders = [sale(3, {}), sale(4, { product: '薯片' }), quietOrder(1), quietOrder(0)]
    expect([1, 2].map((productId) => windowOf(orders).history(productId))).not.toContain(undefined)
    expect(change('slowMoving', orders)).toBeUndefined()
    expect(change('newProducts', atDepth(9, [sale(1, {}), sale(0, { product: '薯片' })]))).toBeUndefined()
  })
})

describe('the change of a rule on orders', () => {
  test.each<[RuleName, (daysAgo: number) => Order]>([
    ['lossOrders', (daysAgo) => order({ daysAgo, delivery: 5 })],
    ['deliveryCost', (daysAgo) => order({ daysAgo, delivery: 7, lines: [{ cost: null }] })],
  ])(
    'of %s is what each day found, D first and seven days back, unknown for a day without orders',
    (name, found) => {
      const orders = [0, 0, 1, 3, 7, 8].map(found)
      expect(change(name, [...orders, quietOrder(2)])).toEqual({
        kind: 'days',
        counts: [2, 1, 0, 1, null, null, null, 1],
      })
    },
  )
})

test.each([
  [[0, 3, 3], 0],
  [[1, 0, 3], 1],
  [[2, 1, 0, 5], 2],
  [[1, 1, 1], 3],
  [[2, null, 1], 1],
  [[], 0],
])('the streak in the counts %j, D first, is of %i days', (counts, days) => {
  expect(streakDays(counts)).toBe(days)
})

describe('the days of stores together', () => {
  const days = (...counts: (number | null)[]): Change => ({ kind: 'days', counts })

  test.each<[string, Change, Change, Change]>([
    ['add up', days(1, 2), days(3, 4), days(4, 6)],
    ['are those of the one that knows', days(0, null), days(3, 4), days(3, 4)],
    ['are unknown where none knows', days(1, null), days(0, null), days(1, null)],
    ['are unknown where one that found something does not know', days(1, null), days(0, 0), days(1, null)],
  ])('%s', (_, a, b, both) => {
    expect(mergeChanges(a, b)).toEqual(both)
    expect(mergeChanges(b, a)).toEqual(both)
  })
})

describe('the change of stores together', () => {
  const products: Change = { kind: 'products', new: 1, ongoing: 2, recovered: 3 }

  test('adds up products, and counts day by day', () => {
    expect(mergeChanges(products, products)).toEqual({ kind: 'products', new: 2, ongoing: 4, recovered: 6 })
    expect(mergeChanges({ kind: 'days', counts: [1, 0, 2] }, { kind: 'days', counts: [0, 5, 1] })).toEqual({
      kind: 'days',
      counts: [1, 5, 3],
    })
  })

  test('is that of the stores that know', () => {
    expect(mergeChanges(products, undefined)).toEqual(products)
    expect(mergeChanges(undefined, products)).toEqual(products)
    expect(mergeChanges(products, null)).toEqual(products)
    expect(mergeChanges(null, null)).toBeNull()
    expect(mergeChanges(undefined, undefined)).toBeUndefined()
  })

  test('adds up what was not seen', () => {
    const unseen: Change = { ...products, notSeen: 4 }
    expect(mergeChanges(unseen, unseen)).toEqual({
      ...{ kind: 'products', new: 2, ongoing: 4 },
      ...{ recovered: 6, notSeen: 8 },
    })
  })
})

test('any change is what the findings of the two days tell', () => {
  fc.assert(
    fc.property(storeOrders, (orders) => {
      const [today, yesterday] = [windowOf(orders), windowOf(orders, { businessDate: addDays(D, -1) })]
      for (const name of RULE_NAMES) {
        const answer = change(name, orders)
        const counts = answer?.kind === 'days' ? { counts: answer.counts.slice(0, 2) } : {}
        if (answer)
          expect(goneTogether({ ...answer, ...counts }), name).toEqual(
            expected(ruleNamed(name), today, yesterday),
          )
      }
    }),
  )
})

/** Without what became of products: of some, another rule knows it. */
function goneTogether(change: Change): object {
  if (change.kind === 'days') return change
  const { kind, new: added, ongoing } = change
  return { kind, new: added, ongoing }
}

/** The change as two separate days tell it: of order rules the last two counts. */
function expected(rule: Rule<unknown, object>, today: StoreWindow, yesterday: StoreWindow) {
  const found = [rule.find(today), rule.find(yesterday)]
  if (rule.dailyCount) {
    const days = [today, yesterday].map((window) => window.day(0))
    return { kind: 'days', counts: days.map((day, i) => (day ? found[i]?.length : null)) }
  }
  const [now, before] = found.map(
    (findings) => new Set(findings.map((one) => JSON.stringify(rule.subject(one)))),
  )
  const ongoing = [...(now ?? [])].filter((key) => before?.has(key)).length
  return {
    kind: 'products',
    new: Number(now?.size) - ongoing,
    ongoing,
  }
}
