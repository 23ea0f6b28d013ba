import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Order } from '../../src/diagnosis/order'
import { batchesOf, findTooLarge } from '../../src/import/batches'
import { order } from '../diagnosis/build'

/** An order of a day with so many lines. */
const linesOn = (date: string, count: number): Order => ({
  ...order({ lines: Array.from({ length: count }, () => ({})) }),
  orderId: date,
  orderedAt: `${date}T12:00:00`,
})

const batches = (...orders: Order[]) =>
  [...batchesOf(new Map([['店', orders]]))].map(({ orders: batch }) => batch.map(({ orderId }) => orderId))

describe('a batch', () => {
  test('is filled with whole days up to 4,000 lines, the oldest first', () => {
    expect(
      batches(linesOn('2026-01-03', 1), linesOn('2026-01-02', 2_000), linesOn('2026-01-01', 2_000)),
    ).toEqual([['2026-01-01', '2026-01-02'], ['2026-01-03']])
  })

  test('begins anew after it was full', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'].map((date) => linesOn(date, 2_500))
    expect(batches(...days)).toEqual(days.map(({ orderId }) => [orderId]))
  })

  test('holds a month at most, for all that is stored of each of its days is read', () => {
    const days = Array.from({ length: 32 }, (_, at) => addDays('2026-01-01', at))
    expect(batches(...days.map((date) => linesOn(date, 1)))).toEqual([days.slice(0, 31), days.slice(31)])
  })

  test('holds a day that alone is larger', () => {
    expect(batches(linesOn('2026-01-01', 5_000), linesOn('2026-01-02', 1))).toEqual([
      ['2026-01-01'],
      ['2026-01-02'],
    ])
  })

  test('is of one store', () => {
    const day = linesOn('2026-01-01', 1)
    const stores = new Map([
      ['一店', [day]],
      ['二店', [day]],
      ['空店', []],
    ])
    expect([...batchesOf(stores)]).toEqual([
      { store: '一店', orders: [day] },
      { store: '二店', orders: [day] },
    ])
  })
})

describe('an order', () => {
  const lineOf = (order: Order) => {
    const [line] = order.lines
    if (!line) throw new Error('it has a line')
    return line
  }
  const orderOf = (lines: number, productName: string): Order => {
    const order = linesOn('2026-01-01', 1)
    return { ...order, lines: Array.from({ length: lines }, () => ({ ...lineOf(order), productName })) }
  }
  const found = (order: Order) => findTooLarge(new Map([['店', [order]]]))

  test('has room for the longest day of ordinary names', () => {
    expect(found(orderOf(8_000, '矿泉水 550ml'))).toBeUndefined()
  })

  test('of more text than a row of the database holds is refused, and named with its lines', () => {
    const order = orderOf(2_500, '名'.repeat(300))
    expect(found(order)).toMatchObject({
      reason: 'orderTooLarge',
      store: '店',
      orderId: order.orderId,
      lines: 2_500,
      message: expect.stringContaining(order.orderId),
    })
  })

  test('counts what JSON makes of a hostile name', () => {
    expect(found(orderOf(1_900, '"'.repeat(300)))).toMatchObject({ reason: 'orderTooLarge' })
  })
})

describe('a day of a store', () => {
  const found = (...orders: Order[]) => findTooLarge(new Map([['店', orders]]))

  test('has at most 8,000 lines', () => {
    expect(found(linesOn('2026-01-01', 8_000), linesOn('2026-01-02', 8_000))).toBeUndefined()
  })

  test('with more is refused, and told with its lines', () => {
    const refusal = found(linesOn('2026-01-01', 1), linesOn('2026-01-02', 8_001))
    expect(refusal).toMatchObject({
      reason: 'dayTooLarge',
      store: '店',
      date: '2026-01-02',
      lines: 8_001,
      limitLines: 8_000,
    })
  })
})
