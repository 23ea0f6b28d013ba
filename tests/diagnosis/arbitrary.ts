import fc from 'fast-check'
import { addDays } from '../../src/diagnosis/businessDate'
import type { MicroYuan } from '../../src/diagnosis/money'
import { businessDateOf, lineRevenueMicro, type Order, type OrderLine } from '../../src/diagnosis/order'
import { toMilli } from '../../src/diagnosis/quantity'
import { D, sale } from './build'
import { busyStore } from './busyStore'

/** Small random stores with nasty values. Every one has an order on D. */

/** Amounts beside what rounds the other way, and ordinary ones. */
const amount: fc.Arbitrary<MicroYuan> = fc.oneof(
  fc.constantFrom(0, 1, -1, 4_999, 5_000, 5_001, -4_999, -5_000, 10_000, 1_000_000),
  fc.integer({ min: -3_000_000, max: 30_000_000 }),
)
const fee = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: amount },
  { weight: 1, arbitrary: fc.constantFrom(6_000_000, 6_004_999, 6_005_000, 9_000_000) },
)
const unknownOr = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 9 })

/** The days that rules look at most closely, and all others. */
const daysAgo = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(3, 7, 15), fc.nat({ max: 20 }))

/** Names on either side of the end of the basic plane, where UTF-16 sorts the wrong way round. */
const PRODUCTS = ['可乐', '雪碧', '\u{F900}', '\u{20BB7}', '茶'] as const
const CHANNELS = ['美团闪购', '饿了么', '收银机', '\u{F900}', '\u{20BB7}'] as const

const line: fc.Arbitrary<OrderLine> = fc
  .record({
    product: fc.constantFrom(...PRODUCTS),
    kind: fc.constantFrom('product', 'product', 'product', 'product', 'bag', 'notice'),
    quantityMilli: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(1, 1, 2, 3, 5, 10, 12, 25, 0, -1, -4).map(toMilli) },
      { weight: 1, arbitrary: fc.constantFrom(1, 500, 1_250, 2_333, 10_001, -125, -1_500) },
    ),
    unitPriceMicro: unknownOr(amount.map(Math.abs)),
    costMicro: unknownOr(fc.oneof(amount.map(Math.abs), fc.integer({ min: 0, max: 90_000_000 }))),
    profit: fc.constantFrom('derived', 'derived', 'derived', 'odd', 'unknown'),
    oddProfitMicro: amount,
    serviceFeeMicro: fee,
    rebateMicro: fee,
    stockMilli: fc.constantFrom(null, 0, 0, 0, 1_000, 7_000, 40_000, -2_000, 1, 12_500),
    sellingPriceMicro: unknownOr(amount.map(Math.abs)),
  })
  .map(({ product, kind, profit, oddProfitMicro, ...rest }) => ({
    ...rest,
    productKey: product,
    productName: product,
    category: kind === 'bag' ? '耗材' : '饮料',
    subcategory: '',
    listPriceMicro: kind === 'notice' ? 10_000 : 12_000_000,
    grossProfitMicro: profit === 'odd' ? oddProfitMicro : profit === 'unknown' ? null : derivedProfit(rest),
  }))

function derivedProfit(
  line: Pick<OrderLine, 'unitPriceMicro' | 'quantityMilli' | 'costMicro'>,
): MicroYuan | null {
  const revenueMicro = lineRevenueMicro(line)
  return revenueMicro === null || line.costMicro === null ? null : revenueMicro - line.costMicro
}

const orderParts = fc.record({
  daysAgo,
  at: fc.constantFrom('08:00:00', '08:00:00', '20:00:00'),
  channel: fc.constantFrom(...CHANNELS),
  deliveryFeeMicro: fee,
  userDeliveryFeeMicro: fee,
  deliveryDiscountMicro: fee,
  bagFeeMicro: fee,
  marketingMicro: fc.array(fee, { minLength: 7, maxLength: 7 }),
  distanceMetres: unknownOr(fc.constantFrom(0, 3000, 3001, 5000, 8000, 8001)),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
})

const BUSY = busyStore()

/** Orders of so many days up to D that show one stock, of enough products to tell. */
function snapshotOrders(days: number): Order[] {
  return Array.from({ length: days }, (_, daysAgo) =>
    Array.from({ length: 20 }, (__, i) =>
      sale(daysAgo, { product: `快照${i}`, stock: 5 }, { id: `snapshot-${daysAgo}-${i}` }),
    ),
  ).flat()
}

/** The orders of a store whose history is up to three weeks, or just a day or two; some of the busy store's too. */
export const storeOrders: fc.Arbitrary<Order[]> = fc
  .tuple(
    fc.constantFrom(0, 1, 7, 13, 20, 20, 20),
    fc.array(orderParts, { minLength: 1, maxLength: 40, size: 'max' }),
    fc.subarray(BUSY),
    fc.constantFrom(0, 0, 0, 0, 2, 3, 9),
  )
  .map(([history, orders, ofBusyStore, snapshotDays]) => {
    const firstDate = addDays(D, -history)
    const random = orders.map(({ daysAgo: ago, at, ...rest }, i) => ({
      ...rest,
      orderId: `random-${i}`,
      orderedAt: `${addDays(D, i === 0 ? 0 : -Math.min(ago, history))}T${at}`,
    }))
    const others = [...ofBusyStore, ...snapshotOrders(snapshotDays)]
    return [...random, ...others.filter((order) => businessDateOf(order) >= firstDate)]
  })

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
}

/** The same orders, and their lines, in another order. */
export function inAnotherOrder(orders: readonly Order[]): fc.Arbitrary<Order[]> {
  return fc
    .tuple(...orders.map((order) => shuffled(order.lines).map((lines) => ({ ...order, lines }))))
    .chain(shuffled)
}
