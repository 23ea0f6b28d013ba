import { foldDays, NO_BALANCES } from '../../src/diagnosis/balances'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate'
import { type DayRollup, rollUpDay } from '../../src/diagnosis/dayRollup'
import { MICRO_PER_YUAN, type MicroYuan } from '../../src/diagnosis/money'
import { businessDateOf, type Order, type OrderLine } from '../../src/diagnosis/order'
import { MARKETING_COLUMNS } from '../../src/diagnosis/orderFields'
import { timesMicro, toMilli } from '../../src/diagnosis/quantity'
import { type Outcome, outcomeOf, type Rule } from '../../src/diagnosis/rule'
import { type StoreWindow, storeWindow, type WindowData, windowStart } from '../../src/diagnosis/storeWindow'

/** Orders and windows for tests: say what matters, the rest is an ordinary sale. Amounts are yuan. */

/** The business date of the tests. */
export const D: BusinessDate = '2026-01-18'
/** A channel that charges no service fee: every order on it is valid. */
const CHANNEL = '小程序'

export interface LineParts {
  product?: string
  /** As the product where not said. */
  name?: string
  category?: string
  /** In pieces. */
  quantity?: number
  /** Paid for one unit. */
  price?: number | null
  /** List price of one unit. */
  list?: number | null
  /** What one unit was on sale for: null, for the export does not say, where not said. */
  selling?: number | null
  /** Of the whole line: 6 元 a unit where not said. */
  cost?: number | null
  /** Of the whole line: price × quantity − cost where not said. */
  profit?: number | null
  /** null: the export does not say. */
  serviceFee?: number | null
  rebate?: number
  /** In pieces. */
  stock?: number | null
}

export interface OrderParts {
  daysAgo?: number
  /** `HH:MM:SS` */
  at?: string
  id?: string
  channel?: string
  delivery?: number
  userDelivery?: number
  deliveryDiscount?: number
  bag?: number
  marketing?: number[]
  distance?: number | null
  lines?: LineParts[]
}

/** Exact micro-yuan of an amount with up to 6 decimals. */
export function yuan(amount: number): MicroYuan {
  const micro = Math.round(amount * MICRO_PER_YUAN)
  if (Math.abs(amount * MICRO_PER_YUAN - micro) > 1e-3)
    throw new Error(`${amount} 元 is no whole micro-yuan.`)
  return micro
}

function known(amount: number | null): MicroYuan | null {
  return amount === null ? null : yuan(amount)
}

function line(parts: LineParts): OrderLine {
  const { product = '可乐', quantity = 1, price = 10, list = 12 } = parts
  const quantityMilli = toMilli(quantity)
  const unitPriceMicro = known(price)
  const costMicro = known(parts.cost === undefined ? 6 * quantity : parts.cost)
  const derived =
    unitPriceMicro === null || costMicro === null
      ? null
      : timesMicro(unitPriceMicro, quantityMilli) - costMicro
  return {
    productKey: product,
    productName: parts.name ?? product,
    category: parts.category ?? '饮料',
    subcategory: '',
    quantityMilli,
    unitPriceMicro,
    listPriceMicro: known(list),
    costMicro,
    grossProfitMicro: parts.profit === undefined ? derived : known(parts.profit),
    serviceFeeMicro: parts.serviceFee === null ? null : yuan(parts.serviceFee ?? 0),
    rebateMicro: yuan(parts.rebate ?? 0),
    stockMilli: parts.stock === null ? null : toMilli(parts.stock ?? 20),
    sellingPriceMicro: known(parts.selling ?? null),
  }
}

let lastId = 0

