import { and, eq, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
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
export function loadProductNames(
  db: Database,
  wanted: readonly { storeId: number; productId: number }[],
): Promise<Map<number, Map<number, string>>> {
  const pairs = wanted.map(({ storeId, productId }) => [storeId, productId] as const)
  return lookUp<number, string>(db, products.id, products.name, pairs)
}

/**
 * Numbers of some products of several stores.
 * @returns product numbers by product key, by store number
 */
export function loadProductIds(
  db: Database,
  wanted: readonly { storeId: number; productKey: string }[],
): Promise<Map<number, Map<string, number>>> {
  const pairs = wanted.map(({ storeId, productKey }) => [storeId, productKey] as const)
  return lookUp<string, number>(db, products.key, products.id, pairs)
}

/** One column of some products by another one, by store number. */
async function lookUp<By extends string | number, Value>(
  db: Database,
  by: SQLiteColumn,
  value: SQLiteColumn,
  pairs: readonly (readonly [storeId: number, by: By])[],
): Promise<Map<number, Map<By, Value>>> {
  const found = new Map<number, Map<By, Value>>()
  if (pairs.length === 0) return found
  const [rows] = await db.batch([
    db.query<{ storeId: number; by: By; value: Value }>(sql`
      SELECT store_id AS storeId, ${by} AS "by", ${value} AS value FROM ${products}
      WHERE (store_id, ${by}) IN (SELECT pair.value ->> 0, pair.value ->> 1 FROM json_each(${JSON.stringify(pairs)}) AS pair)`),
  ])
  for (const row of rows) {
    const ofStore = found.get(row.storeId) ?? new Map<By, Value>()
    found.set(row.storeId, ofStore.set(row.by, row.value))
  }
  return found
}
