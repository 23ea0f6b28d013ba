import { describe, expect, test } from 'vitest'
import { lossOrders } from '../../../src/diagnosis/rules/lossOrders/rule'
import { figures, type OrderParts, order, quietOrder, windowOf } from '../build'

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
