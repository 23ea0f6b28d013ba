import type { BusinessDate } from '../diagnosis/businessDate'

/** What is known of a store's day. */
export interface CoveredDay {
  date: BusinessDate
  /** Stored orders; 0 on a day without any. */
  orders: number
  /**
   * `missing`: no order, between the store's first day and the last complete one. `notOver`: it is today, or no import
   * since its end has brought it. `doubtful`: far fewer orders than usual, or many were rejected. `before`: before its first day.
   */
  state: 'complete' | 'missing' | 'doubtful' | 'notOver' | 'before'
  /** Why it is doubtful. */
  doubt?: { usualOrders: number } | { rejectedOrders: number }
}

/** A store's latest days, oldest first. */
export interface StoreCoverage {
  store: string
  days: CoveredDay[]
  /** The latest complete day; null where there is none among them. */
  lastCompleteDate: BusinessDate | null
  /** Days without orders up to yesterday, in the shop's zone, latest first. */
  missingDates: BusinessDate[]
}

/** Days that are looked at. */
export const COVERAGE_DAYS = 35
