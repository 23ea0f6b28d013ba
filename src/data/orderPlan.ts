import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import type { ArchivedOrders } from './archive/archivedDays'
import type { ArchivedProduct } from './archive/dayColumns'
import type { OrderRecord } from './orderRecord'
import type { ProductRow } from './productNumbers'
import type { RollupRecord } from './rollupRecord'

/** A change of stored orders, before and after it is made. */

/** An order as it is stored. */
export interface StoredOrder {
  record: OrderRecord
  order: Order
}

/** Which orders of a store are looked at. */
export interface OrderSelection {
  /** Days, with all of their orders. */
  dates: readonly BusinessDate[]
  /** Orders, wherever they are. */
  orderIds: readonly string[]
  /** Of the products of what the orders are to become. */
  productKeys?: readonly string[]
  /** Products whose names are looked at beside. */
  productIds?: readonly number[]
  /**
   * Of a change that says itself what becomes of orders: days of which it brings all. A day that cannot be read is then replaced, and so is one
   * of which it names every order; absent: such a day is an error.
   */
  completeDays?: readonly BusinessDate[]
}

/** What is written beside orders. */
export interface RelatedRows {
  /** What is stored of the days, where it was read before. */
  rollups: ReadonlyMap<BusinessDate, RollupRecord>
  /** The products of all orders before and after, and those of some numbers, where the store has them already. */
  products: ProductRow[]
  highestProductId: number
  /** What these products are called in archived orders; undefined where no order is archived. */
  archivedTexts?: readonly ArchivedProduct[]
}

/** Orders of a store as they were read: of some days and ids, and all others of the days that those ids are on. */
export interface TouchedOrders {
  storeId: number
  orders: ReadonlyMap<string, StoredOrder>
  /** What of them is archived. Days that are damaged are to be replaced by the change. */
  archived: ArchivedOrders
  /** Days that were read, and are not archived. */
  openDates: readonly BusinessDate[]
  /** Of the store, when they were read. */
  dataVersion: number
  /** Of the days, those that no import since their end has brought. */
  notOverDates: readonly BusinessDate[]
  /** The store that this one was merged into; null for none. */
  mergedInto: number | null
  /** Read in the same trip; undefined where orders of other days came to them. */
  related: RelatedRows | undefined
}

/** What is to become of orders of a store that were read just before. */
export interface StoreDecision {
  touched: TouchedOrders
  /** By id: what an order becomes, null for one that is stored no more. Orders that stay as they are are not in it. */
  changes: ReadonlyMap<string, StoredOrder | null>
  /** Products whose names are looked at, beside those of the orders. */
  productIds?: readonly number[]
  /** Names and categories that products take, given those that they have. */
  products(known: readonly ProductRow[], idOf: (key: string) => number): ProductRow[]
}

export interface Decision {
  stores: readonly StoreDecision[]
  /** Orders that were to be changed, and stay as they are. */
  left?: readonly string[]
}

/** Orders of a file are for a store that was merged into another one since its import began. */
export class StoreMergedError extends Error {
  constructor(storeId: number) {
    super(`the store ${storeId} was merged into another one`)
    this.name = 'StoreMergedError'
  }
}

/** The database that has the store has no room for more orders. */
export class DatabaseFullError extends Error {
  constructor(database: string) {
    super(`the database ${database} is full`)
    this.name = 'DatabaseFullError'
  }
}

/** What a write changed. */
export interface ChangedOrders {
  ordersNew: number
  /** Stored before, and different. */
  ordersChanged: number
  ordersRemoved: number
  /** Days whose roll-up was rewritten, or that are over now and were not before. */
  daysChanged: BusinessDate[]
  /** Ids of orders that were to be changed, and stay as they are. */
  left: readonly string[]
}
