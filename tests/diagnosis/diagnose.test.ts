import { describe, expect, test } from 'vitest'
import { type DayFigures, diagnoseStore, mergeFigures } from '../../src/diagnosis/diagnose'
import type { Order } from '../../src/diagnosis/order'
import { atDepth, D, order, quietOrder, sale, windowOf } from './build'
import { busyStore } from './busyStore'
import { RULE_NAMES } from './fields'

function diagnose(store: string, orders: Order[]): DayFigures {
  const scope = diagnoseStore(windowOf(orders, { store }))
  if (!scope) throw new Error(`${store} has no order on ${D}.`)
  return scope
}

describe("a store's diagnosis", () => {
  test('names its day and store, and answers every rule', () => {
    const scope = diagnose('示例门店1', busyStore())
    expect(scope).toMatchObject({ businessDate: D, stores: ['示例门店1'] })
    expect(Object.keys(scope.rules)).toEqual(RULE_NAMES)
    expect(scope.kpi).toMatchObject({ allOrders: 19, orders: 19 })
  })

  test('holds the days before, what the rules left out, the channels, the changes and what costs most', () => {
    const scope = diagnose('示例门店1', busyStore())
    expect(scope.history.at(-1)).toEqual({ date: D, ...scope.kpi })
    expect(scope.history).toHaveLength(9)
    expect(scope.coverage).toMatchObject({ lines: 19, consumables: 0 })
    expect(scope.channels).toEqual([
      ['小程序', 17],
      ['乙', 1],
      ['甲', 1],
    ])
    expect(scope.changes).toMatchObject({
      stockouts: { new: 2, ongoing: 1, recovered: 0, notSeen: 0 },
      belowCost: { new: 5, ongoing: 0, recovered: 0, notSeen: 0 },
    })
    expect(scope.week.current.orders).toBe(63)
    expect(scope.stockSnapshot).toEqual({ frozen: 0, moving: 0, unknown: 1 })
    expect(scope).not.toHaveProperty('frozenStockSince')
    expect(scope.rules.lossOrders).toMatchObject({ ordersWithoutCost: 0 })
    expect(scope.tasks.slice(0, 3).map(({ rule, amountFen }) => [rule, amountFen])).toEqual([
      ['salesDrop', 1720],
      ['lossOrders', 1300],
      ['lowStock', 686],
    ])
    expect(scope.smallFindings).toEqual({ count: 0, amountFen: 0 })
    expect(scope.storeRows).toMatchObject([{ store: '示例门店1', kpi: { orders: 19 } }])
  })

  test('knows what is at stake of everything that costs something, as tasks and as what is small', () => {
    const { tasks, smallFindings, storeRows } = diagnose('示例门店1', busyStore())
    const taskFen = tasks.reduce((sum, { amountFen }) => sum + amountFen, 0)
    expect(storeRows[0]?.atStakeFen).toBe(taskFen + smallFindings.amountFen)
  })

  test('is none of a store without an order on D, for its numbers would be wrong, not zero', () => {
    expect(diagnoseStore(windowOf([quietOrder(1), order({ daysAgo: -1 })]))).toBeUndefined()
  })

  test('is there of a store whose only order of D was cancelled', () => {
    const scope = diagnose('示例门店1', [order({ channel: '饿了么', lines: [{ quantity: 0 }] })])
    expect(scope.kpi).toMatchObject({ allOrders: 1, orders: 0 })
  })

  test('of an earlier day does not see what came later', () => {
    const earlier = [order({ daysAgo: 2 }), order({ daysAgo: 1, delivery: 9 })]
    const then = diagnoseStore(windowOf(earlier, { businessDate: '2026-01-17' }))
    expect(diagnoseStore(windowOf([...earlier, ...busyStore()], { businessDate: '2026-01-17' }))).not.toEqual(
      then,
    )
    expect(diagnoseStore(windowOf([...earlier, order()], { businessDate: '2026-01-17' }))).toEqual(then)
  })
})

describe('the diagnosis of stores together', () => {
  test('names them in code-point order', () => {
    const [basic, astral] = ['\u{F900}', '\u{20BB7}']
    const merged = mergeFigures(diagnose(astral, [order()]), diagnose(basic, [order()]))
    expect(mergeFigures(merged, diagnose('A', [order()])).stores).toEqual(['A', basic, astral])
  })

  test('takes the same product in two stores for two, each with its own stock', () => {
    const store = (name: string, stock: number) =>
      diagnose(name, [sale(1, {}), sale(0, { quantity: 0, stock, cost: 0 })])
    const [out, full] = [store('甲', 0), store('乙', 9)]
    expect(mergeFigures(out, full).rules.stockouts).toMatchObject({ count: 1 })
    expect(mergeFigures(full, { ...out, stores: ['丙'] }).rules.stockouts).toMatchObject({ count: 1 })
    expect(mergeFigures(out, { ...out, stores: ['丙'] }).rules.stockouts).toMatchObject({ count: 2 })
  })

  test('leaves a young store out of the rules that it is too young for, and of no other', () => {
    const merged = mergeFigures(diagnose('老店', busyStore()), diagnose('新店', atDepth(8, [order()])))
    expect(merged.kpi.allOrders).toBe(20)
    expect(merged.rules).toMatchObject({
      salesDrop: { status: 'ok', count: 1, storesWithoutData: 1 },
      hotProducts: { status: 'ok', count: 1, storesWithoutData: 1 },
    })
    expect(merged.rules.newProducts).not.toHaveProperty('storesWithoutData')
    expect(merged.rules.lossOrders).not.toHaveProperty('storesWithoutData')
  })

  test('sums the counts of D against the sum of the means', () => {
    const loss = (daysAgo: number) => order({ daysAgo, delivery: 5 })
    const merged = mergeFigures(
      diagnose('甲', [loss(0), loss(1), quietOrder(2)]),
      diagnose('乙', [loss(0), loss(1), loss(1)]),
    )
    expect(merged.rules.lossOrders).toMatchObject({
      count: 2,
      trend: { direction: 'flat', previousAverage: 2.5 },
    })
  })
})
