import { describe, expect, test } from 'vitest'
import { diagnoseStore, mergeFigures } from '../../src/diagnosis/diagnose'
import { frozenStockSince, mergeFrozenSince } from '../../src/diagnosis/stockSnapshot'
import { atDepth, type LineParts, quietOrder, sale, windowOf } from './build'

/** Products with these stocks on D and the day before. */
const products = (count: number, today: LineParts, before: LineParts, name = '商品') =>
  Array.from({ length: count }, (_, i) => [
    sale(0, { product: `${name}${i}`, ...today }),
    sale(1, { product: `${name}${i}`, ...before }),
  ]).flat()

const same = (count: number) => products(count, { stock: 5 }, { stock: 5 }, '不动')
const moved = (count: number) => products(count, { stock: 4 }, { stock: 5 }, '动')

const judged = (...orders: ReturnType<typeof sale>[]) => windowOf(atDepth(9, orders)).stockSnapshot(0)

describe('the stock of a store on a day', () => {
  test.each([
    [20, 0, 'frozen'],
    [19, 1, 'frozen'],
    [38, 2, 'frozen'],
    [18, 2, 'moving'],
    [37, 3, 'moving'],
    [0, 20, 'moving'],
    [19, 0, 'unknown'],
    [0, 19, 'unknown'],
  ])(
    'with %i products as the day before and %i others is %s: 20 of them tell, from 95 %% on',
    (still, other, kind) => {
      expect(judged(...same(still), ...moved(other))).toBe(kind)
    },
  )

  test.each<[string, LineParts, LineParts]>([
    ['that did not sell that day', { quantity: 0, stock: 5 }, { stock: 5 }],
    ['whose stock is unknown', { stock: null }, { stock: 5 }],
    ['whose stock was unknown the day before', { stock: 5 }, { stock: null }],
    ['that was sold out the day before, and stays so', { stock: 0 }, { stock: 0 }],
    ['that was oversold the day before', { stock: -1 }, { stock: -1 }],
  ])('is not told by a product %s', (_, today, before) => {
    expect(judged(...same(19), ...products(1, today, before))).toBe('unknown')
    expect(judged(...same(20), ...products(5, today, before))).toBe('frozen')
  })

  test('is told also by a product that the day before saw cancelled, and one that ran out since', () => {
    expect(judged(...same(19), ...products(1, { stock: 5 }, { quantity: 0, stock: 5 }))).toBe('frozen')
    expect(judged(...same(19), ...products(2, { stock: 0 }, { stock: 5 }))).toBe('moving')
  })

  test('is unknown where the store has no order on one of the days', () => {
    expect(windowOf([quietOrder(0)]).stockSnapshot(0)).toBe('unknown')
    expect(windowOf(same(20)).stockSnapshot(1)).toBe('unknown')
    expect(windowOf(same(20)).previous().stockSnapshot(0)).toBe('unknown')
  })
})

describe('the first of the days that share a stock', () => {
  /** Twenty products that sell daily, with these stocks on D, D−1, … */
  const selling = (...stocks: number[]) =>
    stocks.flatMap((stock, daysAgo) =>
      Array.from({ length: 20 }, (_, i) => sale(daysAgo, { product: `商品${i}`, stock })),
    )

  test.each<[string, number[], string | undefined]>([
    ['the one before D', [5, 5, 6, 6], '2026-01-17'],
    ['of a longer run its first', [5, 5, 5, 5, 9, 9], '2026-01-15'],
    ['none where D shows its own', [4, 5, 5, 5], undefined],
    ['none where nobody can tell', [5], undefined],
    ['the first of the window, of a run that is longer', Array.from({ length: 20 }, () => 5), '2026-01-03'],
  ])('is %s', (_, stocks, date) => {
    expect(frozenStockSince(windowOf(selling(...stocks)))).toBe(date)
  })

  test.each([
    ['2026-01-10', '2026-01-10', '2026-01-10'],
    ['2026-01-10', '2026-01-11', null],
    ['2026-01-10', undefined, '2026-01-10'],
    [null, '2026-01-10', null],
    [null, undefined, null],
    [undefined, undefined, undefined],
  ])('of stores of %s and %s is %s', (a, b, both) => {
    expect(mergeFrozenSince(a, b)).toBe(both)
    expect(mergeFrozenSince(b, a)).toBe(both)
  })

  test('stands in the figures beside the number of stores of each kind', () => {
    const [frozen, moving] = [selling(5, 5), selling(4, 5)].map((orders, i) =>
      diagnoseStore(windowOf(orders, { store: `店${i}` })),
    )
    if (!frozen || !moving) throw new Error('both have orders on D')
    expect(frozen).toMatchObject({
      stockSnapshot: { frozen: 1, moving: 0, unknown: 0 },
      frozenStockSince: '2026-01-17',
    })
    expect(moving).not.toHaveProperty('frozenStockSince')
    expect(mergeFigures(frozen, moving)).toMatchObject({
      stockSnapshot: { frozen: 1, moving: 1, unknown: 0 },
      frozenStockSince: '2026-01-17',
    })
  })
})
