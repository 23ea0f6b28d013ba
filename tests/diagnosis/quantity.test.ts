import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnoseStore } from '../../src/diagnosis/diagnose'
import { isMerchandise } from '../../src/diagnosis/merchandise'
import { businessDateOf, type Order, type OrderLine } from '../../src/diagnosis/order'
import { sumOrder } from '../../src/diagnosis/orderDay'
import { isValidOrder } from '../../src/diagnosis/orderProfit'
import { addPieces, fenEach, timesMicro, toMilli, toPieces } from '../../src/diagnosis/quantity'
import { storeOrders } from './arbitrary'
import { D, order, rollUpDays, windowOf, yuan } from './build'

/** Half away from zero, in exact integers. */
function reference(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = Number((2n * magnitude + denominator) / (2n * denominator))
  return numerator < 0n && rounded !== 0 ? -rounded : rounded
}

const milli = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
const micro = fc.oneof(
  fc.integer({ min: -(10 ** 13), max: 10 ** 13 }),
  fc.constantFrom(0, 1, -1, 499, 500, 501, 9_990_000),
)

describe('a quantity', () => {
  test('in pieces and back is the same', () => {
    fc.assert(
      fc.property(milli, (each) => {
        expect(toMilli(toPieces(each))).toBe(each)
      }),
    )
  })

  test('of pieces adds up as thousandths do, not as floats', () => {
    expect(addPieces(0.1, 0.2)).toBe(0.3)
    fc.assert(
      fc.property(milli, milli, (a, b) => {
        expect(addPieces(a / 1000, b / 1000)).toBe((a + b) / 1000)
      }),
    )
  })

  test.each([
    ['half a kilogram', 3, 0.5, 1_500_000],
    ['a gram', 0.01, 0.001, 10],
    ['half a micro-yuan, which goes up', 0.000001, 0.5, 1],
    ['half a micro-yuan given back, which goes down', 0.000001, -0.5, -1],
    ['less than half a micro-yuan', 0.000001, 0.499, 0],
    ['nothing', 3, 0, 0],
    ['what leaves the safe integers on the way', 9_999_999.999999, 999.999, 9_999_989_999_999_000],
  ])('at a price comes to exact money: %s', (_, price, pieces, amountMicro) => {
    expect(timesMicro(yuan(price), toMilli(pieces))).toBe(amountMicro)
  })

  test('at any price agrees with exact arithmetic, and of whole pieces with their product', () => {
    fc.assert(
      fc.property(micro, milli, (unit, quantity) => {
        expect(timesMicro(unit, quantity)).toBe(reference(BigInt(unit) * BigInt(quantity), 1000n))
      }),
    )
    const pieces = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), pieces, (unit, quantity) => {
        expect(timesMicro(unit, toMilli(quantity))).toBe(unit * quantity + 0)
      }),
    )
  })

  test('shares an amount out, rounded to fen once', () => {
    expect(fenEach(yuan(4), toMilli(0.5))).toBe(800)
    expect(fenEach(yuan(1), toMilli(3))).toBe(33)
    expect(fenEach(yuan(-0.005), toMilli(1))).toBe(-1)
    const quantity = fc.integer({ min: 1, max: 10 ** 12 })
    fc.assert(
      fc.property(micro, quantity, (amount, each) => {
        expect(fenEach(amount, each)).toBe(reference(BigInt(amount) * 1000n, BigInt(each) * 10_000n))
      }),
    )
  })
})

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const toFen = (amountMicro: number) => reference(BigInt(amountMicro), 10_000n)
const diagnose = (orders: readonly Order[]) => {
  const figures = diagnoseStore(windowOf(orders))
  if (!figures) throw new Error(`The store has no order on ${D}.`)
  return figures
}
const eachLine = (orders: readonly Order[], change: (line: OrderLine) => Partial<OrderLine>) =>
  orders.map((each) => ({ ...each, lines: each.lines.map((line) => ({ ...line, ...change(line) })) }))

/** Stores that sell nothing by weight. */
const wholePieces = storeOrders.map((orders) =>
  eachLine(orders, ({ quantityMilli, stockMilli }) => ({
    quantityMilli: Math.trunc(quantityMilli / 1000) * 1000,
    stockMilli: stockMilli && Math.trunc(stockMilli / 1000) * 1000,
  })),
)