/** An order, on D at ten and of one bottle where not said otherwise. */
export function order(parts: OrderParts = {}): Order {
  lastId += 1
  return {
    orderId: parts.id ?? `order-${String(lastId).padStart(6, '0')}`,
    orderedAt: `${addDays(D, -(parts.daysAgo ?? 0))}T${parts.at ?? '10:00:00'}`,
    channel: parts.channel ?? CHANNEL,
    deliveryFeeMicro: yuan(parts.delivery ?? 0),
    userDeliveryFeeMicro: yuan(parts.userDelivery ?? 0),
    deliveryDiscountMicro: yuan(parts.deliveryDiscount ?? 0),
    bagFeeMicro: yuan(parts.bag ?? 0),
    marketingMicro: MARKETING_COLUMNS.map((_, i) => yuan(parts.marketing?.[i] ?? 0)),
    distanceMetres: parts.distance ?? null,
    lines: (parts.lines ?? [{}]).map(line),
  }
}

/** An order of one line. */
export function sale(daysAgo: number, parts: LineParts, orderParts: OrderParts = {}): Order {
  return order({ ...orderParts, daysAgo, lines: [parts] })
}

/** An order that no rule finds and no product is in: the store just has one on that day. */
export function quietOrder(daysAgo: number): Order {
  return sale(daysAgo, { product: '购物袋', category: '耗材', price: 0, cost: 0, list: 0 })
}

/** The orders in a store whose first day makes its history this deep. */
export function atDepth(days: number, orders: readonly Order[]): Order[] {
  return [quietOrder(days - 1), ...orders]
}

export interface WindowOptions {
  store?: string
  businessDate?: BusinessDate
  /** Which of the days carries the opening. The figures do not depend on it. */
  openingDaysAgo?: number
  /** How many business dates before this one are to be diagnosed from the same days. */
  earlierDays?: number
}

/** Numbers products in the order of their keys, so that it does not depend on the order of orders. */
function numberProducts(orders: readonly Order[]): (key: string) => number {
  const keys = [...new Set(orders.flatMap((each) => each.lines.map((one) => one.productKey)))].sort()
  return (key) => keys.indexOf(key) + 1
}

/** All days of a store up to a date, rolled up as an import does. */
export function rollUpDays(orders: readonly Order[], until: BusinessDate = D): DayRollup[] {
  const numberOf = numberProducts(orders)
  return [...Map.groupBy(orders, businessDateOf)]
    .filter(([date]) => date <= until)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, ofDay]) => rollUpDay(date, ofDay, numberOf))
}

/** What the loader hands over of a store with these orders, and no more. */
export function windowDataOf(orders: readonly Order[], options: WindowOptions = {}): WindowData {
  const { store = '示例门店1', businessDate = D, openingDaysAgo = 15, earlierDays = 0 } = options
  const days = rollUpDays(orders, businessDate)
  const firstDate = days[0]?.date ?? businessDate
  const opening = addDays(businessDate, -openingDaysAgo)
  // One day more than the window: what the rules found the day before is compared with today.
  const start = addDays(windowStart(businessDate), -earlierDays - 1)
  const earlier = days.filter((day) => day.date < opening)
  const linesOfD = orders
    .filter((each) => businessDateOf(each) === businessDate)
    .flatMap((each) => each.lines)
  const numberOf = numberProducts(orders)
  return {
    store,
    businessDate,
    firstDate,
    days: days.filter((day) => day.date >= start),
    opening: { date: opening, balances: foldDays({ date: firstDate, balances: NO_BALANCES }, earlier) },
    productNames: new Map(linesOfD.map((one) => [numberOf(one.productKey), one.productName])),
  }
}

/** What the rules see of a store with these orders. */
export function windowOf(orders: readonly Order[], options: WindowOptions = {}): StoreWindow {
  return storeWindow(windowDataOf(orders, options))
}

/** What a rule answers on D for a store with these orders. */
export function outcome<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  orders: readonly Order[],
): Outcome<Figures> {
  return outcomeOf(rule, windowOf(orders))
}

/** The figures of a store whose history suffices. */
export function figures<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  orders: readonly Order[],
): Figures {
  const window = windowOf(orders)
  const lacking = rule.missingHistoryDays(window)
  if (lacking !== undefined) throw new Error(`The store needs ${lacking} days of history.`)
  return rule.figures(rule.find(window), window)
}
