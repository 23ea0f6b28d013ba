import type { BusinessDate } from '../diagnosis/businessDate'
import type { StoreCoverage } from '../history/coverage'

/** How far a store's orders go, and what is missing of them. */
export interface StoreFreshness {
  store: string
  /** null where no day of the last weeks is complete. */
  lastCompleteDate: BusinessDate | null
  /** Latest first. */
  missingDates: BusinessDate[]
  /** Latest first. */
  doubtfulDates: BusinessDate[]
  /** Whether the last day that is over is complete. */
  upToDate: boolean
}

/** @param yesterday the last day that is over, in the shop's zone */
export function freshnessOf(
  { store, days, lastCompleteDate, missingDates }: StoreCoverage,
  yesterday: BusinessDate,
): StoreFreshness {
  const doubtful = days.filter(({ state }) => state === 'doubtful').map(({ date }) => date)
  return {
    store,
    lastCompleteDate,
    missingDates,
    doubtfulDates: doubtful.reverse(),
    upToDate: lastCompleteDate !== null && lastCompleteDate >= yesterday,
  }
}
