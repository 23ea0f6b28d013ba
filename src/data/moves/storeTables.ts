import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import {
  archivedDays,
  archivedOrderDays,
  archivedProducts,
  importChanges,
  importDays,
  importParts,
  openings,
  orders,
  products,
  storeDays,
} from '../schema'

/** The tables that have a store's own rows, and which of them are its. */

export interface StoreTable {
  table: SQLiteTable
  /** What is left of the primary key: the order in which rows are copied. */
  key: readonly SQLiteColumn[]
  /** The store's rows. */
  rowsOf(storeId: number): SQL | undefined
  /** Those of no other store: all where not given. */
  ownRowsOf?(storeId: number): SQL | undefined
  /** Those that nobody else needs once the store is gone: all where not given. */
  removableOf?(storeId: number): SQL | undefined
  /** How many rows a statement deletes: some megabytes. */
  deletedAtOnce: number
}

/** A part of a merge has changed two stores. */
const changed = (store: SQL) => sql`EXISTS (SELECT 1 FROM ${importChanges}
  WHERE ${importChanges.importId} = ${importParts.importId} AND ${importChanges.part} = ${importParts.part} AND ${importChanges.storeId} ${store})`
const isPartOf = (storeId: number) => sql`${importParts.counts} ->> 'storeId' = ${storeId}`

/**
 * In the order in which they are copied: parts after the changes by which some of them are found. They are deleted in the order from behind.
 */
export const COPIED_TABLES: readonly StoreTable[] = [
  ofStore(products, [products.id], 5_000),
  ofStore(orders, [orders.orderId], 2_000),
  ofStore(storeDays, [storeDays.businessDate], 100),
  ofStore(archivedDays, [archivedDays.businessDate], 50),
  ofStore(archivedProducts, [archivedProducts.productId, archivedProducts.variant], 5_000),
  ofStore(archivedOrderDays, [archivedOrderDays.orderHash, archivedOrderDays.businessDay], 10_000),
  ofStore(importDays, [importDays.businessDate, importDays.importId], 5_000),
  ofStore(importChanges, [importChanges.importId, importChanges.part, importChanges.slice], 25),
  {
    table: importParts,
    key: [importParts.importId, importParts.part],
    rowsOf: (storeId) => sql`(${isPartOf(storeId)} OR ${changed(sql`= ${storeId}`)})`,
    ownRowsOf: isPartOf,
    removableOf: (storeId) =>
      sql`(${isPartOf(storeId)} OR (${changed(sql`= ${storeId}`)} AND NOT ${changed(sql`<> ${storeId}`)}))`,
    deletedAtOnce: 10_000,
  },
]

/** Openings are made anew where they are wanted. */
export const DELETED_TABLES: readonly StoreTable[] = [
  ...COPIED_TABLES.toReversed(),
  ofStore(openings, [openings.businessDate], 100),
]

function ofStore(
  table: SQLiteTable & { storeId: SQLiteColumn },
  key: readonly SQLiteColumn[],
  deletedAtOnce: number,
): StoreTable {
  return { table, key, rowsOf: (storeId) => and(eq(table.storeId, storeId)), deletedAtOnce }
}
