import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import {
  type FoundProductRow,
  findOrders,
  findOrdersEnding,
  findProductsByKey,
  findProductsByName,
  type OrderRow,
} from '../data/searchRows'
import type { BusinessDate } from '../diagnosis/businessDate'
import { productCode } from '../diagnosis/productCode'

export interface FoundOrder {
  store: string
  orderId: string
  date: BusinessDate
}

export interface FoundProduct {
  store: string
  productId: number
  name: string
  /** 店内码, or 条码 of a product without one; null for one that has neither. */
  code: string | null
  /** '' where blank. */
  category: string
  /** The last day of its store, up to which its page goes. */
  date: BusinessDate
}

/** What was found of a text. */
export interface Found {
  orders: FoundOrder[]
  products: FoundProduct[]
  /** Whether there are more orders, or products, than are shown. */
  isCut: { orders: boolean; products: boolean }
  /** Stores whose names of products were not looked through, because there are so many. */
  storesLeft: number
}

/** Orders, and products, that one search shows. */
const MAX_FOUND = 50
/** As few digits at the end of a number as find an order: fewer would find a tenth of the day. */
const MIN_ENDING = 4
/** Stores whose latest day is looked through for the ends of numbers: each day is read whole. */
const MAX_ENDING_STORES = 60
/** Stores whose names of products are looked through, some thousands each, so many at a time. */
const MAX_NAME_STORES = 200
const NAME_STORES_AT_ONCE = 25
/** Words of a name that are looked for. */
const MAX_WORDS = 5

/**
 * Finds an order by its number, or by the end of it among the latest day's, and a product by its code, or by words of its name.
 * @param stores the only ones that are looked into
 * @param text trimmed, and not empty
 */
export async function search(db: Database, stores: readonly VisibleStore[], text: string): Promise<Found> {
  const storeOf = new Map(stores.map((store) => [store.id, store]))
  const [orders, byCode] = await Promise.all([
    searchOrders(db, stores, text),
    findProductsByKey(db, [...storeOf.keys()], [`s:${text}`, `b:${text}`], MAX_FOUND + 1),
  ])
  // Who gave a number has found what it is of: names are looked through for words.
  const isNumber = orders.length + byCode.length > 0 && /^\d+$/.test(text)
  const byName = isNumber ? { rows: [], storesLeft: 0 } : await searchNames(db, stores, text)
  const products = new Map([...byCode, ...byName.rows].map((row) => [`${row.storeId} ${row.productId}`, row]))
  return {
    orders: orders.slice(0, MAX_FOUND).flatMap((row) => found(row, storeOf.get(row.storeId))),
    products: [...products.values()]
      .slice(0, MAX_FOUND)
      .flatMap((row) => foundProduct(row, storeOf.get(row.storeId))),
    isCut: { orders: orders.length > MAX_FOUND, products: products.size > MAX_FOUND },
    storesLeft: byName.storesLeft,
  }
}

async function searchOrders(
  db: Database,
  stores: readonly VisibleStore[],
  text: string,
): Promise<OrderRow[]> {
  const limit = MAX_FOUND + 1
  const ids = stores.map(({ id }) => id)
  const exact = await findOrders(db, ids, text, limit)
  const isEnding = text.length >= MIN_ENDING && /^[\dA-Za-z-]+$/.test(text)
  if (exact.length > 0 || !isEnding || stores.length > MAX_ENDING_STORES) return exact
  const days = stores.map(({ id, lastDate }) => ({ storeId: id, date: lastDate }))
  return findOrdersEnding(db, days, text, limit)
}

async function searchNames(db: Database, stores: readonly VisibleStore[], text: string) {
  const words = text.split(/\s+/u).slice(0, MAX_WORDS)
  const looked = stores.slice(0, MAX_NAME_STORES)
  const rows: FoundProductRow[] = []
  for (let at = 0; at < looked.length && rows.length <= MAX_FOUND; at += NAME_STORES_AT_ONCE) {
    const ids = looked.slice(at, at + NAME_STORES_AT_ONCE).map(({ id }) => id)
    rows.push(...(await findProductsByName(db, ids, words, MAX_FOUND + 1)))
  }
  return { rows, storesLeft: stores.length - looked.length }
}

function found({ orderId, date }: OrderRow, store: VisibleStore | undefined): FoundOrder[] {
  return store ? [{ store: store.name, orderId, date }] : []
}

function foundProduct(
  { productId, key, name, category }: FoundProductRow,
  store: VisibleStore | undefined,
): FoundProduct[] {
  if (!store) return []
  return [
    {
      store: store.name,
      productId,
      name,
      code: productCode(key)?.code ?? null,
      category,
      date: store.lastDate,
    },
  ]
}
