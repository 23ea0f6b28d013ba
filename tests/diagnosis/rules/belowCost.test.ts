import { describe, expect, test } from 'vitest'
import { belowCost } from '../../../src/diagnosis/rules/belowCost/rule'
import { figures, type LineParts, order, quietOrder, sale, windowOf } from '../build'

const none = { lines: 0, count: 0, amountFen: 0, severeLines: 0 }

describe('a sale below cost', () => {
  test.each<[string, LineParts, number]>([
    ['whose whole line costs more than was paid for its units', { quantity: 2, price: 10, cost: 21 }, 100],
    ['that lost half a fen, for half rounds away from zero', { cost: 10.005 }, 1],
    ['that was given away', { price: 0, cost: 3 }, 300],
    ['of a product listed at 0.02 元', { list: 0.02, cost: 11 }, 100],
    ['whatever its profit column says', { cost: 11, profit: 5 }, 100],
  ])('is one %s', (_, parts, amountFen) => {
    expect(figures(belowCost, [sale(0, parts)])).toMatchObject({ lines: 1, count: 1, amountFen })
  })

  test.each<[string, LineParts]>([
    ['sold at its cost', { cost: 10 }],
    ['whose loss of 0.004 元 rounds to 0', { cost: 10.004 }],
    ['of which nothing was sold, for it was cancelled', { quantity: 0, cost: 5 }],
    ['that was returned', { quantity: -1, cost: 5 }],
    ['of a bag', { category: '耗材', price: 0, cost: 1 }],
    ['of a notice listed at exactly 0.01 元', { list: 0.01, price: 0.01, cost: 1 }],
    ['whose cost is unknown', { price: 0, cost: null }],
    ['whose price is unknown', { price: null, cost: 5 }],
  ])('is not one %s', (_, parts) => {
    expect(figures(belowCost, [sale(0, parts)])).toEqual(none)
  })

  test.each<[string, LineParts, number]>([
    ['exactly 80 % of its cost', { price: 8, cost: 10 }, 0],
    ['a millionth less than 80 % of its cost', { price: 7.999999, cost: 10 }, 1],
    ['80 % over three units', { quantity: 3, price: 4, cost: 15 }, 0],
  ])('is severe only below 80 %% of cost: %s', (_, parts, severeLines) => {
    expect(figures(belowCost, [sale(0, parts)])).toMatchObject({ lines: 1, severeLines })
  })
})

describe('the figures of sales below cost', () => {
  test('count lines, and products once', () => {
    const loss: LineParts = { cost: 11 }
    const orders = [order({ lines: [loss, loss, { ...loss, product: '雪碧' }] }), sale(0, loss)]
    expect(figures(belowCost, orders)).toEqual({ lines: 4, count: 2, amountFen: 400, severeLines: 0 })
  })

  test('round each line before summing', () => {
    const half: LineParts = { cost: 10.005 }
    expect(figures(belowCost, [order({ lines: [half, half] })])).toMatchObject({ lines: 2, amountFen: 2 })
  })

  test("do not set a line's loss off against another's profit", () => {
    expect(figures(belowCost, [order({ lines: [{ cost: 11 }, { cost: 1 }] })])).toMatchObject({
      lines: 1,
      amountFen: 100,
    })
  })

  test('are of D only', () => {
    expect(figures(belowCost, [sale(1, { cost: 11 }), quietOrder(0)])).toEqual(none)
  })

  test('count the same product in two stores as two', () => {
    const one = figures(belowCost, [sale(0, { cost: 11 })])
    expect(belowCost.merge(one, one)).toEqual({ lines: 2, count: 2, amountFen: 200, severeLines: 0 })
  })

  test('come with a list that names each line and its loss', () => {
    const found = belowCost.find(windowOf([sale(0, { price: 5, cost: 10 }, { id: 'A-1', channel: '甲' })]))
    expect(found).toMatchObject([{ orderId: 'A-1', channel: '甲', lossFen: 500, severe: true }])
  })
})
