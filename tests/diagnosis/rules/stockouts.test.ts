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
    expect(figures(stockouts, orders)).toMatchObject({
      ...{ count: 0, amountFen: 0, persistent: 0, new: 0, unseen: 0, channels: [] },
    })
  })

  test.each<[string, Stocks, number, 'today' | 'earlier' | 'unseen']>([
    ['new, when there was stock the day before', [0, 5], 1, 'today'],
    ['new, when the last line that tells had stock', [0, 'no line', null, 5, 0], 1, 'today'],
    ['old, when the last line before had none, whatever lies between', [0, 'no line', 0, 5], 1, 'earlier'],
    ['old, when the last line that tells was oversold', [0, null, -2, 5], 1, 'earlier'],
    ['of unknown age, when no line of the seven days before tells', [0, null, ...gap(6), 0], 1, 'unseen'],
    ['new, when there was stock seven days before', [0, ...gap(6), 5], 1, 'today'],
    ['neither new nor persistent on its second day', [0, 0, 'no line', 0], 2, 'earlier'],
    ['persistent from its third day', [0, 0, 0, 5], 3, 'earlier'],
    ['persistent, also while oversold', [-1, -3, 0, 5], 3, 'earlier'],
    ['persistent, with at most 7 earlier days counted', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8, 'earlier'],
  ])('is %s', (_, stocks, daysOut, since) => {
    const orders = atDepth(16, onDays(stocks))
    expect(stockouts.find(windowOf(orders))).toMatchObject([{ daysOut, since }])
    expect(figures(stockouts, orders)).toMatchObject({
      persistent: daysOut >= 3 ? 1 : 0,
      new: since === 'today' ? 1 : 0,
      unseen: since === 'unseen' ? 1 : 0,
    })
  })

  test('is one that was oversold: less than nothing is nothing', () => {
    expect(figures(stockouts, soldBefore({ stock: -3 }))).toMatchObject({ count: 1, new: 1 })
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

describe('hot stockouts', () => {
  test.each([
    [6.999, 0],
    [7, 1],
  ])('are products that sold 7 in the week: %d are %i', (quantity, count) => {
    const hot = { count, amountFen: count === 0 ? 0 : 400 }
    expect(figures(stockouts, atDepth(7, [sale(0, { quantity, stock: 0 })])).hot).toEqual(hot)
  })

  test('cannot be told from the others with less than a week of history', () => {
    const orders = [sale(0, { quantity: 9, stock: 0 })]
    expect(figures(stockouts, atDepth(6, orders))).toMatchObject({ count: 1, hot: null })
    expect(figures(stockouts, atDepth(7, orders))).toMatchObject({ count: 1, hot: { count: 1 } })
  })
})

describe('while the stock is one snapshot for several days', () => {
  const shared = (...daysAgo: number[]) =>
    daysAgo.flatMap((ago) =>
      Array.from({ length: 20 }, (_, i) => sale(ago, { product: `商品${i}`, stock: 5 })),
    )
  const out = atDepth(16, onDays([0, 0, 0, 0]))

  test('stockouts are counted, and nobody says since when', () => {
    const orders = [...out, ...shared(0, 1)]
    const unknown = { persistent: null, new: null, unseen: null }
    expect(figures(stockouts, orders)).toMatchObject({ count: 1, hot: { count: 0 }, ...unknown })
    expect(stockouts.find(windowOf(orders))).toMatchObject([{ daysOut: null, since: null }])
  })

  test('of the day before and earlier, one snapshot is not several days, but what is new can be told', () => {
    const orders = [...out, ...shared(1, 2)]
    expect(figures(stockouts, orders)).toMatchObject({ persistent: null, new: 0, unseen: 0 })
    expect(figures(stockouts, [...out, ...shared(2, 3)])).toMatchObject({ persistent: 1 })
  })

  test('in one store, several stores together say what the others know, and nothing only where none knows', () => {
    const frozen = figures(stockouts, [...out, ...shared(0, 1)])
    const moving = figures(stockouts, out)
    const known = { count: 2, persistent: 1, new: 0, unseen: 0 }
    expect(stockouts.merge(frozen, moving)).toMatchObject(known)
    expect(stockouts.merge(moving, frozen)).toMatchObject(known)
    expect(stockouts.merge(frozen, frozen)).toMatchObject({ count: 2, persistent: null, new: null })
    const young = figures(stockouts, soldBefore({ stock: 0 }))
    expect(stockouts.merge(young, moving).hot).toEqual(moving.hot)
    expect(stockouts.merge(young, young).hot).toBeNull()
  })
})

test('money at stake below 0 is shown as none, on the card and in its list', () => {
  const store = figures(stockouts, atDepth(7, [sale(0, { quantity: 7, cost: 77, stock: 0 })]))
  expect(store).toMatchObject({ amountFen: -100, hot: { amountFen: -100 } })
  const { aside, details } = stockouts.view.card(store, 'zh')
  expect(aside?.value).toEqual({ kind: 'money', fen: 0 })
  expect(JSON.stringify(details)).not.toContain('-100')
  expect(stockouts.view.list.total(store)).toEqual({ count: 1, amountFen: 0 })
})

/** Stocks of D, D−1, …; null where the line does not tell. */
type Stocks = (number | null | 'no line')[]

const gap = (days: number) => Array.from({ length: days }, () => 'no line' as const)

function onDays(stocks: Stocks): Order[] {
  return stocks.flatMap((stock, daysAgo) => (stock === 'no line' ? [] : [sale(daysAgo, { stock })]))
}

/** Orders of D, in time, of one product with these stocks. */
function todayAt(stocks: (number | null)[]): Order[] {
  return stocks.map((stock, hour) => order({ at: `1${hour}:00:00`, lines: [{ stock }] }))
}

/** A product that ran out on D and earned 0.005 元 in all. */
function halfAFen(product: string): Order {
  return sale(0, { product, profit: 0.005, stock: 0 })
}
