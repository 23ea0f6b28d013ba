import { type BusinessDate, isBusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order, type OrderLine } from '../diagnosis/order'
import { MARKETING_COLUMNS } from '../diagnosis/orderFields'
import { isRecord } from '../json'
import { MAX_CHARS } from '../limits'
import { MAX_PART_DAYS } from './batches'
import { hasControlCharacter, hasUnprintable } from './cellText'
import { KINDS, OTHER } from './kinds/index'
import { MAX_PART_CANCELLED } from './parts'
import type { ComparedPart, ImportStart, OrdersPart } from './protocol'

/** What comes over the wire is anybody's: whatever no reading of a file could give is refused here. */

/** Lines of a part: a whole day of one store has at most so many. */
const MAX_PART_LINES = 8_000
/** Of a whole file, which may hold a year. */
const MAX_FILE_CANCELLED = 500_000
/** Of a part's rejected orders. */
const MAX_REJECTED_DAYS = 4_000
/** Of a start, with their ids, as JSON: they are kept in one row. */
const MAX_STORES_CHARS = 150_000
const MAX_STORES = 5_000
/** As for a single cell of a file: 10,000,000 元. */
const MAX_MICRO = 10_000_000_000_000
const MAX_QUANTITY_MILLI = 1_000_000_000
const MAX_STOCK_MILLI = 1_000_000_000_000
const MAX_FILE_LINE = 1_000_000_000
const MAX_METRES = 1_000_000_000
const MAX_FILE_CHARS = 300
const ORDER_TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** @param latestDate the latest day that an order can be of */
export function readPart(json: unknown, latestDate: BusinessDate): OrdersPart | undefined {
  if (!isRecord(json)) return undefined
  const { store, orders, cancelledIds, completeDays, rejectedOrders } = json
  if (!isName(store, MAX_CHARS.storeName)) return undefined
  if (!Array.isArray(orders) || !orders.every((order) => isOrder(order, latestDate))) return undefined
  if (!isListOf(cancelledIds, isId, MAX_PART_CANCELLED)) return undefined
  if (!isListOf(completeDays, isDate, MAX_PART_DAYS)) return undefined
  if (!isCountsByDay(rejectedOrders)) return undefined
  const days = new Set([...orders.map(businessDateOf), ...completeDays])
  if (days.size > MAX_PART_DAYS) return undefined
  const lines = orders.reduce((sum, order) => sum + order.lines.length, 0)
  if (!areAllOthers(orders.map(({ orderId }) => orderId)) || lines > MAX_PART_LINES) return undefined
  return { store, orders, cancelledIds, completeDays, rejectedOrders }
}

/** @param latestDate the latest day that an order can be of */
export function readComparedPart(json: unknown, latestDate: BusinessDate): ComparedPart | undefined {
  const part = readPart(json, latestDate)
  if (!part || !isRecord(json)) return undefined
  const { kind, ids, cancelledElsewhere } = json
  if (!isKind(kind) || !isListOf(ids, isId, MAX_STORES)) return undefined
  if (!isListOf(cancelledElsewhere, isId, MAX_FILE_CANCELLED)) return undefined
  return { ...part, kind, ids, cancelledElsewhere }
}

export function readStart(json: unknown): ImportStart | undefined {
  if (!isRecord(json)) return undefined
  const { file, fingerprint, kind, stores } = json
  if (!isText(file, 0, MAX_FILE_CHARS) || !isKind(kind)) return undefined
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{64}$/.test(fingerprint)) return undefined
  const isStore = (value: unknown): value is ImportStart['stores'][number] =>
    isRecord(value) && isName(value.name, MAX_CHARS.storeName) && isListOf(value.ids, isId, MAX_STORES)
  if (!isListOf(stores, isStore, MAX_STORES) || !areAllOthers(stores.flatMap(({ ids }) => ids)))
    return undefined
  const named = stores.map(({ name, ids }) => ({ name, ids }))
  return JSON.stringify(named).length > MAX_STORES_CHARS
    ? undefined
    : { file, fingerprint, kind, stores: named }
}

