import type { BusinessDate } from '../diagnosis/businessDate'

/** Why a page has nothing to show. */

/** A store that the user may choose, with the days between which it has orders. */
export interface StoreChoice {
  store: string
  firstDate: BusinessDate
  lastDate: BusinessDate
}

/** A request that the pages cannot read, and what of it. */
export interface BadRequest {
  status: 'badRequest'
  code: 'unreadableDate' | 'unreadableStore' | 'tooManyStores'
}

/** The reader has asked for more in a minute than one does, and is to wait. */
export interface Limited {
  status: 'limited'
  retryAfterSeconds: number
}

/** There is data, and it cannot be shown now. */
export interface Unavailable {
  status: 'unavailable'
  reason: 'timeout' | 'database' | 'unexpected'
  /** Leads to the cause in the logs. */
  reference: string
}

/** What any page may lack. */
export type Problem =
  /** Nothing has been imported yet. */
  | { status: 'noData' }
  /** There is none that the reader may see: no store is his, or none of his has an order yet. */
  | { status: 'noStores' }
  | { status: 'unknownStore'; stores: readonly string[]; directory: readonly StoreChoice[] }
  | BadRequest
  | Limited
  | Unavailable
  /** What is stored of the orders of these days is not what was stored. */
  | { status: 'damagedDays'; dates: readonly BusinessDate[] }

/** What a detail page may lack. */
export type DetailProblem =
  | Problem
  /** There is no such order or product. */
  | { status: 'notFound'; what: 'order' | 'product' }
  /** More stores than a list goes through. */
  | { status: 'tooManyStores'; most: number; directory: readonly StoreChoice[] }
