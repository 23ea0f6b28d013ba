import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import { type DayFigures, diagnoseStore, mergeFigures } from '../../src/diagnosis/diagnose'
import type { Order } from '../../src/diagnosis/order'
import type { Outcome } from '../../src/diagnosis/rule'
import { hotProducts } from '../../src/diagnosis/rules/hotProducts/rule'
import type { RuleName } from '../../src/diagnosis/rules/index'
import { topProfit } from '../../src/diagnosis/rules/topProfit/rule'
import type { StoreWindow } from '../../src/diagnosis/storeWindow'
import type { Trend } from '../../src/diagnosis/trend'
import { storeOrders } from './arbitrary'
import { D, windowOf } from './build'
import { RULE_NAMES, sumsOf } from './fields'

interface Store {
  name: string
  orders: Order[]
  window: StoreWindow
  scope: DayFigures
}

const NAMES = ['\u{20BB7}', '\u{F900}', '店'] as const

function store(orders: Order[], i: number): Store {
  const name = NAMES[i] ?? String(i)
  const window = windowOf(orders, { store: name })
  const scope = diagnoseStore(window)
  if (!scope) throw new Error(`${name} has no order on ${D}.`)
  return { name, orders, window, scope }
}

const threeStores = fc
  .tuple(storeOrders, storeOrders, storeOrders)
  .map(([a, b, c]): [Store, Store, Store] => [store(a, 0), store(b, 1), store(c, 2)])

const mergeAll = ([a, b, c]: [Store, Store, Store]) => mergeFigures(mergeFigures(a.scope, b.scope), c.scope)

/** Order of code points, which is that of UTF-8 bytes. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Quantities have up to three decimals, all else has none. */
const rounded = (value: number) => Math.round(value * 1000) / 1000

function addUp(all: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const each of all)
    for (const [path, value] of Object.entries(each)) total[path] = rounded((total[path] ?? 0) + value)
  return total
}

describe('merging scopes', () => {
  test('gives the same figures in any grouping and any order', () => {
    fc.assert(
      fc.property(threeStores, ([{ scope: a }, { scope: b }, { scope: c }]) => {
        const left = mergeFigures(mergeFigures(a, b), c)
        expect(mergeFigures(a, mergeFigures(b, c))).toStrictEqual(left)
        expect(mergeFigures(mergeFigures(c, a), b)).toStrictEqual(left)
        expect(mergeFigures(b, a)).toStrictEqual(mergeFigures(a, b))
      }),
    )
  })

  test('leaves the scopes as they are, and no store changes the figures of another', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const before = structuredClone(stores.map(({ scope }) => scope))
        mergeAll(stores)
        expect(stores.map(({ scope }) => scope)).toStrictEqual(before)
        expect(stores.map(({ orders }, i) => store(orders, i).scope)).toStrictEqual(before)
      }),
    )
  })

  test('sums the figures of the stores that can know, and counts those that cannot', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const merged = mergeAll(stores)
        expect(merged.kpi).toEqual(addUp(stores.map(({ scope }) => ({ ...scope.kpi }))))
        expect(merged.stores).toEqual([...NAMES].sort(byBytes))
        for (const name of RULE_NAMES) expectSums(name, merged, stores)
      }),
    )
  })

  test('ranks the top lists again over all stores', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const { rules } = mergeAll(stores)
        if (rules.hotProducts.status === 'ok') {
          const ranked = findingsOf('hotProducts', stores, ({ window }) => hotProducts.find(window)).sort(
            (a, b) =>
              b.growthTenths - a.growthTenths ||
              b.quantityMilli - a.quantityMilli ||
              byBytes(a.name, b.name) ||
              byBytes(a.store, b.store),
          )
          expect(placesOf(rules.hotProducts.top)).toEqual(placesOf(ranked.slice(0, 5).map(inPieces)))
        }
        if (rules.topProfit.status === 'ok') {
          const ranked = findingsOf('topProfit', stores, ({ window }) => topProfit.find(window)).sort(
            (a, b) => b.profitMicro - a.profitMicro || byBytes(a.name, b.name) || byBytes(a.store, b.store),
          )
          expect(placesOf(rules.topProfit.top)).toEqual(placesOf(ranked.slice(0, 5).map(inPieces)))
        }
      }),
    )
  })

  test('loses nothing that is at stake: tasks and what is small are the rows of the stores together', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const { tasks, smallFindings, storeRows } = mergeAll(stores)
        expect(storeRows).toEqual(
          stores.flatMap(({ scope }) => scope.storeRows).sort((a, b) => byBytes(a.store, b.store)),
        )
        const total = (all: readonly { amountFen: number }[]) =>
          all.reduce((sum, each) => sum + each.amountFen, 0)
        const atStake = storeRows.reduce((sum, { atStakeFen }) => sum + atStakeFen, 0)
        expect(total(tasks) + smallFindings.amountFen).toBe(atStake)
      }),
    )
  })

  test('gives the same figures after a way through JSON, as a cached card takes it', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const merged = mergeAll(stores)
        expect(JSON.parse(JSON.stringify(merged))).toStrictEqual(merged)
      }),
    )
  })

  test.each(['lossOrders', 'deliveryCost'] as const)(
    'compares the sum of the counts of %s with the sum of the means of what those days said',
    (name) => {
      fc.assert(
        fc.property(threeStores, (stores) => {
          const answer = mergeAll(stores).rules[name]
          if (answer.status !== 'ok') throw new Error(`${name} needs no history.`)
          const means = stores
            .map(({ orders }) => meanSixths(name, orders))
            .filter((mean) => mean !== undefined)
          const total = means.reduce((sum, mean) => sum + mean, 0)
          expect(answer.trend.direction).toBe(directionOf(answer.count, means.length ? total : undefined))
          // Ten times a number of sixths is never a half: it does not matter which way one rounds.
          expect(answer.trend.previousAverage).toBe(means.length ? Math.round((total * 10) / 6) / 10 : null)
        }),
      )
    },
  )
})

