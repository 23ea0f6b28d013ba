import { describe, expect, test } from 'vitest'
import { mergeOutcomes } from '../../../src/diagnosis/rule'
import { lowStock } from '../../../src/diagnosis/rules/lowStock/rule'
import { atDepth, figures, type LineParts, outcome, sale, windowOf } from '../build'

/** A product that sold so many pieces on D, D−1, …; the stock is that of D. */
const selling = (quantities: readonly number[], today: LineParts = {}) =>
  quantities.flatMap((quantity, daysAgo) =>
    quantity === 0 ? [] : [sale(daysAgo, { quantity, stock: 99, ...(daysAgo === 0 ? today : {}) })],
  )

/** Seven pieces on three days: 2 of stock last two days. */
const SEVEN = [3, 2, 2]

const found = (...orders: ReturnType<typeof sale>[]) => figures(lowStock, atDepth(9, orders))

describe('a product that runs low', () => {
  test.each<[string, readonly number[], LineParts]>([
    ['whose stock lasts two days exactly', SEVEN, { stock: 2 }],
    ['that sold six days before D', [3, 2, 0, 0, 0, 0, 2], { stock: 2 }],
    ['of which a part of a piece is left', SEVEN, { stock: 0.001 }],
  ])('is one %s', (_, quantities, today) => {
    expect(found(...selling(quantities, today))).toMatchObject({ count: 1 })
  })

  test.each<[string, readonly number[], LineParts]>([
    ['whose stock lasts a gram longer', SEVEN, { stock: 2.001 }],
    ['that is out of stock, for 缺货 has it', SEVEN, { stock: 0 }],
    ['that is oversold', SEVEN, { stock: -1 }],
    ['whose stock of D is unknown', SEVEN, { stock: null }],
    ['that sold less than seven', [3, 2, 1.999], { stock: 1 }],
    ['that sold on two days only', [3, 4], { stock: 1 }],
    ['whose third day is a return', [4, 4, -1], { stock: 1 }],
    ['that sold before the week', [3, 2, 0, 0, 0, 0, 0, 2], { stock: 1 }],
    ['that is a bag', SEVEN, { stock: 1, category: '耗材' }],
  ])('is not one %s', (_, quantities, today) => {
    expect(found(...selling(quantities, today))).toMatchObject({ count: 0, amountFen: 0, channels: [] })
  })

  test('is not one without a line on D, for nobody knows its stock', () => {
    expect(found(...selling([0, 3, 2, 2]))).toMatchObject({ count: 0 })
  })

  test.each([
    [1, 1],
    [1.001, 0],
  ])('with %d of stock left to seven sold a week is gone within a day: %i', (stock, withinOneDay) => {
    expect(found(...selling(SEVEN, { stock }))).toMatchObject({ count: 1, withinOneDay })
  })
})

describe('the figures of low stock', () => {
  test('give the gross profit of the week a day, rounded once, and the main channel', () => {
    const orders = selling(SEVEN, { stock: 1 }).map((order) => ({ ...order, channel: '甲' }))
    // 7 pieces earn 4.00 each.
    expect(found(...orders)).toEqual({ count: 1, amountFen: 400, withinOneDay: 1, channels: [['甲', 1]] })
  })

  test('money at stake below 0 is shown as none, on the card and in its list', () => {
    const store = found(...[3, 2, 2].map((quantity, ago) => sale(ago, { quantity, cost: 99, stock: 1 })))
    expect(store.amountFen).toBeLessThan(0)
    expect(lowStock.view.card(store, 'zh').aside?.value).toEqual({ kind: 'money', fen: 0 })
    expect(lowStock.view.list.total(store)).toEqual({ count: 1, amountFen: 0 })
  })

  test('come with a list of the cover in days and of what to order for three', () => {
    const window = windowOf(atDepth(9, selling(SEVEN, { stock: 1 })))
    const context = { window, history: undefined, product: undefined, order: undefined, change: undefined }
    const cells = lowStock.find(window).map((finding) => lowStock.view.list.cells(finding, context))
    expect(cells).toMatchObject([
      { cover: { tenths: 10 }, restock: { value: 2 }, profitAtStake: { fen: 400 } },
    ])
  })
})

describe('low stock that nobody can know', () => {
  const shared = [0, 1].flatMap((ago) =>
    Array.from({ length: 20 }, (_, i) => sale(ago, { product: `商品${i}`, stock: 5 })),
  )
  const frozen = outcome(lowStock, atDepth(7, [...selling(SEVEN, { stock: 1 }), ...shared]))
  const known = outcome(lowStock, atDepth(7, selling(SEVEN, { stock: 1 })))
  const young = outcome(lowStock, atDepth(6, [...selling(SEVEN, { stock: 1 }), ...shared]))

  test('is unknown while the stock is one snapshot, after the history suffices', () => {
    expect(frozen).toEqual({ status: 'unknown', reason: 'frozenStock' })
    expect(young).toEqual({ status: 'insufficientData', needDays: 7, haveDays: 6 })
  })

  test('is left out of the sum over stores, and counted by its reason', () => {
    const all = { ...known, storesFrozen: 1, storesWithoutData: 1 }
    expect(mergeOutcomes(lowStock, mergeOutcomes(lowStock, frozen, young), known)).toEqual(all)
    expect(mergeOutcomes(lowStock, known, mergeOutcomes(lowStock, young, frozen))).toEqual(all)
  })

  test('is said to be so where no store knows: the stock goes before the history', () => {
    const both = { status: 'unknown', reason: 'frozenStock', storesFrozen: 1, storesWithoutData: 1 }
    expect(mergeOutcomes(lowStock, frozen, young)).toEqual(both)
    expect(mergeOutcomes(lowStock, young, frozen)).toEqual(both)
    expect(mergeOutcomes(lowStock, frozen, frozen)).toMatchObject({ status: 'unknown', storesFrozen: 2 })
  })
})
