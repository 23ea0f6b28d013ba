import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import type { OrderRecord } from './orderRecord'
import type { ProductRow } from './productNumbers'

/** A change of stored orders, before and after it is made. */

/** An order as it is stored. */
export interface StoredOrder {
  record: OrderRecord
  order: Order
}

/** What is to become of some orders of a store: decided from what is stored, which may change until it is written. */
export interface OrderPlan {
  /** Days whose orders are looked at, all of them. */
  dates: readonly BusinessDate[]
  /** Orders that are looked at wherever they are. */
  orderIds: readonly string[]
  /** Products whose names are looked at. */
  productIds?: readonly number[]
  /** @param stored by id: of the days and ids, and all others of the days that those ids are on */
  decide(stored: ReadonlyMap<string, StoredOrder>): Decision
}

export interface Decision {
  /** By id: what an order becomes, null for one that is stored no more. Orders that stay as they are are not in it. */
  changes: ReadonlyMap<string, StoredOrder | null>
  /** Orders that were to be changed, and stay as they are. */
  left?: readonly string[]
  /** Names and categories that products take, given those that they have. */
  products(known: readonly ProductRow[], idOf: (key: string) => number): ProductRow[]
}

/** What a write changed. */
export interface ChangedOrders {
  ordersNew: number
  /** Stored before, and different. */
  ordersChanged: number
  ordersRemoved: number
  /** Days whose roll-up was rewritten. */
  daysChanged: BusinessDate[]
  /** Ids of orders that were to be changed, and stay as they are. */
  left: readonly string[]
}
