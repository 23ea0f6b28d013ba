import { describe, expect, test } from 'vitest'
import type { OrderDay } from '../../src/diagnosis/orderDay'
import { isValidOrder, netDeliveryCostFen, netProfitFen } from '../../src/diagnosis/orderProfit'
import { FEE_CHANNELS } from '../../src/diagnosis/thresholds'
import { type OrderParts, order, rollUpDays } from './build'

function summedUp(parts: OrderParts): OrderDay {
  const [summed] = rollUpDays([order(parts)]).flatMap((day) => day.orders)
  if (!summed) throw new Error('The order is lost.')
  return summed
}

const ALL_AMOUNTS: OrderParts = {
  delivery: 5,
  userDelivery: 3,
  deliveryDiscount: 2,
  bag: 0.3,
  marketing: [1, 1, 1, 1, 1, 1, 1],
  lines: [
    { profit: 20, serviceFee: 2, rebate: 0.5 },
    { profit: -1, serviceFee: 1, rebate: 0.25 },
  ],
}

test('net profit is gross profit less service fees and delivery, plus rebates, and nothing else', () => {
  expect(netProfitFen(summedUp(ALL_AMOUNTS))).toBe(1900 - 300 - 500 + 75)
})

test('net delivery cost is the delivery fee less what the user paid after discount, less rebates', () => {
  expect(netDeliveryCostFen(summedUp(ALL_AMOUNTS))).toBe(500 - (300 - 200) - 75)
})

test.each([
  [0.00125, 0],
  [0.0025, 1],
])('line amounts of %d are summed exactly and rounded once: two make %d fen', (profit, fen) => {
  expect(netProfitFen(summedUp({ lines: [{ profit }, { profit }] }))).toBe(fen)
})

describe('an order', () => {
  test('is valid on a channel without service fees, whatever it paid', () => {
    expect(isValidOrder(summedUp({ channel: '小程序' }))).toBe(true)
    expect(isValidOrder(summedUp({ channel: '收银机订单', lines: [{ serviceFee: -1 }] }))).toBe(true)
  })

  test.each([
    '饿了么',
    '京东到家',
    '美团共橙',
    '美团闪购',
    '抖音',
    '抖音直播',
    '淘鲜达',
    '京东秒送',
    '美团咖啡店',
    '饿了么咖啡店',
  ])('on %s is valid only with a service fee above 0 over its lines', (channel) => {
    const valid = (...fees: number[]) =>
      isValidOrder(summedUp({ channel, lines: fees.map((serviceFee) => ({ serviceFee })) }))
    expect([valid(0), valid(-1), valid(1, -1), valid(0, 0.000001), valid(2, -1)]).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })

  test('is on one of ten fee channels, or on none', () => {
    expect(FEE_CHANNELS.size).toBe(10)
  })
})
