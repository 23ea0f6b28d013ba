import { describe, expect, test } from 'vitest'
import { MARKETING_COLUMNS } from '../../../src/diagnosis/orderFields'
import { lossOrders } from '../../../src/diagnosis/rules/lossOrders/rule'
import { figures, type LineParts, type OrderParts, order, quietOrder, windowOf } from '../build'

/** An order of one bottle earns 4.00 元 before fees. */
const losing = (parts: OrderParts = {}) => order({ delivery: 5, ...parts })

describe('a loss order', () => {
  test.each<[string, OrderParts, number]>([
    ['whose delivery costs more than it earned', { delivery: 5.5 }, 150],
    ['whose service fee costs more than it earned', { lines: [{ serviceFee: 4.25 }] }, 25],
    ['that was sold below cost', { lines: [{ cost: 11 }] }, 100],
    ['that lost half a fen, for half rounds away from zero', { delivery: 4.005 }, 1],
    ['that only a bag made one, for its cost is part of the order', bagOrder(), 100],
    ['on a fee channel without a service fee, for rules look at every order', feeless(), 100],
    ['of a return, whose profit is negative', { lines: [{ quantity: -1 }] }, 400],
    ['whose fees are spread over its lines', { lines: [{ serviceFee: 4.5 }, { serviceFee: 4.5 }] }, 100],
  ])('is one %s', (_, parts, amountFen) => {
    expect(figures(lossOrders, [order(parts)])).toMatchObject({ count: 1, amountFen })
  })

  test.each<[string, OrderParts]>([
    ['that earned exactly nothing after fees', { delivery: 4 }],
    ['whose net profit of −0.004 元 rounds to 0', { delivery: 4.004 }],
    ['whose gross profit is exactly 0, for its costs are missing', { delivery: 5, lines: [{ cost: 10 }] }],
    ['whose lines all lack their costs', { delivery: 5, lines: [{ cost: null }, { cost: null }] }],
    ['that a rebate saves', { delivery: 5, lines: [{ rebate: 1 }] }],
    ['of two lines, for the delivery fee counts once', { delivery: 5, lines: [{}, { product: '雪碧' }] }],
    ['that the user paid the delivery of, which is no income of this formula', { userDelivery: 9 }],
  ])('is not one %s', (_, parts) => {
    expect(figures(lossOrders, [order(parts)])).toMatchObject({ count: 0, amountFen: 0, channels: [] })
  })

  test('is one with the smallest gross profit that is not 0', () => {
    expect(figures(lossOrders, [losing({ lines: [{ cost: 9.999999 }] })]).count).toBe(1)
  })

  test('counts on its own day only', () => {
    expect(figures(lossOrders, [losing({ daysAgo: 1 }), quietOrder(0)]).count).toBe(0)
  })
})

function bagOrder(): OrderParts {
  return { lines: [{}, { product: '购物袋', category: '耗材', price: 0, cost: 5 }] }
}

function feeless(): OrderParts {
  return { channel: '美团闪购', delivery: 5 }
}

describe('the figures of loss orders', () => {
  test('round each net profit before summing, as the list shows them', () => {
    const half = { delivery: 4.005 }
    expect(figures(lossOrders, [order(half), order(half)])).toMatchObject({ count: 2, amountFen: 2 })
  })

  test('count by channel, most first and ties by name', () => {
    const channels = ['乙', '甲', '丙', '丙', '乙', '丁']
    expect(
      figures(
        lossOrders,
        channels.map((channel) => losing({ channel })),
      ).channels,
    ).toEqual([
      ['丙', 2],
      ['乙', 2],
      ['丁', 1],
      ['甲', 1],
    ])
  })

  test("compare D's losses with those of the three days before", () => {
    const orders = [losing(), losing(), losing({ daysAgo: 1 }), quietOrder(2), losing({ daysAgo: 3 })]
    expect(figures(lossOrders, orders).trend).toMatchObject({ direction: 'worse', previousAverage: 0.7 })
  })

  test('count an order whose costs are missing where it would have lost, and only there', () => {
    const unknown = { cost: null, profit: null }
    const orders = [
      order({ delivery: 3, lines: [unknown] }),
      order({ lines: [unknown] }),
      order({ delivery: 3 }),
    ]
    expect(figures(lossOrders, orders)).toMatchObject({ ordersWithoutCost: 1 })
  })

  test('come with a list that names each order and what it lost', () => {
    const found = lossOrders.find(windowOf([losing({ id: 'A-1' }), order({ id: 'A-2' })]))
    expect(found).toMatchObject([{ order: { orderId: 'A-1' }, netProfitFen: -100 }])
  })
})

