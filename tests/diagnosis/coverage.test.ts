import { describe, expect, test } from 'vitest'
import { coverageOf, mergeCoverage } from '../../src/diagnosis/coverage'
import { type LineParts, order } from './build'

describe("a day's coverage", () => {
  const lines: LineParts[] = [
    {},
    { cost: null },
    { quantity: 0, cost: null },
    { quantity: -1, stock: null },
    { cost: null, stock: null },
    { list: 0.01, cost: null, stock: null },
    { category: '耗材', list: 0, cost: null, stock: null },
  ]
  const counted = {
    lines: 7,
    consumables: 1,
    notices: 1,
    unsold: 2,
    withoutCost: 2,
    withoutStock: 2,
    withoutPrice: 0,
    ordersWithoutFee: 0,
  }

  test('counts each line that the rules could not use, for the first reason that holds', () => {
    expect(coverageOf([order({ lines })])).toEqual(counted)
    expect(coverageOf(lines.map((one) => order({ lines: [one] })))).toEqual(counted)
  })

  test('counts what figures do not know: lines without a price, and orders without any fee where one is charged', () => {
    const unknown = [
      order({ channel: '饿了么', lines: [{ price: null, serviceFee: null }, { serviceFee: null }] }),
      order({ channel: '饿了么', lines: [{ serviceFee: null }, { serviceFee: 1 }] }),
      order({ channel: '自提', lines: [{ serviceFee: null }] }),
    ]
    expect(coverageOf(unknown)).toMatchObject({ lines: 5, withoutPrice: 1, ordersWithoutFee: 1 })
  })

  test('of two stores adds up', () => {
    const doubled = Object.entries(counted).map(([reason, count]) => [reason, 2 * count])
    expect(mergeCoverage(counted, counted)).toEqual(Object.fromEntries(doubled))
  })
})
