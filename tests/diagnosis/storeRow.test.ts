import { describe, expect, test } from 'vitest'
import { diagnoseStore } from '../../src/diagnosis/diagnose'
import type { Order } from '../../src/diagnosis/order'
import type { StoreRow } from '../../src/diagnosis/storeRow'
import { type DayArrival, storeWindow } from '../../src/diagnosis/storeWindow'
import { atDepth, order, quietOrder, sale, windowDataOf } from './build'

/** The row of a store; how a day arrived, by how many days ago it was. */
function rowOf(orders: Order[], arrivals: Record<string, DayArrival> = {}): StoreRow {
  const data = windowDataOf(orders, { store: '店' })
  const days = data.days.map((day) => {
    const arrival = arrivals[day.date]
    return arrival ? { ...day, arrival } : day
  })
  const [row] = diagnoseStore(storeWindow({ ...data, days }))?.storeRows ?? []
  if (!row) throw new Error('The store has no order on D.')
  return row
}

const PART: DayArrival = { isOver: false, rejectedOrders: 0 }

describe('a store’s row', () => {
  test('has the day, and the same weekday a week before', () => {
    const orders = [sale(0, {}), sale(0, {}), order({ channel: '饿了么' }), sale(7, { price: 20 })]
    expect(rowOf(orders)).toMatchObject({
      store: '店',
      kpi: { orders: 2, allOrders: 3, revenueFen: 2000, netProfitFen: 800 },
      weekdayBefore: { orders: 1, allOrders: 1, revenueFen: 2000, netProfitFen: 1400 },
    })
  })

  test('knows no weekday before where it has no orders, or is not over: that is not 0', () => {
    expect(rowOf([order(), quietOrder(6), quietOrder(8)]).weekdayBefore).toBeNull()
    expect(rowOf([order(), quietOrder(7)], { '2026-01-11': PART }).weekdayBefore).toBeNull()
  })

  test('has the week, which knows no week before with less than 14 days', () => {
    expect(rowOf(atDepth(9, [order()])).week).toEqual({
      ...{ current: { orders: 1, revenueFen: 1000, netProfitFen: 400 }, prior: null, netProfitChange: null },
    })
  })

  test('has what is at stake, small amounts too, and what it usually earns', () => {
    const orders = [sale(1, {}), sale(0, { cost: 11.5 }), sale(0, { product: '雪碧', cost: 10.3 })]
    expect(rowOf(orders)).toMatchObject({ atStakeFen: 180, usualNetProfitFen: 400 })
    expect(rowOf([order()])).toMatchObject({ atStakeFen: 0, usualNetProfitFen: null })
    expect(rowOf([order(), sale(1, {})], { '2026-01-17': PART }).usualNetProfitFen).toBeNull()
  })

  test('counts what the rules of today found, and says unknown where one cannot know', () => {
    const orders = [order({ delivery: 9 }), sale(0, { cost: 11, stock: 0 })]
    expect(rowOf(orders).found).toEqual({
      ...{ lossOrders: 2, deliveryCost: 1, stockouts: null, lowStock: null, belowCost: 1 },
    })
    expect(rowOf(atDepth(7, orders)).found).toMatchObject({ stockouts: 1, lowStock: 0 })
  })

  test('says whether its day is over, and why it is in doubt', () => {
    expect(rowOf([order()])).toMatchObject({ isOver: true, doubt: null })
    expect(rowOf([order()], { '2026-01-18': PART })).toMatchObject({ isOver: false, doubt: null })
    const usual = [1, 2, 3].flatMap((daysAgo) => [0, 1, 2, 3].map(() => order({ daysAgo })))
    expect(rowOf([...usual, order()]).doubt).toEqual({ usualOrders: 4 })
    const rejected = { isOver: true, rejectedOrders: 1 }
    expect(rowOf([order()], { '2026-01-18': rejected }).doubt).toEqual({ rejectedOrders: 1 })
  })

  test('says whether its stock moves', () => {
    expect(rowOf([order()]).stock).toBe('unknown')
    const day = (daysAgo: number) =>
      Array.from({ length: 20 }, (_, i) => sale(daysAgo, { product: `品${i}`, stock: 5 }))
    expect(rowOf([...day(1), ...day(0)]).stock).toBe('frozen')
  })

  test('counts the products of the day of which no sale tells the cost', () => {
    const orders = [
      sale(0, { cost: null }),
      sale(0, { cost: 6 }),
      sale(0, { product: '雪碧', cost: null }),
      // A return is no sale, and what was sold before is of another day.
      sale(0, { product: '芬达', quantity: -1, cost: null }),
      sale(1, { product: '茶', cost: null }),
    ]
    expect(rowOf(orders).productsWithoutCost).toBe(1)
  })

  test.each<[string, number[], number]>([
    ['none where every day of two weeks has orders', Array.from({ length: 14 }, (_, i) => i), 0],
    ['those in between', [0, 1, 4, 13], 10],
    ['none before its first one', [0, 1, 4], 2],
    ['none beyond two weeks', [0, 13, 20], 12],
    ['none of a store’s first day', [0], 0],
  ])('counts the days without orders: %s', (_, days, missing) => {
    expect(rowOf(days.map((daysAgo) => order({ daysAgo }))).missingDays).toBe(missing)
  })
})