describe('a store that sells whole pieces', () => {
  /** As one reckons with pieces. */
  const pieces = ({ quantityMilli }: OrderLine) => quantityMilli / 1000
  const paid = (line: OrderLine) => (line.unitPriceMicro ?? 0) * pieces(line)
  const linesOf = (orders: readonly Order[], from: number, to: number) =>
    orders
      .filter(({ orderedAt }) => {
        const daysAgo = (Date.parse(D) - Date.parse(orderedAt.slice(0, 10))) / 86_400_000
        return to <= daysAgo && daysAgo <= from
      })
      .flatMap(({ lines }) => lines.filter(isMerchandise))
  /** Pieces by product. */
  const soldOf = (lines: readonly OrderLine[]) =>
    new Map(
      [...Map.groupBy(lines, ({ productKey }) => productKey)].map(([key, of]) => [key, sum(of.map(pieces))]),
    )

  test('has the figures of plain arithmetic on pieces', () => {
    fc.assert(
      fc.property(wholePieces, (orders) => {
        const { kpi, rules } = diagnose(orders)
        const today = orders.filter((each) => businessDateOf(each) === D)
        const valid = today.filter((each) => isValidOrder(sumOrder(each))).flatMap(({ lines }) => lines)
        expect(kpi.revenueFen).toBe(toFen(sum(valid.map(paid))))

        const losses = linesOf(orders, 0, 0).flatMap((line) => {
          const known = line.quantityMilli > 0 && line.unitPriceMicro !== null && line.costMicro !== null
          const lossFen = known ? toFen((line.costMicro ?? 0) - paid(line)) : 0
          return lossFen > 0 ? [lossFen] : []
        })
        expect(rules.belowCost).toMatchObject({ lines: losses.length, amountFen: sum(losses) })

        const { hotProducts, salesDrop } = rules
        if (hotProducts.status === 'ok') {
          const before = soldOf(linesOf(orders, 1, 1))
          const hot = [...soldOf(linesOf(orders, 0, 0))].flatMap(([key, sold]) => {
            const sold1 = before.get(key) ?? 0
            const growth = sold1 > 0 ? reference(1000n * BigInt(sold - sold1), BigInt(sold1)) : 1000
            return sold >= 10 && growth > 500 ? [sold] : []
          })
          expect(hotProducts).toMatchObject({ count: hot.length, quantity: sum(hot) })
        }
        if (salesDrop.status === 'ok') {
          const recent = soldOf(linesOf(orders, 6, 0))
          const daily = (sold: number) => reference(10n * BigInt(sold), 7n)
          const dropped = [...soldOf(linesOf(orders, 13, 7))].filter(([key, sold]) => {
            const missing = daily(sold) - daily(recent.get(key) ?? 0)
            return daily(sold) >= 20 && missing * 100 > 30 * daily(sold)
          })
          expect(salesDrop.count).toBe(dropped.length)
        }
      }),
    )
  })

  test('has the same money where a tenth of it is sold at ten times the price', () => {
    const tenth = (amountMilli: number) => amountMilli / 10
    const tenfold = (amountMicro: number | null) => amountMicro && amountMicro * 10
    fc.assert(
      fc.property(wholePieces, (orders) => {
        const byWeight = eachLine(orders, (line) =>
          isMerchandise(line)
            ? {
                quantityMilli: tenth(line.quantityMilli),
                stockMilli: line.stockMilli && tenth(line.stockMilli),
                unitPriceMicro: tenfold(line.unitPriceMicro),
                listPriceMicro: tenfold(line.listPriceMicro),
                sellingPriceMicro: tenfold(line.sellingPriceMicro),
              }
            : {},
        )
        const [weighed, whole] = [diagnose(byWeight), diagnose(orders)]
        expect(weighed.kpi).toEqual(whole.kpi)
        expect(weighed.history).toEqual(whole.history)
        expect(weighed.coverage).toEqual(whole.coverage)
        // The other rules ask for a number of pieces.
        for (const name of [
          'lossOrders',
          'deliveryCost',
          'stockouts',
          'belowCost',
          'slowMoving',
          'newProducts',
        ] as const)
          expect(withoutHot(weighed.rules[name]), name).toEqual(withoutHot(whole.rules[name]))
      }),
    )
  })
})

test('the money of a weighed line is rounded to micro-yuan once a line, wherever it is summed', () => {
  const line = { price: 0.000001, list: 0.010003, quantity: 0.5, cost: 0 }
  const [day] = rollUpDays([order({ lines: [line, line] })])
  // 0.5 and 5,001.5 micro-yuan a line
  expect(day?.orders).toMatchObject([{ revenueMicro: 2, gmvMicro: 10_004 }])
  expect(day?.products).toMatchObject({
    revenueMicro: [2],
    listValueMicro: [10_004],
    quantityMilli: [1000],
  })
})

test('thresholds are of pieces: a gram less than the least is not enough', () => {
  const quantity = (pieces: number) => {
    const before = order({ daysAgo: 1, lines: [{ product: '雪碧' }] })
    return diagnose([before, order({ lines: [{ quantity: pieces }] })]).rules
  }
  expect(quantity(10)).toMatchObject({ hotProducts: { count: 1, quantity: 10 } })
  expect(quantity(9.999)).toMatchObject({ hotProducts: { count: 0, quantity: 0 } })
  expect(quantity(3)).toMatchObject({ topProfit: { count: 1, top: [{ quantity: 3 }] } })
  expect(quantity(2.999)).toMatchObject({ topProfit: { count: 0 } })
})

/** Which stockouts are hot is a matter of pieces too. */
function withoutHot(figures: object): object {
  return 'hot' in figures ? { ...figures, hot: null } : figures
}
