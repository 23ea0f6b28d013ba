import type { VisibleStore } from '../access/scope'
import type { MainDatabase } from '../data/database'
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

/** How far the orders of some stores go, and the names of those whose database is not there. */
export async function readFreshness(
  db: MainDatabase,
  stores: readonly VisibleStore[],
  today: BusinessDate,
): Promise<{ orders: StoreFreshness[]; storesOutOfReach: string[] }> {
  const yesterday = addDays(today, -1)
  const coverage = await loadCoverage(db, stores, today)
  return {
    orders: coverage.stores.map((ofStore) => freshnessOf(ofStore, yesterday)),
    storesOutOfReach: coverage.lost.map(({ name }) => name).sort(),
  }
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
