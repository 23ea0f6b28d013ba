import { and, eq, inArray, sql } from 'drizzle-orm'
import { productCode } from '../diagnosis/productCode'
import type { ProductInfo } from '../diagnosis/ruleList'
import type { Database } from './database'
import { jsonPairs, jsonValues } from './jsonRows'
import { products } from './schema'

/** Some products of a store by their numbers. */
export async function loadProducts(
  db: Database,
  storeId: number,
  productIds: readonly number[],
): Promise<Map<number, ProductInfo>> {
  if (productIds.length === 0) return new Map()
  const [rows] = await db.batch([
    db
      .select(PRODUCT)
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.id, jsonValues(productIds)))),
  ])
  return new Map(rows.map((row) => [row.productId, toProductInfo(row)]))
}

const PRODUCT = {
  productId: products.id,
  name: products.name,
  category: products.category,
  key: products.key,
}

/** A product as its row tells of it. */
export function toProductInfo({ key, ...product }: Omit<ProductInfo, 'code'> & { key: string }): ProductInfo {
  return { ...product, code: productCode(key)?.code ?? null }
}

/**
 * Some products of several stores.
 * @returns by product number, by store number
 */
export async function loadProductsOfStores(
  db: Database,
  wanted: readonly { storeId: number; productId: number }[],
): Promise<Map<number, Map<number, ProductInfo>>> {
  if (wanted.length === 0) return new Map()
  const pairs = wanted.map(({ storeId, productId }) => [storeId, productId] as const)
  const [rows] = await db.batch([
    db
      .select({ storeId: products.storeId, ...PRODUCT })
      .from(products)
      .where(sql`(${products.storeId}, ${products.id}) IN ${jsonPairs(pairs)}`),
  ])
  return byStore(
    rows.map(({ storeId, ...row }) => ({ storeId, by: row.productId, value: toProductInfo(row) })),
  )
}

/**
 * Numbers of some products of several stores.
 * @returns product numbers by product key, by store number
 */
export async function loadProductIds(
  db: Database,
  wanted: readonly { storeId: number; productKey: string }[],
): Promise<Map<number, Map<string, number>>> {
  if (wanted.length === 0) return new Map()
  const pairs = wanted.map(({ storeId, productKey }) => [storeId, productKey] as const)
  const [rows] = await db.batch([
    db
      .select({ storeId: products.storeId, by: products.key, value: products.id })
      .from(products)
      .where(sql`(${products.storeId}, ${products.key}) IN ${jsonPairs(pairs)}`),
  ])
  return byStore(rows)
}

function byStore<By, Value>(
  rows: readonly { storeId: number; by: By; value: Value }[],
): Map<number, Map<By, Value>> {
  const found = new Map<number, Map<By, Value>>()
  for (const { storeId, by, value } of rows) {
    const ofStore = found.get(storeId) ?? new Map<By, Value>()
    found.set(storeId, ofStore.set(by, value))
  }
  return found
}
