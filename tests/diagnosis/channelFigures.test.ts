import { describe, expect, test } from 'vitest'
import { narrowToChannel, withOrderFigures } from '../../src/diagnosis/channelFigures'
import { type DayFigures, diagnoseStore } from '../../src/diagnosis/diagnose'
import type { Order } from '../../src/diagnosis/order'
import { storeWindow } from '../../src/diagnosis/storeWindow'
import { order, windowDataOf } from './build'
import { busyStore } from './busyStore'

function diagnose(orders: Order[], channel?: string): DayFigures {
  const data = windowDataOf(orders)
  const scope = diagnoseStore(storeWindow(channel === undefined ? data : narrowToChannel(data, channel)))
  if (!scope) throw new Error('The store has no order on D.')
  return scope
}

/** Of 甲 a loss and a sale below cost a day, of 乙 one on D only. */
const orders = [
  ...[0, 1, 2].map((daysAgo) => order({ daysAgo, channel: '甲', lines: [{ cost: 12 }] })),
  order({ channel: '乙', lines: [{ cost: 13 }], delivery: 10 }),
  ...busyStore(),
]

describe('the figures of one channel', () => {
  const all = diagnose(orders)
  const narrowed = withOrderFigures(all, diagnose(orders, '甲'))

  test('are KPIs, history and rules on orders of its orders alone', () => {
    expect(narrowed.kpi).toMatchObject({ allOrders: 2, revenueFen: 2000 })
    expect(narrowed.history.map(({ allOrders }) => allOrders).slice(-4)).toEqual([0, 1, 1, 2])
    expect(narrowed.rules).toMatchObject({
      lossOrders: { count: 2, channels: [['甲', 2]], trend: { direction: 'worse', previousAverage: 0.7 } },
      deliveryCost: { count: 0, amountFen: 0, channels: [] },
      belowCost: { lines: 1, amountFen: 200 },
    })
    expect(narrowed.changes.lossOrders).toMatchObject({ counts: [2, 1, 1, null, null, null, null, null] })
  })

  test('do not say what became of yesterday’s sales below cost, for only the products of all channels tell', () => {
    expect(all.changes.belowCost).toMatchObject({ kind: 'products' })
    expect(narrowed.changes.belowCost).toBeNull()
  })

  test('have the sums of its orders, and what is to do about them', () => {
    expect(narrowed.kpi).toEqual(diagnose(orders, '甲').kpi)
    expect(narrowed.kpi).not.toEqual(all.kpi)
    const orderTasks = ({ tasks }: DayFigures) =>
      tasks.flatMap(({ rule, kind, places: [place] }) => (kind === 'orders' ? [[rule, place?.orders]] : []))
    // What only lost by a sale below cost is that product's; of 甲 there is one order that did not.
    expect(orderTasks(narrowed)).toEqual([['lossOrders', 1]])
    expect(orderTasks(all)).toEqual([['lossOrders', 10]])
    expect(narrowed.storeRows).toMatchObject([{ kpi: { allOrders: 2 }, found: { lossOrders: 2 } }])
  })

  test('do not split the week by category, which is of all channels', () => {
    expect(narrowToChannel(windowDataOf(orders), '甲').days.some((day) => 'categoryProfits' in day)).toBe(
      false,
    )
    const fortnight = Array.from({ length: 14 }, (_, daysAgo) => order({ daysAgo, channel: '甲' }))
    expect(diagnose(fortnight).week).toHaveProperty('contributions')
    expect(diagnose(fortnight, '甲').week).not.toHaveProperty('contributions')
  })

  test('leave whether a store’s day is in doubt to the orders of all channels', () => {
    const few = [
      ...[1, 2, 3, 4].flatMap((daysAgo) => [0, 1, 2, 3].map(() => order({ daysAgo, channel: '甲' }))),
      ...[0, 1, 2].map(() => order({ channel: '乙' })),
    ]
    const [whole, one] = [diagnose(few), diagnose(few, '甲')]
    expect(whole.storeRows).toMatchObject([{ doubt: null }])
    expect(one.storeRows).toMatchObject([{ doubt: { usualOrders: 4 } }])
    expect(withOrderFigures(whole, one).storeRows).toMatchObject([{ doubt: null, kpi: { allOrders: 0 } }])
  })

  test('leave the rules on products, and all else, as they are of all channels', () => {
    const { lossOrders, deliveryCost, belowCost, ...ofProducts } = narrowed.rules
    expect(all.rules).toMatchObject(ofProducts)
    for (const field of ['coverage', 'channels', 'stores', 'businessDate'] as const) {
      expect(narrowed[field]).toEqual(all[field])
    }
    expect(narrowed.changes.stockouts).toEqual(all.changes.stockouts)
  })

  test('are 0 on a channel without an order on D, not absent', () => {
    const none = withOrderFigures(all, diagnose(orders, '丙'))
    expect(none.kpi).toMatchObject({ allOrders: 0, revenueFen: 0 })
    expect(none.rules.lossOrders).toMatchObject({
      count: 0,
      trend: { direction: 'flat', previousAverage: 0 },
    })
  })

  test('of all channels add up to the whole', () => {
    const counts = all.channels.map(([channel]) => diagnose(orders, channel).rules)
    const sum = (figure: (rules: DayFigures['rules']) => unknown) =>
      counts.reduce((total, rules) => total + Number(figure(rules)), 0)
    expect(all.rules).toMatchObject({
      lossOrders: { amountFen: sum(({ lossOrders }) => lossOrders.status === 'ok' && lossOrders.amountFen) },
      deliveryCost: { count: sum(({ deliveryCost }) => deliveryCost.status === 'ok' && deliveryCost.count) },
      belowCost: { lines: sum(({ belowCost }) => belowCost.status === 'ok' && belowCost.lines) },
    })
  })
})
