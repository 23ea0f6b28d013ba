import { describe, expect, test } from 'vitest'
import { deliveryCost } from '../../../src/diagnosis/rules/deliveryCost/rule'
import { figures, type OrderParts, order, quietOrder, windowOf } from '../build'

describe('an expensive delivery', () => {
  test.each<[string, OrderParts, number]>([
    ['of 6.01 元', { delivery: 6.01 }, 1],
    ['of 6.005 元, which rounds to 6.01', { delivery: 6.005 }, 1],
    ['of 10 元: only what lies above 6 元 counts', { delivery: 10 }, 400],
    ['whose discount eats what the user paid', { delivery: 5, userDelivery: 3, deliveryDiscount: 4.5 }, 50],
    ['of an order without profit, for every order counts', { delivery: 7, lines: [{ cost: null }] }, 100],
    ['of an order that is not valid', { delivery: 7, channel: '饿了么' }, 100],
  ])('is one %s', (_, parts, amountFen) => {
    expect(figures(deliveryCost, [order(parts)])).toMatchObject({ count: 1, amountFen })
  })

  test.each<[string, OrderParts]>([
    ['of exactly 6.00 元', { delivery: 6 }],
    ['of 6.004 元, which rounds to 6.00', { delivery: 6.004 }],
    ['of which the user paid down to 6.00 元', { delivery: 8, userDelivery: 2 }],
    [
      'that rebates on its lines bring to 6.00 元',
      { delivery: 7, lines: [{ rebate: 0.5 }, { rebate: 0.5 }] },
    ],
    ['of two lines, for the fee counts once', { delivery: 5, lines: [{}, {}] }],
  ])('is not one %s', (_, parts) => {
    expect(figures(deliveryCost, [order(parts)])).toMatchObject({ count: 0, amountFen: 0, channels: [] })
  })
})

describe('the figures of expensive deliveries', () => {
  const far = (parts: OrderParts = {}) => order({ delivery: 7, ...parts })

  test.each([
    [0, [1, 0, 0, 0]],
    [3000, [1, 0, 0, 0]],
    [3001, [0, 1, 0, 0]],
    [5000, [0, 1, 0, 0]],
    [5001, [0, 0, 1, 0]],
    [8000, [0, 0, 1, 0]],
    [8001, [0, 0, 0, 1]],
  ])('put %i metres into a band whose upper bound is included', (distance, distances) => {
    expect(figures(deliveryCost, [far({ distance })]).distances).toEqual(distances)
  })

  test('have no distances where none is known', () => {
    expect(figures(deliveryCost, [far(), far()])).not.toHaveProperty('distances')
  })

  test('leave an unknown distance out of the bands, and the distance of a cheap delivery too', () => {
    const orders = [far({ distance: 4000 }), far(), order({ delivery: 3, distance: 4000 })]
    expect(figures(deliveryCost, orders)).toMatchObject({ count: 2, distances: [0, 1, 0, 0] })
  })

  test('keep the distances of one store when another knows none', () => {
    const merged = deliveryCost.merge(
      figures(deliveryCost, [far({ distance: 9000 })]),
      figures(deliveryCost, [far()]),
    )
    expect(merged).toMatchObject({ count: 2, distances: [0, 0, 0, 1] })
  })

  test('count by channel', () => {
    const orders = [far({ channel: '乙' }), far({ channel: '甲' }), far({ channel: '甲' })]
    expect(figures(deliveryCost, orders).channels).toEqual([
      ['甲', 2],
      ['乙', 1],
    ])
  })

  test("compare D's deliveries with those of the three days before", () => {
    const orders = [far(), far({ daysAgo: 1 }), far({ daysAgo: 1 }), quietOrder(2), far({ daysAgo: 4 })]
    expect(figures(deliveryCost, orders)).toMatchObject({
      count: 1,
      trend: { direction: 'flat', previousAverage: 1 },
    })
  })

  test('come with a list that names each order, its cost and the excess', () => {
    const found = deliveryCost.find(windowOf([far({ id: 'A-1' }), order({ id: 'A-2' })]))
    expect(found).toMatchObject([{ order: { orderId: 'A-1' }, netDeliveryCostFen: 700, excessFen: 100 }])
  })
})
