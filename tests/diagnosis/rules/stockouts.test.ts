import { describe, expect, test } from 'vitest'
import type { Order } from '../../../src/diagnosis/order'
import { stockouts } from '../../../src/diagnosis/rules/stockouts/rule'
import { atDepth, figures, type LineParts, order, outcome, quietOrder, sale, windowOf } from '../build'

/** A product that sold yesterday, with a line on D. */
const soldBefore = (today: LineParts, quantity = 1) => [sale(1, { quantity }), sale(0, today)]

describe('a stockout', () => {
  test.each<[string, Order[]]>([
    ['that sold its last unit on D', [quietOrder(1), sale(0, { stock: 0 })]],
    ['whose cancelled line on D tells that none is left', soldBefore({ quantity: 0, stock: 0 })],
    ['whose last line of D says so, whatever an earlier one said', [quietOrder(1), ...todayAt([5, 0])]],
    ['whose last line of D does not tell, when the one before did', [quietOrder(1), ...todayAt([0, null])]],
    ['that sold more than was returned', soldBefore({ quantity: -1, stock: 0 }, 2)],
    ['that last sold 6 days before D', [sale(6, {}), sale(0, { quantity: 0, stock: 0 })]],
  ])('is a product %s', (_, orders) => {
    expect(figures(stockouts, orders).count).toBe(1)
  })

  test.each<[string, Order[]]>([
    ['with stock on D', soldBefore({ stock: 1 })],
    ['whose stock is unknown, which is not 0', soldBefore({ stock: null })],
    ['whose last line of D says that there is stock again', [quietOrder(1), ...todayAt([0, 5])]],
    ['without a line on D', [sale(1, { stock: 0 }), quietOrder(0)]],
    ['of which as much came back as was sold', soldBefore({ quantity: -1, stock: 0 })],
    ['that last sold 7 days before D', [sale(7, {}), sale(0, { quantity: 0, stock: 0 })]],
    ['that is a bag', soldBefore({ category: '耗材', stock: 0 })],
    ['that is a notice listed at 0.01 元', soldBefore({ list: 0.01, stock: 0 })],
  ])('is not a product %s', (_, orders) => {
    expect(figures(stockouts, orders)).toEqual({
      count: 0,
      amountFen: 0,
      persistent: 0,
      new: 0,
      channels: [],
    })
  })

  test.each<[string, (number | null | 'no line')[], number]>([
    ['new, when there was stock the day before', [0, 5], 1],
    ['new, when the day before has no line', [0, 'no line', 0, 0], 1],
    ['new, when the stock of the day before is unknown', [0, null, 0, 0], 1],
    ['neither new nor persistent on its second day', [0, 0, 'no line', 0], 2],
    ['persistent from its third day', [0, 0, 0, 5], 3],
    ['persistent, with at most 7 earlier days counted', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8],
  ])('is %s', (_, stocks, daysOut) => {
    const days = stocks.flatMap((stock, daysAgo) => (stock === 'no line' ? [] : [sale(daysAgo, { stock })]))
    const orders = atDepth(16, days)
    expect(stockouts.find(windowOf(orders))).toMatchObject([{ daysOut }])
    expect(figures(stockouts, orders)).toMatchObject({
      persistent: daysOut >= 3 ? 1 : 0,
      new: daysOut === 1 ? 1 : 0,
    })
  })
})

describe('the figures of stockouts', () => {
  test.each<[string, Order[], number]>([
    ['7 days', atDepth(7, soldBefore({ stock: 0 })), 114],
    ['7 days of a longer history', atDepth(30, soldBefore({ stock: 0 })), 114],
    ['as many days as a young store has', soldBefore({ stock: 0 }), 400],
    ['half a fen, rounded away from zero', soldBefore({ cost: 13.99, stock: 0 }), 1],
    ['several products, rounded once', atDepth(2, ['甲', '乙'].map(halfAFen)), 1],
    ['a loss', atDepth(2, [sale(0, { cost: 11, stock: 0 })]), -50],
    ['lines whose profit is known', soldBefore({ cost: null, stock: 0 }), 200],
    ['the window alone', [sale(7, {}), ...soldBefore({ stock: 0 })], 114],
  ])('give the profit at stake in a day, over %s', (_, orders, amountFen) => {
    expect(figures(stockouts, orders).amountFen).toBe(amountFen)
  })

  test('count a product for the channel that sold most of it in the window, ties by name', () => {
    const soldOut = (product: string, quantities: Record<string, number>, daysAgo: number) =>
      Object.entries(quantities).map(([channel, quantity]) =>
        sale(daysAgo, { product, quantity, stock: 0 }, { channel }),
      )
    const orders = [
      ...soldOut('可乐', { 乙: 1 }, 0),
      ...soldOut('可乐', { 甲: 5 }, 6),
      ...soldOut('可乐', { 乙: 9 }, 7),
      ...soldOut('雪碧', { 甲: 2, 乙: 2 }, 0),
    ]
    expect(figures(stockouts, orders).channels).toEqual([
      ['乙', 1],
      ['甲', 1],
    ])
  })

  test('need two days of history, and say so', () => {
    const orders = [sale(0, { stock: 0 })]
    expect(outcome(stockouts, orders)).toEqual({ status: 'insufficientData', needDays: 2, haveDays: 1 })
    expect(outcome(stockouts, atDepth(2, orders))).toMatchObject({ status: 'ok', count: 1 })
  })
})

test.each([
  [7, 3],
  [2.333, 1],
  [2.334, 2],
  [0.001, 1],
])(
  'of a product that sold %d in a week, a restock of three days in whole pieces is %i',
  (quantity, restock) => {
    const window = windowOf(atDepth(7, [sale(0, { quantity, stock: 0 })]))
    const context = { window, history: undefined, product: undefined, order: undefined, change: undefined }
    const cells = stockouts.find(window).map((finding) => stockouts.view.list.cells(finding, context))
    expect(cells).toMatchObject([{ quantity: { value: quantity }, restock: { value: restock } }])
  },
)

/** Orders of D, in time, of one product with these stocks. */
function todayAt(stocks: (number | null)[]): Order[] {
  return stocks.map((stock, hour) => order({ at: `1${hour}:00:00`, lines: [{ stock }] }))
}

/** A product that ran out on D and earned 0.005 元 in all. */
function halfAFen(product: string): Order {
  return sale(0, { product, profit: 0.005, stock: 0 })
}
