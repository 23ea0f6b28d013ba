import type { VisibleStore } from '../access/scope'
import type { Database, MainDatabase } from '../data/database'
import { readInDatabases } from '../data/inDatabases'
import { namesOutOfReach } from '../data/outOfReach'
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
  /** Stores whose database is not there: they were not looked into. */
  storesOutOfReach: string[]
}

/** Orders, and products, that one search shows. */
const MAX_FOUND = 50
/** One more, which says that there are more. */
const MOST_ROWS = MAX_FOUND + 1
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
 * @throws OutOfReachError where none of the stores can be read
 */
export async function search(
  db: MainDatabase,
  stores: readonly VisibleStore[],
  text: string,
): Promise<Found> {
  const storeOf = new Map(stores.map((store) => [store.id, store]))
  const lost = new Map<number, VisibleStore>()
  const readRows: ReadRows = async (some, read) => {
    const rows = await readInDatabases(db, some, read)
    for (const store of rows.lost) lost.set(store.id, store)
    // Each database has its rows by store: together they are as those of one.
    return rows.read
      .flat()
      .sort((a, b) => a.storeId - b.storeId)
      .slice(0, MOST_ROWS)
  }
  const [orders, byCode] = await Promise.all([
    searchOrders(readRows, stores, text),
    readRows(stores, (own, some) =>
      findProductsByKey(own, idsOf(some), [`s:${text}`, `b:${text}`], MOST_ROWS),
    ),
  ])
  // Who gave a number has found what it is of: names are looked through for words.
  const isNumber = orders.length + byCode.length > 0 && /^\d+$/.test(text)
  const byName = isNumber ? { rows: [], storesLeft: 0 } : await searchNames(readRows, stores, text)
  const products = new Map([...byCode, ...byName.rows].map((row) => [`${row.storeId} ${row.productId}`, row]))
  return {
    orders: orders.slice(0, MAX_FOUND).flatMap((row) => found(row, storeOf.get(row.storeId))),
    products: [...products.values()]
      .slice(0, MAX_FOUND)
      .flatMap((row) => foundProduct(row, storeOf.get(row.storeId))),
    isCut: { orders: orders.length > MAX_FOUND, products: products.size > MAX_FOUND },
    storesLeft: byName.storesLeft,
    storesOutOfReach: namesOutOfReach(stores, [...lost.values()]),
  }
}

/** Reads rows of some stores, by store, and no more than a search has use for. */
type ReadRows = <Row extends { storeId: number }>(
  stores: readonly VisibleStore[],
  read: (own: Database, stores: readonly VisibleStore[]) => Promise<Row[]>,
) => Promise<Row[]>

function idsOf(stores: readonly VisibleStore[]): number[] {
  return stores.map(({ id }) => id)
}

async function searchOrders(
  readRows: ReadRows,
  stores: readonly VisibleStore[],
  text: string,
): Promise<OrderRow[]> {
  const exact = await readRows(stores, (own, some) => findOrders(own, idsOf(some), text, MOST_ROWS))
  const isEnding = text.length >= MIN_ENDING && /^[\dA-Za-z-]+$/.test(text)
  if (exact.length > 0 || !isEnding || stores.length > MAX_ENDING_STORES) return exact
  return readRows(stores, (own, some) => {
    const days = some.map(({ id, lastDate }) => ({ storeId: id, date: lastDate }))
    return findOrdersEnding(own, days, text, MOST_ROWS)
  })
}

async function searchNames(readRows: ReadRows, stores: readonly VisibleStore[], text: string) {
  const words = text.split(/\s+/u).slice(0, MAX_WORDS)
  const looked = stores.slice(0, MAX_NAME_STORES)
  const rows: FoundProductRow[] = []
  for (let at = 0; at < looked.length && rows.length <= MAX_FOUND; at += NAME_STORES_AT_ONCE) {
    const some = looked.slice(at, at + NAME_STORES_AT_ONCE)
    rows.push(...(await readRows(some, (own, of) => findProductsByName(own, idsOf(of), words, MOST_ROWS))))
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
