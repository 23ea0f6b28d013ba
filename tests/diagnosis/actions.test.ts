import { describe, expect, test } from 'vitest'
import { type Action, actionsOf, combineActions, topActions } from '../../src/diagnosis/actions'
import type { Order } from '../../src/diagnosis/order'
import { examine } from '../../src/diagnosis/rule'
import type { RuleName } from '../../src/diagnosis/rules/index'
import { atDepth, order, sale, windowOf } from './build'
import { ruleNamed } from './fields'

function actions(name: RuleName, orders: Order[]): Action[] {
  const [rule, window] = [ruleNamed(name), windowOf(orders, { store: '店' })]
  return actionsOf(name, rule, window, examine(rule, window))
}

/** An action of this much. */
function action(amountFen: number, parts: Partial<Action> = {}): Action {
  const subject = { kind: 'product', productId: 1 } as const
  return {
    rule: 'belowCost',
    store: '店',
    subject,
    name: null,
    channel: null,
    amountFen,
    task: null,
    also: [],
    ...parts,
  }
}

const amounts = (list: readonly Action[]) => list.map(({ amountFen }) => amountFen)

describe('an action', () => {
  test('on an order names it and its channel, and what it cost', () => {
    expect(actions('lossOrders', [order({ id: 'A-1', channel: '甲', delivery: 5 })])).toEqual([
      {
        rule: 'lossOrders',
        store: '店',
        subject: { kind: 'order', orderId: 'A-1', channel: '甲' },
        name: null,
        channel: '甲',
        amountFen: 100,
        task: { kind: 'spare', levers: [] },
        also: [],
      },
    ])
  })

  test('on a product names it, and has all of its lines together', () => {
    const orders = [sale(0, { cost: 11 }), sale(0, { cost: 12 }), sale(0, { product: '雪碧', cost: 12 })]
    const found = actions('belowCost', orders)
    expect(found.map(({ name, amountFen }) => [name, amountFen])).toEqual([
      ['可乐', 300],
      ['雪碧', 200],
    ])
    expect(found[0]).toMatchObject({ subject: { kind: 'product', productId: 1 }, channel: null })
  })

  test('on a product that is out says how much to order, and since how many days it is out', () => {
    const out = [sale(2, { quantity: 14, stock: 0 }), sale(1, { stock: 0 }), sale(0, { stock: -1 })]
    // 16 in seven days: 6.9 in three, and one was sold that was not there.
    expect(actions('stockouts', atDepth(7, out))).toMatchObject([
      { task: { kind: 'restock', pieces: 8, daysOut: 3 } },
    ])
  })

  test('on a product below cost names the price that would not lose, of the sale that lost most', () => {
    const fee = { channel: '饿了么' }
    const orders = [
      sale(0, { price: 9, cost: 10, serviceFee: 1 }, fee),
      sale(0, { price: 8, cost: 10, serviceFee: 0.7 }, fee),
    ]
    // A tenth of 17 is the platform's: 10 / 0.9, rounded up.
    expect(actions('belowCost', orders)).toMatchObject([
      { task: { kind: 'reprice', atLeastFen: 1112, nowFen: 800 } },
    ])
  })

  test('on an order names what alone would have kept it from losing', () => {
    const marketing = [0, 0, 0, 1.5, 0, 0, 0]
    expect(actions('lossOrders', [order({ delivery: 5, marketing })])).toMatchObject([
      { task: { kind: 'spare', levers: ['coupons'] } },
    ])
  })

  test('on a product without a line on D has no name until it is looked up', () => {
    expect(actions('salesDrop', atDepth(14, [sale(10, { quantity: 70 })]))).toMatchObject([{ name: null }])
  })

  test.each<[RuleName, string, Order[], number]>([
    ['deliveryCost', 'what lies above the limit', [order({ delivery: 9 })], 300],
    ['stockouts', 'the profit of a day', atDepth(7, [sale(0, { quantity: 7, stock: 0 })]), 400],
    ['salesDrop', 'the daily profit of the missing units', atDepth(14, [sale(10, { quantity: 70 })]), 4000],
    ['marginDrop', 'a seventh of what the week missed', atDepth(14, thinner()), 143],
  ])('of %s is worth %s', (name, _, orders, amountFen) => {
    expect(amounts(actions(name, orders))).toEqual([amountFen])
  })

  test.each<[string, RuleName, Order[]]>([
    ['a stockout of a product that lost money', 'stockouts', atDepth(2, [sale(0, { cost: 11, stock: 0 })])],
    [
      'a stockout of a product that earned nothing',
      'stockouts',
      atDepth(2, [sale(0, { cost: 10, stock: 0 })]),
    ],
    ['a drop in sales of unknown profit', 'salesDrop', atDepth(14, [sale(10, { quantity: 70, cost: null })])],
    ['a rule that cannot know', 'salesDrop', [sale(0, { quantity: 70 })]],
    ['good news', 'topProfit', [sale(0, { quantity: 70 })]],
    ['nothing found', 'lossOrders', [order()]],
  ])('is none of %s', (_, name, orders) => {
    expect(actions(name, orders)).toEqual([])
  })
})

describe('the top actions', () => {
  test('are ten, most at stake first', () => {
    const list = Array.from({ length: 15 }, (_, i) => action(i + 1))
    expect(amounts(topActions(list))).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6])
  })

  test('break ties by rule, store and subject, by code points', () => {
    const [basic, astral] = ['\u{F900}', '\u{20BB7}']
    const order = (orderId: string) => ({ subject: { kind: 'order', orderId, channel: '' } }) as const
    const inOrder = [
      action(5, { rule: 'a', store: basic }),
      action(5, { rule: 'a', store: astral, ...order(basic) }),
      action(5, { rule: 'a', store: astral, ...order(astral) }),
      action(5, { rule: 'b', store: basic }),
    ]
    expect(topActions(inOrder.toReversed())).toEqual(inOrder)
  })
})

test('what several rules found of one product stands once, for what it costs most, with the other rules named', () => {
  const product = { kind: 'product', productId: 7 } as const
  const found = [
    action(10, { rule: 'salesDrop', subject: product }),
    action(30, { rule: 'stockouts', subject: product }),
    action(20, { rule: 'salesDrop', subject: { kind: 'product', productId: 8 } }),
  ]
  expect(combineActions(found).map(({ rule, amountFen, also }) => [rule, amountFen, also])).toEqual([
    ['stockouts', 30, ['salesDrop']],
    ['salesDrop', 20, []],
  ])
})

/** Margins of 40 % and then 30 % on a revenue of 100 元: 10 元 missed. */
function thinner(): Order[] {
  return [sale(10, { quantity: 5, price: 20, profit: 40 }), sale(3, { quantity: 5, price: 20, profit: 30 })]
}
