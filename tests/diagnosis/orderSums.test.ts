import { expect, test } from 'vitest'
import { mergeOrderSums, sumOrders } from '../../src/diagnosis/orderSums'
import { type OrderParts, order, rollUpDays } from './build'

const sumsOf = (...orders: OrderParts[]) => sumOrders(rollUpDays(orders.map(order))[0]?.orders ?? [])
const CANCELLED: OrderParts = { channel: '饿了么', delivery: 9 }

test('the sums between gross and net profit are those of valid orders', () => {
  const ordinary: OrderParts = { delivery: 1.5, lines: [{ serviceFee: 0.5, rebate: 0.25 }] }
  expect(sumsOf(ordinary, ordinary, CANCELLED)).toMatchObject({
    serviceFeeFen: 100,
    deliveryFeeFen: 300,
    rebateFen: 50,
  })
})

test('an order whose costs are missing is counted where it would have lost, and only there', () => {
  const unknown = { cost: null, profit: null }
  expect(sumsOf({ delivery: 3, lines: [unknown] }, { lines: [unknown] }, { delivery: 3 })).toMatchObject({
    ordersWithoutCost: 1,
  })
})

test('two scopes add up', () => {
  const a = { serviceFeeFen: 1, deliveryFeeFen: 2, rebateFen: 3, ordersWithoutCost: 4 }
  expect(mergeOrderSums(a, a)).toEqual({
    serviceFeeFen: 2,
    deliveryFeeFen: 4,
    rebateFen: 6,
    ordersWithoutCost: 8,
  })
})
