import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { loadCoverage, type StoreCoverage } from '../history/coverage'

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

/** How far the orders of some stores go. */
export async function readFreshness(
  db: Database,
  stores: readonly VisibleStore[],
  today: BusinessDate,
): Promise<StoreFreshness[]> {
  const yesterday = addDays(today, -1)
  return (await loadCoverage(db, stores, today)).map((coverage) => freshnessOf(coverage, yesterday))
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
