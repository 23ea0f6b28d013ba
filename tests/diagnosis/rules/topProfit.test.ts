import { describe, expect, test } from 'vitest'
import { topProfit } from '../../../src/diagnosis/rules/topProfit/rule'
import { figures, type LineParts, order, quietOrder, sale, windowOf } from '../build'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L']

/** Three units of a product that earned this much. */
const earning = (product: string, profit: number) => sale(0, { product, quantity: 3, profit })

describe('a top product', () => {
  test.each<[string, LineParts[]]>([
    ['of 3 units', [{ quantity: 3 }]],
    ['of 3 units over its lines', [{ quantity: 1 }, { quantity: 2 }]],
    ['that earned the least possible', [{ quantity: 3, profit: 0.000001 }]],
  ])('is one %s', (_, lines) => {
    expect(figures(topProfit, [order({ lines })]).count).toBe(1)
  })

  test.each<[string, LineParts[]]>([
    ['of 2 units', [{ quantity: 2 }]],
    ['of which 2 of 4 units came back', [{ quantity: 4 }, { quantity: -2 }]],
    ['that earned nothing', [{ quantity: 3, profit: 0 }]],
    ['that lost money', [{ quantity: 3, profit: -1 }]],
    ['whose cost is unknown', [{ quantity: 3, cost: null }]],
    ['of 2 units of known cost', [{ quantity: 2 }, { quantity: 9, cost: null }]],
    ['that is a bag', [{ quantity: 3, category: '耗材' }]],
  ])('is not one %s', (_, lines) => {
    expect(figures(topProfit, [order({ lines })])).toEqual({ count: 0, profitFen: 0, top: [] })
  })

  test('is of D only', () => {
    expect(figures(topProfit, [sale(1, { quantity: 3 }), quietOrder(0)]).count).toBe(0)
  })
})

describe('the figures of top products', () => {
  test('are of the ten largest, and list five', () => {
    const found = figures(
      topProfit,
      LETTERS.map((product, i) => earning(product, i + 1)),
    )
    expect(found).toMatchObject({ count: 10, profitFen: 7500 })
    expect(found.top.map(({ name, profitFen }) => [name, profitFen])).toEqual([
      ['L', 1200],
      ['K', 1100],
      ['J', 1000],
      ['I', 900],
      ['H', 800],
    ])
  })

  test('break ties by name, at the end of the ten too', () => {
    const orders = LETTERS.toReversed().map((product) => earning(product, 5))
    const names = topProfit.find(windowOf(orders)).map(({ name }) => name)
    expect(names).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'])
  })

  test('break ties of names by code points, not by UTF-16 units', () => {
    const [basic, astral] = ['\u{F900}', '\u{20BB7}']
    const { top } = figures(topProfit, [earning(astral, 1), earning(basic, 1)])
    expect(top.map(({ name }) => name)).toEqual([basic, astral])
  })

  test('rank by the exact profit and round the sum once', () => {
    const { profitFen, top } = figures(topProfit, [earning('A', 1.004), earning('B', 1.0041)])
    expect({ profitFen, names: top.map(({ name }) => name) }).toEqual({ profitFen: 201, names: ['B', 'A'] })
    expect(top.map((entry) => entry.profitFen)).toEqual([100, 100])
  })

  test.each<[string, LineParts, number]>([
    ['of the whole day', { quantity: 3, price: 10, profit: 10 }, 33.3],
    ['rounded half away from zero', { quantity: 4, price: 10, profit: 4.02 }, 10.1],
    ['of 0 where nothing was paid', { quantity: 3, price: 0, profit: 1 }, 0],
  ])('have a margin with one decimal, %s', (_, parts, marginPct) => {
    expect(figures(topProfit, [sale(0, parts)]).top).toMatchObject([{ quantity: parts.quantity, marginPct }])
  })

  test('of stores together list the five best of all, and sum both tens', () => {
    const one = figures(
      topProfit,
      LETTERS.map((product) => earning(product, 5)),
    )
    const other = figures(topProfit, [earning('Z', 9), earning('Y', 4)])
    const merged = topProfit.merge(one, other)
    expect(merged).toMatchObject({ count: 12, profitFen: 6300 })
    expect(merged.top.map(({ name }) => name)).toEqual(['Z', 'A', 'B', 'C', 'D'])
  })
})
