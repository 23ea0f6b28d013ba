import { and, between, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { type SQLiteColumn, union } from 'drizzle-orm/sqlite-core'
import type { BusinessDate } from '../diagnosis/businessDate'
import { type ProductDay, productDayOf } from '../diagnosis/productDays'
import type { ProductInfo } from '../diagnosis/ruleList'
import type { StockedDay } from '../diagnosis/stockSnapshot'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { fromProductsText } from './productColumns'
import { ROLLUP_VERSION } from './rollupRecord'
import { products, storeDays } from './schema'

/** A product with what its store calls it by, and the same product in other stores of its database. */
export interface KnownProduct {
  product: Omit<ProductInfo, 'code'> & { key: string }
  /** One a store: that of the same key, else the newest of the same name. */
  same: SameProduct[]
}

/** A product in another store. */
export interface SameProduct {
  storeId: number
  productId: number
  name: string
}

/**
 * A product of a store, and what some other stores of the same database have of it, in one round trip.
 * @param otherStoreIds no other store is looked into
 * @returns undefined where the store has no such product
 */
export async function loadKnownProduct(
  db: Database,
  storeId: number,
  productId: number,
  otherStoreIds: readonly number[],
): Promise<KnownProduct | undefined> {
  const isOwn = and(eq(products.storeId, storeId), eq(products.id, productId))
  const isOther = and(inArray(products.storeId, jsonValues(otherStoreIds)), ne(products.storeId, storeId))
  const ofOwn = (column: SQLiteColumn) => sql`(SELECT ${column} FROM ${products} WHERE ${isOwn})`
  const [own, found] = await db.batch([
    db
      .select({ productId: products.id, name: products.name, category: products.category, key: products.key })
      .from(products)
      .where(isOwn),
    selectSame(db, isOther, ofOwn(products.key), ofOwn(products.name)),
  ])
  const [product] = own
  return product && { product, same: onePerStore(found, product.key) }
}

/** What some stores of another database have of a product, in one round trip. */
export async function loadSameProducts(
  db: Database,
  storeIds: readonly number[],
  { key, name }: Pick<KnownProduct['product'], 'key' | 'name'>,
): Promise<SameProduct[]> {
  const isAsked = inArray(products.storeId, jsonValues(storeIds))
  const [found] = await db.batch([selectSame(db, isAsked, sql`${key}`, sql`${name}`)])
  return onePerStore(found, key)
}

/** Products of some stores that are of a key or of a name: two halves, each of which an index answers. */
function selectSame(db: Database, isOfStores: SQL | undefined, key: SQL, name: SQL) {
  const where = (column: SQLiteColumn, value: SQL) =>
    db
      .select({ storeId: products.storeId, productId: products.id, name: products.name, key: products.key })
      .from(products)
      .where(and(isOfStores, eq(column, value)))
  return union(where(products.key, key), where(products.name, name))
}

function onePerStore(found: readonly (SameProduct & { key: string })[], key: string): SameProduct[] {
  const bestLast = found.toSorted(
    (a, b) => Number(a.key === key) - Number(b.key === key) || a.productId - b.productId,
  )
  const ofStore = new Map(bestLast.map((product) => [product.storeId, product]))
  return [...ofStore.values()].map(({ storeId, productId, name }) => ({ storeId, productId, name }))
}

/** A store's day as one product of it is told by: its own lines, and the stock of all. */
export interface SameProductDay {
  storeId: number
  date: BusinessDate
  /** null where the day is of another roll-up version, and is yet to be rolled up anew. */
  known: { product: ProductDay | undefined; stocks: StockedDay } | null
}

/** The days of some stores' products, each of one product, in one round trip. */
export async function loadSameProductDays(
  db: Database,
  wanted: readonly SameProduct[],
  from: BusinessDate,
  to: BusinessDate,
): Promise<SameProductDay[]> {
  if (wanted.length === 0) return []
  const idOf = new Map(wanted.map(({ storeId, productId }) => [storeId, productId]))
  const [rows] = await db.batch([
    db
      .select({
        storeId: storeDays.storeId,
        date: storeDays.businessDate,
        products: sql<
          string | null
        >`CASE WHEN ${storeDays.rollupVersion} = ${ROLLUP_VERSION} THEN ${storeDays.products} END`,
      })
      .from(sql`json_each(${JSON.stringify([...idOf.keys()])}) AS wanted`)
      .innerJoin(
        storeDays,
        and(sql`${storeDays.storeId} = wanted.value`, between(storeDays.businessDate, from, to)),
      ),
  ])
  return rows.map(({ storeId, date, products }) => {
    if (products === null) return { storeId, date, known: null }
    const stocks = { products: fromProductsText(products) }
    return {
      storeId,
      date,
      known: { product: productDayOf(stocks.products, idOf.get(storeId) ?? 0), stocks },
    }
  })
}
