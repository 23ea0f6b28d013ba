import { describe, expect, test } from 'vitest'
import type { Order } from '../../../src/diagnosis/order'
import { belowCost } from '../../../src/diagnosis/rules/belowCost/rule'
import { figures, type LineParts, order, quietOrder, sale, windowOf } from '../build'

const none = {
  ...{ lines: 0, count: 0, amountFen: 0, severeLines: 0, top: [], products: [] },
  causes: { listPrice: 0, promotion: 0, discount: 0, unknown: 0 },
}

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
    expect(figures(belowCost, orders)).toMatchObject({ lines: 4, count: 2, amountFen: 400, severeLines: 0 })
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
    expect(belowCost.merge(one, one)).toMatchObject({ lines: 2, count: 2, amountFen: 200, severeLines: 0 })
  })

  test('come with a list that names each line and its loss', () => {
    const found = belowCost.find(windowOf([sale(0, { price: 5, cost: 10 }, { id: 'A-1', channel: '甲' })]))
    expect(found).toMatchObject([{ orderId: 'A-1', channel: '甲', lossFen: 500, severe: true }])
  })
})

describe('what made a sale below cost one', () => {
  test.each<[string, LineParts, keyof typeof none.causes]>([
    ['its list price', { list: 9.99, selling: 9, price: 5, cost: 10 }, 'listPrice'],
    [
      'its list price, whatever it was on sale for',
      { list: 9, selling: 11, price: 5, cost: 10 },
      'listPrice',
    ],
    [
      'its list price, though nobody says what it was on sale for',
      { list: 9, price: 5, cost: 10 },
      'listPrice',
    ],
    ['a promotion', { list: 10, selling: 9.99, price: 5, cost: 10 }, 'promotion'],
    [
      'a promotion of a product without a list price',
      { list: null, selling: 9, price: 5, cost: 10 },
      'promotion',
    ],
    [
      'discounts, where it was on sale at its cost',
      { list: 12, selling: 10, price: 5, cost: 10 },
      'discount',
    ],
    ['unknown, where the price on sale is', { list: 12, price: 5, cost: 10 }, 'unknown'],
    ['of the whole line', { quantity: 2, list: 6, selling: 5.5, price: 5, cost: 11 }, 'discount'],
    [
      'of the whole line, by a promotion',
      { quantity: 2, list: 6, selling: 5.4, price: 5, cost: 11 },
      'promotion',
    ],
  ])('is %s', (_, parts, cause) => {
    expect(figures(belowCost, [sale(0, parts)])).toMatchObject({
      lines: 1,
      causes: { ...none.causes, [cause]: 1 },
    })
  })

  test('is counted by lines, and adds up over stores', () => {
    const one = figures(belowCost, [
      order({ lines: [{ cost: 11 }, { cost: 11, selling: 9 }] }),
      sale(0, { cost: 13 }),
    ])
    expect(one.causes).toEqual({ ...none.causes, promotion: 1, unknown: 1, listPrice: 1 })
    expect(belowCost.merge(one, one).causes).toEqual({
      ...none.causes,
      promotion: 2,
      unknown: 2,
      listPrice: 2,
    })
  })
})

describe('the products that lost most', () => {
  /** A store that sold each of these products below cost by so many yuan. */
  const store = (losses: Record<string, number>) =>
    figures(
      belowCost,
      Object.entries(losses).map(([product, loss]) => sale(0, { product, cost: 10 + loss })),
    )

  test('are five, by what they lost and then by name', () => {
    const { top, products } = store({ 丙: 1, 甲: 2, 乙: 2, 丁: 9, 戊: 3, 己: 4, 庚: 0.5 })
    expect(top.map(({ name }) => name)).toEqual(['丁', '己', '戊', '乙', '甲'])
    expect(products).toHaveLength(7)
  })

  test('of one name in several stores are one, also where no store has them among its first', () => {
    const small = { 小: 0.4 }
    const stores = ['甲', '乙', '丙'].map((of) =>
      store({ ...small, ...Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`${of}${i}`, 1])) }),
    )
    expect(stores.flatMap(({ top }) => top).map(({ name }) => name)).not.toContain('小')
    const all = stores.reduce((a, b) => belowCost.merge(a, b))
    expect(all.top[0]).toEqual({ name: '小', stores: 3, lines: 3, amountFen: 120 })
    expect(all.top).toHaveLength(5)
    expect(stores.toReversed().reduce((a, b) => belowCost.merge(a, b))).toEqual(all)
  })

  test('are named once in one store, though two of its products have that name', () => {
    const orders = ['s:1', 's:2'].map((product) => sale(0, { product, name: '面', cost: 11 }))
    expect(figures(belowCost, orders)).toMatchObject({
      count: 2,
      top: [{ name: '面', stores: 1, lines: 2, amountFen: 200 }],
    })
  })
})

describe('the lowest price that would not lose', () => {
  const FEES = '美团闪购'
  /** What the list says for a sale below cost on a channel, beside these orders. */
  function lowestPrice(parts: LineParts, channel: string, ...others: Order[]) {
    const window = windowOf([sale(0, parts, { channel, id: 'below' }), ...others])
    const context = { window, history: undefined, product: undefined, order: undefined, change: undefined }
    const found = belowCost.find(window).find(({ orderId }) => orderId === 'below')
    if (!found) throw new Error('nothing was sold below cost')
    return belowCost.view.list.cells(found, context).lowestPrice
  }
  const fen = (value: number) => ({ kind: 'money', fen: value })
  /** A sale of 100.00 of which the platform took so much. */
  const charged = (serviceFee: number | null, daysAgo = 1, channel = FEES) =>
    sale(daysAgo, { price: 100, serviceFee }, { channel })
  /** A sale below cost, itself not valid: no fee of its own blurs the rate. */
  const below = { price: 5, cost: 9, serviceFee: 0 }

  test('is the unit cost and what the platform takes of the price', () => {
    expect(lowestPrice(below, FEES, charged(10))).toEqual(fen(1000))
    expect(lowestPrice({ ...below, quantity: 2, cost: 18 }, FEES, charged(10))).toEqual(fen(1000))
  })

  test('is rounded up to the fen', () => {
    expect(lowestPrice(below, FEES, charged(9.999))).toEqual(fen(1000))
    expect(lowestPrice(below, FEES, charged(10.001))).toEqual(fen(1001))
    expect(lowestPrice({ ...below, cost: 9.001 }, '小程序', charged(0, 1, '小程序'))).toEqual(fen(901))
  })

  test('takes the rate of the last seven days, over all valid orders of the channel', () => {
    expect(lowestPrice(below, FEES, charged(5), charged(15, 6))).toEqual(fen(1000))
    expect(lowestPrice(below, FEES, charged(10), charged(90, 7), charged(90, 1, '饿了么'))).toEqual(fen(1000))
    expect(lowestPrice(below, FEES, charged(10), charged(0))).toEqual(fen(1000))
  })

  test('is unknown where the rate is, and where it leaves nothing of any price', () => {
    expect(lowestPrice(below, FEES)).toBeNull()
    expect(lowestPrice({ ...below, serviceFee: null }, '小程序', charged(null, 1, '小程序'))).toBeNull()
    expect(lowestPrice(below, FEES, charged(100))).toBeNull()
    expect(lowestPrice(below, FEES, charged(99))).toEqual(fen(90_000))
  })
})