function expectSums(name: RuleName, merged: DayFigures, stores: readonly Store[]) {
  const answers = stores.map(({ scope }) => scope.rules[name])
  const ofStatus = (status: Outcome<object>['status']) => answers.filter((each) => each.status === status)
  const [known, frozen] = [ofStatus('ok'), ofStatus('unknown')]
  const answer = merged.rules[name]
  expect(answer.storesWithoutData ?? 0, name).toBe(ofStatus('insufficientData').length)
  expect(answer.storesFrozen ?? 0, name).toBe(frozen.length)
  expect(answer.status, name).toBe(known.length ? 'ok' : frozen.length ? 'unknown' : 'insufficientData')
  if (known.length) expect(sumsOf(name, answer), name).toEqual(addUp(known.map((each) => sumsOf(name, each))))
}

function findingsOf<T>(name: RuleName, stores: readonly Store[], find: (one: Store) => T[]): T[] {
  return stores.filter(({ scope }) => scope.rules[name].status === 'ok').flatMap(find)
}

function inPieces({ store, name, quantityMilli }: { store: string; name: string; quantityMilli: number }) {
  return { store, name, quantity: quantityMilli / 1000 }
}

function placesOf(entries: readonly { store: string; name: string; quantity: number }[]) {
  return entries.map(({ store: of, name, quantity }) => ({ of, name, quantity }))
}

/** Six times the mean of what the diagnoses of D−1, D−2 and D−3 counted. */
function meanSixths(name: 'lossOrders' | 'deliveryCost', orders: Order[]): number | undefined {
  const counts = [1, 2, 3].flatMap((daysAgo) => {
    const answer = diagnoseStore(windowOf(orders, { businessDate: addDays(D, -daysAgo) }))?.rules[name]
    return answer?.status === 'ok' ? [answer.count] : []
  })
  return counts.length ? (6 * counts.reduce((sum, count) => sum + count, 0)) / counts.length : undefined
}

function directionOf(count: number, meanTimesSix: number | undefined): Trend['direction'] {
  if (meanTimesSix === undefined) return 'none'
  if (meanTimesSix === 0) return count > 0 ? 'new' : 'flat'
  if (60 * count > 13 * meanTimesSix) return 'worse'
  return 60 * count < 7 * meanTimesSix ? 'better' : 'flat'
}