describe('what alone would have kept an order from losing', () => {
  const none = {
    ...{ productDiscount: 0, coupons: 0, orderDiscount: 0, otherDiscount: 0 },
    ...{ deliveryDiscount: 0, belowCost: 0, none: 0 },
  }
  /** Levers of orders that each lose 1.00 元. */
  const leversOf = (...orders: OrderParts[]) => figures(lossOrders, orders.map(losing)).levers
  /** The marketing amounts, in the order of the columns. */
  const given = (column: (typeof MARKETING_COLUMNS)[number], amount: number): OrderParts => ({
    marketing: MARKETING_COLUMNS.map((each) => (each === column ? amount : 0)),
  })

  test.each<[string, OrderParts, keyof typeof none]>([
    ['商品减免金额', given('商品减免金额', 1), 'productDiscount'],
    ['商家代金券', given('商家代金券', 1), 'coupons'],
    ['商家承担部分券', given('商家承担部分券', 1), 'coupons'],
    ['满减金额', given('满减金额', 1), 'orderDiscount'],
    ['新客减免金额', given('新客减免金额', 1), 'otherDiscount'],
    ['满赠金额', given('满赠金额', 1), 'otherDiscount'],
    ['商家其他优惠', given('商家其他优惠', 1), 'otherDiscount'],
    ['配送费减免金额', { deliveryDiscount: 1 }, 'deliveryDiscount'],
  ])('is %s where it is as much as the loss', (_, parts, lever) => {
    expect(leversOf(parts)).toEqual({ ...none, [lever]: 1 })
  })

  test('is none where each amount is a fen too small, but to the fen is enough', () => {
    expect(leversOf({ deliveryDiscount: 0.99 })).toEqual({ ...none, none: 1 })
    expect(leversOf({ deliveryDiscount: 0.996 })).toEqual({ ...none, deliveryDiscount: 1 })
  })

  test('is both coupons together, and none where only two different amounts would do', () => {
    const half = { marketing: MARKETING_COLUMNS.map((column) => (/券$/.test(column) ? 0.5 : 0)) }
    expect(leversOf(half)).toEqual({ ...none, coupons: 1 })
    expect(leversOf({ ...given('满减金额', 0.5), deliveryDiscount: 0.5 })).toEqual({ ...none, none: 1 })
  })

  test('may be several: levers overlap, and are no shares of the count', () => {
    const { levers, count } = figures(lossOrders, [losing({ ...given('满减金额', 3), deliveryDiscount: 2 })])
    expect(count).toBe(1)
    expect(levers).toEqual({ ...none, orderDiscount: 1, deliveryDiscount: 1 })
  })

  test.each<[string, LineParts[], keyof typeof none]>([
    ['is what its sales lost below cost', [{ cost: 11 }], 'belowCost'],
    ['is not less for a sale that earned', [{ cost: 12 }, { product: '雪碧', cost: 9 }], 'belowCost'],
    ['is not a bag that was given away', [{}, { category: '耗材', price: 0, cost: 5 }], 'none'],
    ['is not a return', [{ quantity: -1, cost: -4 }], 'none'],
    ['is not what nobody knows the cost of', [{ cost: 14 }, { cost: null, profit: 0 }], 'belowCost'],
  ])('%s', (_, lines, lever) => {
    expect(figures(lossOrders, [order({ lines })]).levers).toEqual({ ...none, [lever]: 1 })
  })

  test('adds up over stores, lever by lever', () => {
    const one = figures(lossOrders, [losing(), losing({ deliveryDiscount: 5 })])
    expect(lossOrders.merge(one, one).levers).toEqual({ ...none, deliveryDiscount: 2, none: 2 })
  })

  test('stands on the card with most orders first and none last, as no share and with no sum', () => {
    const store = figures(lossOrders, [losing(), losing(), losing({ deliveryDiscount: 5 })])
    const levels = lossOrders.view.card(store, 'zh').details.find(({ kind }) => kind === 'levels')
    expect(levels).toMatchObject({
      levels: [{ name: '少了配送费减免就不亏' }, { name: '少了哪一项都亏' }],
    })
  })
})
