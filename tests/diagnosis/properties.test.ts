import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayFigures, diagnoseStore } from '../../src/diagnosis/diagnose'
import type { Order, OrderLine } from '../../src/diagnosis/order'
import type { RuleName } from '../../src/diagnosis/rules/index'
import { inAnotherOrder, storeOrders } from './arbitrary'
import { D, type WindowOptions, windowOf } from './build'
import { RULE_NAMES, ruleNamed, sumPathsOf, sumsOf } from './fields'

function diagnose(orders: readonly Order[], options: WindowOptions = {}): DayFigures {
  const scope = diagnoseStore(windowOf(orders, options))
  if (!scope) throw new Error(`The store has no order on ${D}.`)
  return scope
}

/** All numbers of a value, each with its path. */
function numbersIn(value: unknown, path = ''): [path: string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, `${path}.${name}`))
}

/** The rules whose history suffices, each with its figures. */
function answersOf(scope: DayFigures): [RuleName, object][] {
  return RULE_NAMES.filter((name) => scope.rules[name].status === 'ok').map((name) => [
    name,
    scope.rules[name],
  ])
}

/** Figures that are percentages or means, with one decimal. */
const ONE_DECIMAL = /Pct$|previousAverage$/
/** Figures that are quantities, with up to three decimals. */
const THREE_DECIMALS = /\.quantity$/
/** Amounts that are losses, excess or cost: never below 0. */
const NEVER_NEGATIVE: readonly RuleName[] = ['lossOrders', 'deliveryCost', 'belowCost', 'slowMoving']
/** What a rule's findings are counted as, where that is not `count`. */
const COUNTED: Partial<Record<RuleName, readonly string[]>> = {
  belowCost: ['lines'],
  slowMoving: ['new.count', 'ongoing.count', 'severe.count', 'stale.count'],
}

/** What some rules break their count down into. */
interface Parts {
  count?: number
  channels?: [string, number][]
  tiers?: number[]
  top?: object[]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('the random stores keep every rule busy, or the properties would say nothing', () => {
  const stores = fc.sample(storeOrders, { numRuns: 300, seed: 7 })
  const answersOfAll = stores.flatMap((orders) => answersOf(diagnose(orders)))
  for (const name of RULE_NAMES) {
    const found = answersOfAll.filter(([of]) => of === name).map(([, answer]) => sumsOf(name, answer))
    for (const path of sumPathsOf(name)) {
      const busy = found.filter((sums) => Number(sums[path]) > 0)
      expect.soft(busy.length, `${name}.${path}`).toBeGreaterThan(2)
    }
  }
})

describe('the figures of any store', () => {
  test('do not depend on the order of its orders, nor of their lines', () => {
    const twoOrders = storeOrders.chain((orders) => fc.tuple(fc.constant(orders), inAnotherOrder(orders)))
    fc.assert(
      fc.property(twoOrders, ([orders, shuffled]) => {
        expect(diagnose(shuffled)).toStrictEqual(diagnose(orders))
      }),
    )
  })

  test('do not depend on the day that carries the opening, nor on how many days more are there', () => {
    const place = fc.tuple(fc.nat({ max: 15 }), fc.nat({ max: 6 }), fc.boolean())
    fc.assert(
      fc.property(storeOrders, place, (orders, [daysAgo, earlierDays, beforeWindow]) => {
        const openingDaysAgo = beforeWindow ? 15 + earlierDays : daysAgo
        expect(diagnose(orders, { openingDaysAgo, earlierDays })).toStrictEqual(diagnose(orders))
      }),
    )
  })

  test('are integers, or have one decimal or the three of a quantity, and no 0 has a sign', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        for (const [path, value] of numbersIn(diagnose(orders))) {
          const scale = ONE_DECIMAL.test(path) ? 10 : THREE_DECIMALS.test(path) ? 1000 : 1
          const expected = Math.round(value * scale) / scale
          expect(value + 0, path).toBe(expected + 0)
          expect(Object.is(value, -0) || !Number.isFinite(value), path).toBe(false)
        }
      }),
    )
  })

  test('are never below 0 where they count, nor where they are losses, excess or cost', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        for (const [name, answer] of answersOf(diagnose(orders))) {
          for (const [path, value] of Object.entries(sumsOf(name, answer))) {
            if (/Fen$/.test(path) && !NEVER_NEGATIVE.includes(name)) continue
            expect(value, `${name}.${path}`).toBeGreaterThanOrEqual(0)
          }
        }
      }),
    )
  })

  test('count what the list behind them holds', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        for (const [name, answer] of answersOf(diagnose(orders))) {
          const sums = sumsOf(name, answer)
          const counted = (COUNTED[name] ?? ['count']).map((path) => sums[path] ?? 0)
          expect(sum(counted), name).toBe(ruleNamed(name).find(windowOf(orders)).length)
        }
      }),
    )
  })

  test('agree in their parts with the whole', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        for (const [name, answer] of answersOf(diagnose(orders))) {
          const { count, channels, tiers, top } = answer as Parts
          if (channels) expect(sum(channels.map(([, ofChannel]) => ofChannel)), name).toBe(count)
          if (tiers) expect(sum(tiers), name).toBe(count)
          if (top) expect(top.length, name).toBe(Math.min(5, Number(count)))
        }
      }),
    )
  })

  test('survive JSON as they are', () => {
    fc.assert(
      fc.property(storeOrders, (orders) => {
        const scope = diagnose(orders)
        expect(JSON.parse(JSON.stringify(scope))).toStrictEqual(scope)
      }),
    )
  })

  test('do not change for a consumable of no amount on any order, even under the key of a product', () => {
    const bag = fc.record({
      ofProduct: fc.boolean(),
      quantityMilli: fc.integer({ min: -3_000, max: 30_000 }),
      stockMilli: fc.constantFrom(null, 0, 9_000),
    })
    fc.assert(
      fc.property(storeOrders, fc.nat(), bag, (orders, place, { ofProduct, ...parts }) => {
        const withBag = orders.map((order, i) => {
          if (i !== place % orders.length) return order
          const productKey = (ofProduct && order.lines[0]?.productKey) || LAST_KEY
          return { ...order, lines: [...order.lines, consumable({ ...parts, productKey })] }
        })
        const { coverage, ...figures } = diagnose(withBag)
        const { coverage: before, ...expected } = diagnose(orders)
        expect(figures).toStrictEqual(expected)
        const onD = (orders[place % orders.length]?.orderedAt ?? '').startsWith(D) ? 1 : 0
        expect(coverage).toEqual({
          ...before,
          lines: before.lines + onD,
          consumables: before.consumables + onD,
        })
      }),
    )
  })
})

/** A key after all others: the numbers of the products stay as they are. */
const LAST_KEY = '\u{FFFF}'

function consumable(parts: Pick<OrderLine, 'productKey' | 'quantityMilli' | 'stockMilli'>): OrderLine {
  return {
    ...parts,
    productName: parts.productKey,
    category: '耗材',
    subcategory: '',
    unitPriceMicro: 0,
    listPriceMicro: 0,
    costMicro: 0,
    grossProfitMicro: 0,
    serviceFeeMicro: 0,
    rebateMicro: 0,
    sellingPriceMicro: null,
  }
}
