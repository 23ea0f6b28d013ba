import { and, eq, sql } from 'drizzle-orm'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { products } from './schema'

/** A product as last imported. */
export interface ProductInfo {
  productId: number
  name: string
  /** 一级分类名, '' where blank. */
  category: string
}

/** Some products of a store by their numbers. */
export async function loadProducts(
  db: Database,
  storeId: number,
  productIds: readonly number[],
): Promise<Map<number, ProductInfo>> {
  if (productIds.length === 0) return new Map()
  const [rows] = await db.batch([
    db
      .select({ productId: products.id, name: products.name, category: products.category })
      .from(products)
      .where(and(eq(products.storeId, storeId), sql`${products.id} IN ${jsonValues(productIds)}`)),
  ])
  return new Map(rows.map((row) => [row.productId, row]))
}

/**
 * Names of some products of several stores.
 * @returns names by product number, by store number
 */
export async function loadProductNames(
  db: Database,
  wanted: readonly { storeId: number; productId: number }[],
): Promise<Map<number, Map<number, string>>> {
  const names = new Map<number, Map<number, string>>()
  if (wanted.length === 0) return names
  const keys = JSON.stringify(wanted.map(({ storeId, productId }) => [storeId, productId]))
  const [rows] = await db.batch([
    db.query<{ storeId: number; id: number; name: string }>(sql`
      SELECT store_id AS storeId, id, name FROM products
      WHERE (store_id, id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${keys}))`),
  ])
  for (const { storeId, id, name } of rows)
    names.set(storeId, (names.get(storeId) ?? new Map()).set(id, name))
  return names
}

/**
 * Numbers of some products of several stores.
 * @returns product numbers by product key, by store number
 */
export async function loadProductIds(
  db: Database,
  wanted: readonly { storeId: number; productKey: string }[],
): Promise<Map<number, Map<string, number>>> {
  const ids = new Map<number, Map<string, number>>()
  if (wanted.length === 0) return ids
  const keys = JSON.stringify(wanted.map(({ storeId, productKey }) => [storeId, productKey]))
  const [rows] = await db.batch([
    db.query<{ storeId: number; key: string; id: number }>(sql`
      SELECT store_id AS storeId, key, id FROM products
      WHERE (store_id, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${keys}))`),
  ])
  for (const { storeId, key, id } of rows) ids.set(storeId, (ids.get(storeId) ?? new Map()).set(key, id))
  return ids
}
