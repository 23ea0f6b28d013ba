import { describe, expect, test } from 'vitest'
import { type DayRollup, rollUpDay } from '../../src/diagnosis/dayRollup'
import type { Order } from '../../src/diagnosis/order'
import { eachProductDay, type ProductDay } from '../../src/diagnosis/productDays'
import { toMilli } from '../../src/diagnosis/quantity'
import { D, type LineParts, order, rollUpDays, sale, yuan } from './build'

function rollUp(...orders: Order[]): DayRollup {
  const [day, ...others] = rollUpDays(orders)
  if (!day || others.length) throw new Error('The orders are not of one day.')
  return day
}

/** The day of the one product that the orders sold. */
function productOf(...orders: Order[]): ProductDay {
  const [product, ...others] = eachProductDay(rollUp(...orders).products)
  if (!product || others.length) throw new Error('The orders are not of one product.')
  return product
}

describe("a product's day", () => {
  test('sums its lines over orders, and its quantity by channel', () => {
    const lines: LineParts[] = [{ quantity: 2 }, { quantity: -1 }]
    const product = productOf(order({ channel: '甲', lines }), sale(0, { quantity: 3 }, { channel: '乙' }))
    expect(product).toMatchObject({
      quantityMilli: 4000,
      revenueMicro: yuan(40),
      listValueMicro: yuan(48),
      sold: true,
    })
    expect(new Map(product.channels)).toEqual(
      new Map([
        ['甲', 1000],
        ['乙', 3000],
      ]),
    )
  })

  test('knows the profit only of lines that tell it, with their own revenue and quantity', () => {
    expect(productOf(order({ lines: [{ quantity: 2 }, { cost: null }, { price: null }] }))).toMatchObject({
      quantityMilli: 4000,
      revenueMicro: yuan(30),
      withKnownProfit: { lines: 1, quantityMilli: 2000, revenueMicro: yuan(20), grossProfitMicro: yuan(8) },
    })
  })

  test('has nothing to its list value from lines whose list price is unknown', () => {
    const lines = [{ quantity: 2 }, { quantity: 5, list: null }]
    expect(productOf(order({ lines }))).toMatchObject({ quantityMilli: 7000, listValueMicro: yuan(24) })
  })

  test('has nothing to its revenue from lines whose price is unknown', () => {
    const lines = [{ quantity: 2 }, { quantity: 5, price: null }]
    expect(productOf(order({ lines }))).toMatchObject({ quantityMilli: 7000, revenueMicro: yuan(20) })
  })

  test.each<[string, LineParts, Partial<ProductDay>]>([
    ['a sale', { quantity: 3, cost: 7 }, { sold: true, saleCostQuantityMilli: 3000, saleCostMicro: yuan(7) }],
    ['a sale of unknown cost', { cost: null }, { sold: true, saleCostQuantityMilli: 0, saleCostMicro: 0 }],
    [
      'a cancelled line',
      { quantity: 0, cost: 7 },
      { sold: false, saleCostQuantityMilli: 0, saleCostMicro: 0 },
    ],
    ['a return', { quantity: -2, cost: -7 }, { sold: false, saleCostQuantityMilli: 0, saleCostMicro: 0 }],
  ])('takes its unit cost from sales alone: %s', (_, parts, expected) => {
    expect(productOf(sale(0, parts))).toMatchObject(expected)
  })

  test('is one for each product key, whatever the name', () => {
    const lines = [{ product: 'a' }, { product: 'b', name: 'a' }, { product: 'a', name: 'c' }]
    expect(rollUp(order({ lines })).products.quantityMilli).toEqual([2000, 1000])
  })
})

describe("a product's stock on a day", () => {
  const at = (time: string, stock: number | null, id: string) => sale(0, { stock }, { at: time, id })

  test.each<[string, Order[], number | null]>([
    ['of its last line', [at('09:00:00', 5, 'b'), at('10:00:00', 9, 'a')], 9],
    ['of its last line, 0 too', [at('09:00:00', 5, 'b'), at('10:00:00', 0, 'a')], 0],
    ['of its last line that tells', [at('09:00:00', 5, 'b'), at('10:00:00', null, 'a')], 5],
    ['of the higher order number at the same second', [at('09:00:00', 5, 'b'), at('09:00:00', 9, 'a')], 5],
    ['the lowest within an order, for stock falls while selling', [order({ lines: stocks(3, 1, 2) })], 1],
    ['the one that is known within an order', [order({ lines: stocks(null, 4, null) })], 4],
    ['unknown where no line tells', [order({ lines: stocks(null, null) })], null],
    ['told by a cancelled line', [sale(0, { quantity: 0, stock: 8 })], 8],
    ['told by a return', [sale(0, { quantity: -1, stock: 8 })], 8],
  ])('is that %s', (_, orders, stock) => {
    const stockMilli = stock === null ? null : toMilli(stock)
    expect(productOf(...orders).stockMilli).toBe(stockMilli)
    expect(productOf(...orders.toReversed()).stockMilli).toBe(stockMilli)
  })

  test('is not told by a bag that shares its key', () => {
    expect(productOf(order({ lines: [{ stock: 8 }, { category: '耗材', stock: 0 }] })).stockMilli).toBe(8000)
  })
})

describe("a day's orders", () => {
  test('sum all their lines, bags and notices too, and list products of merchandise alone', () => {
    const lines: LineParts[] = [
      { serviceFee: 1, rebate: 2 },
      { product: '购物袋', category: '耗材', price: 1, cost: 0.5, serviceFee: 1, rebate: 2 },
      { product: '通知', list: 0.01, price: 0.01, cost: 0 },
    ]
    const day = rollUp(order({ lines }))
    expect(day).toMatchObject({
      date: D,
      orders: [
        {
          revenueMicro: yuan(11.01),
          grossProfitMicro: yuan(4.51),
          serviceFeeMicro: yuan(2),
          rebateMicro: yuan(4),
        },
      ],
      lossLines: [],
    })
    expect(day.products.productId).toHaveLength(1)
  })

  test('come with products by their numbers, whichever sold first', () => {
    const numbers = new Map([
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ])
    const orders = [order({ lines: [...numbers.keys()].map((product) => ({ product })) })]
    const { products } = rollUpDay(D, orders, (key) => numbers.get(key) ?? Number.NaN)
    expect(products.productId).toEqual([1, 2, 3])
  })

  test('stand in time, then by order number', () => {
    const orders = ['c', 'a', 'b'].map((id) => order({ id, at: id === 'b' ? '08:00:00' : '09:00:00' }))
    expect(rollUp(...orders).orders.map(({ orderId }) => orderId)).toEqual(['b', 'a', 'c'])
  })
})

/** Lines of one order and product with these stocks. */
function stocks(...each: (number | null)[]): LineParts[] {
  return each.map((stock) => ({ stock }))
}