function isOrder(value: unknown, latestDate: BusinessDate): value is Order {
  if (!isRecord(value)) return false
  const { orderId, orderedAt, channel, marketingMicro, distanceMetres, lines, fileLine, ...others } = value
  const isTime =
    typeof orderedAt === 'string' &&
    ORDER_TIME.test(orderedAt) &&
    isBusinessDate(orderedAt.slice(0, 10)) &&
    orderedAt.slice(0, 10) <= latestDate
  return (
    isTime &&
    isId(orderId) &&
    isName(channel, MAX_CHARS.channel) &&
    ORDER_AMOUNTS.every((name) => isMicro(value[name])) &&
    Array.isArray(marketingMicro) &&
    marketingMicro.length === MARKETING_COLUMNS.length &&
    marketingMicro.every(isMicro) &&
    (distanceMetres === null || isWhole(distanceMetres, 0, MAX_METRES)) &&
    isListOf(lines, isLine, MAX_PART_LINES) &&
    lines.length > 0 &&
    (fileLine === undefined || isWhole(fileLine, 1, MAX_FILE_LINE)) &&
    hasOnly(others, ORDER_AMOUNTS)
  )
}

function isLine(value: unknown): value is OrderLine {
  if (!isRecord(value)) return false
  const { productKey, productName, category, subcategory, quantityMilli, rebateMicro, stockMilli } = value
  return (
    isProductKey(productKey, productName) &&
    isText(productName, 1, MAX_CHARS.name) &&
    isText(category, 0, MAX_CHARS.name) &&
    isText(subcategory, 0, MAX_CHARS.name) &&
    isWhole(quantityMilli, -MAX_QUANTITY_MILLI, MAX_QUANTITY_MILLI) &&
    LINE_AMOUNTS.every((name) => value[name] === null || isMicro(value[name])) &&
    isMicro(rebateMicro) &&
    (stockMilli === null || isWhole(stockMilli, -MAX_STOCK_MILLI, MAX_STOCK_MILLI)) &&
    hasOnly(value, LINE_NAMES)
  )
}

const ORDER_AMOUNTS = [
  'deliveryFeeMicro',
  'userDeliveryFeeMicro',
  'deliveryDiscountMicro',
  'bagFeeMicro',
] as const satisfies readonly (keyof Order)[]

const LINE_AMOUNTS = [
  'unitPriceMicro',
  'listPriceMicro',
  'costMicro',
  'grossProfitMicro',
  'serviceFeeMicro',
  'sellingPriceMicro',
] as const satisfies readonly (keyof OrderLine)[]
const LINE_NAMES = [
  ...LINE_AMOUNTS,
  ...['productKey', 'productName', 'category', 'subcategory', 'quantityMilli', 'rebateMicro', 'stockMilli'],
]

/** A stored row holds what is known of orders, and nothing that somebody has put beside it. */
function hasOnly(value: Record<string, unknown>, names: readonly string[]): boolean {
  return Object.keys(value).length === names.length && names.every((name) => name in value)
}

/** What makes two lines the same product: a code, or the name itself. */
function isProductKey(key: unknown, name: unknown): boolean {
  if (typeof key !== 'string') return false
  const of = key.slice(2)
  return key.startsWith('n:') ? of === name : /^[sb]:/.test(key) && isId(of)
}

/** Of the exports that are known: a source of another name could pass for a store's former name. */
function isKind(value: unknown): value is string {
  return [...KINDS, OTHER].some(({ id }) => id === value)
}

function areAllOthers(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length
}

function isId(value: unknown): value is string {
  return isName(value, MAX_CHARS.id)
}

function isName(value: unknown, maxChars: number): value is string {
  return isText(value, 1, maxChars) && value === value.trim() && !hasControlCharacter(value)
}

function isText(value: unknown, minChars: number, maxChars: number): value is string {
  return (
    typeof value === 'string' &&
    value.length >= minChars &&
    value.length <= maxChars &&
    value.isWellFormed() &&
    !hasUnprintable(value)
  )
}

function isMicro(value: unknown): value is number {
  return isWhole(value, -MAX_MICRO, MAX_MICRO)
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
}

function isDate(value: unknown): value is BusinessDate {
  return typeof value === 'string' && isBusinessDate(value)
}

function isCountsByDay(value: unknown): value is Record<BusinessDate, number> {
  if (!isRecord(value)) return false
  const days = Object.entries(value)
  return (
    days.length <= MAX_REJECTED_DAYS && days.every(([date, count]) => isDate(date) && isWhole(count, 0, 1e9))
  )
}

function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T, most: number): value is T[] {
  return Array.isArray(value) && value.length <= most && value.every(isOne)
}
