import type { BusinessDate } from '../diagnosis/businessDate'

/** Why a page has nothing to show. */

/** A store that the user may choose, with the days between which it has orders. */
export interface StoreChoice {
  store: string
  firstDate: BusinessDate
  lastDate: BusinessDate
}

/** The stores that the user may choose: all of them by name, or where a page cannot carry so many, what it has to know of them. */
export type StoreDirectory = readonly StoreChoice[] | ManyStores

/** More stores than a page carries: one is found by typing a part of its name. */
export interface ManyStores {
  /** How many there are. */
  length: number
  /** The days between which they have orders. */
  firstDate: BusinessDate
  lastDate: BusinessDate
  /** Those that the page is about. */
  named: readonly StoreChoice[]
  /** Of names that no store has: stores whose names hold them. */
  matches: StoreMatches
}

/** Stores whose names hold what was typed: the first of them, and how many there are. */
export interface StoreMatches {
  stores: readonly string[]
  count: number
}

/** Whether there are too many stores to offer each of them. */
export function areMany(directory: StoreDirectory): directory is ManyStores {
  return 'matches' in directory
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
  | { status: 'unknownStore'; stores: readonly string[]; directory: StoreDirectory }
  | BadRequest
  | Limited
  | Unavailable
  /** What is stored of the orders of these days of a store is not what was stored. */
  | { status: 'damagedDays'; store: string; dates: readonly BusinessDate[] }

/** What a detail page may lack. */
export type DetailProblem =
  | Problem
  /** There is no such order or product. */
  | { status: 'notFound'; what: 'order' | 'product' }
  /** Stores whose database does not answer, of what is shown whole or not at all. */
  | { status: 'storesOutOfReach'; stores: readonly string[] }
  /** More stores than a list goes through. */
  | { status: 'tooManyStores'; most: number; directory: StoreDirectory }
