import type { Database } from '../data/database'
import { loadOutdatedDays, type OutdatedDay, rebuildDays, saveRebuilt } from '../data/rebuild'
import type { StoreFailure } from '../data/runs'
import { errorText, logEvent } from '../log'

/** Orders that one run rolls up anew: some ten seconds, a third of the CPU time that it has. */
const ORDERS_PER_RUN = 200_000
const DAYS_PER_RUN = 2_000

/** What a run has rolled up anew. */
export interface RebuildResult {
  days: number
  /** Whether it came to all days that there were. */
  isComplete: boolean
  failures: StoreFailure[]
}

/**
 * Rolls stored days of another version up anew, the newest first. What a run does not come to, the next one does. A
 * store that fails stops no other.
 * @param ordersPerRun at least one day is rebuilt, however many orders it has
 */
export async function rebuildOutdatedDays(
  db: Database,
  ordersPerRun = ORDERS_PER_RUN,
): Promise<RebuildResult> {
  const outdated = await loadOutdatedDays(db, DAYS_PER_RUN)
  const chosen = withinBudget(outdated, ordersPerRun)
  const failures: StoreFailure[] = []
  let rebuilt = 0
  for (const [storeId, days] of Map.groupBy(chosen, (day) => day.storeId)) {
    const dates = days.map(({ businessDate }) => businessDate)
    try {
      await rebuildDays(db, storeId, dates)
      rebuilt += days.length
    } catch (error) {
      failures.push({ store: days[0]?.store ?? '*', error: errorText(error) })
    }
  }
  const isComplete = chosen.length === outdated.length && outdated.length < DAYS_PER_RUN
  if (isComplete && failures.length === 0) await saveRebuilt(db)
  const result = { days: rebuilt, isComplete, failures }
  logEvent('rebuild.end', result)
  return result
}

function withinBudget(days: readonly OutdatedDay[], ordersPerRun: number): OutdatedDay[] {
  const chosen: OutdatedDay[] = []
  let orders = 0
  for (const day of days) {
    orders += day.orders
    if (chosen.length > 0 && orders > ordersPerRun) break
    chosen.push(day)
  }
  return chosen
}
