import type { Database } from '../data/database'
import { DAYS_PER_BATCH, loadOutdatedDays, rebuildDays, saveRebuilt } from '../data/rebuild'
import { type StoreFailure, WHOLE_RUN } from '../data/runFailure'
import type { StoredDay } from '../data/storedDays'
import { errorText, logEvent } from '../log'

/** Orders that one run rolls up anew: some ten seconds, a third of the CPU time that it has. */
const ORDERS_PER_RUN = 200_000
/** D1 takes a thousand statements of one invocation, and the cards need some of them. */
const BATCHES_PER_RUN = 60
/** Days among which a run chooses. */
const DAYS_TO_CHOOSE_FROM = 2_000

/** What a run has rolled up anew. */
export interface RebuildResult {
  days: number
  /** Whether it came to all days that there were, but for those of stores that failed. */
  isComplete: boolean
  failures: StoreFailure[]
}

/**
 * Rolls stored days of another version up anew, the newest first. What a run does not come to, the next one does. A
 * store that fails stops no other: what its days leave of the run's orders is theirs, within the run's batches.
 * @param ordersPerRun at least one day is rebuilt, however many orders it has
 */
export async function rebuildOutdatedDays(
  db: Database,
  ordersPerRun = ORDERS_PER_RUN,
): Promise<RebuildResult> {
  const failures = new Map<number, StoreFailure>()
  const rebuilt: StoredDay[] = []
  let isComplete = false
  let batches = 0
  let failuresBefore: number
  do {
    failuresBefore = failures.size
    const outdated = await loadOutdatedDays(db, DAYS_TO_CHOOSE_FROM, [...failures.keys()])
    const chosen = withinBudget(outdated, ordersPerRun - ordersOf(rebuilt), BATCHES_PER_RUN - batches)
    isComplete = chosen.length === outdated.length && outdated.length < DAYS_TO_CHOOSE_FROM
    for (const [storeId, days] of Map.groupBy(chosen, (day) => day.storeId)) {
      const store = days[0]?.store ?? WHOLE_RUN
      const dates = days.map(({ businessDate }) => businessDate)
      batches += Math.ceil(days.length / DAYS_PER_BATCH)
      try {
        const result = await rebuildDays(db, storeId, dates)
        const rebuiltDates = new Set(result.dates)
        rebuilt.push(...days.filter(({ businessDate }) => rebuiltDates.has(businessDate)))
        if (result.failures.length > 0) failures.set(storeId, { store, error: result.failures.join('; ') })
      } catch (error) {
        failures.set(storeId, { store, error: errorText(error) })
      }
    }
  } while (
    !isComplete &&
    failures.size > failuresBefore &&
    ordersOf(rebuilt) < ordersPerRun &&
    batches < BATCHES_PER_RUN
  )
  if (isComplete && failures.size === 0) await saveRebuilt(db)
  const result = { days: rebuilt.length, isComplete, failures: [...failures.values()] }
  const errors = result.failures.map(({ error }) => error)
  logEvent('rebuild.end', { days: result.days, isComplete, errors })
  return result
}

function ordersOf(days: readonly StoredDay[]): number {
  return days.reduce((sum, { orders }) => sum + orders, 0)
}

/** The newest days whose orders and batches one run may roll up; the batches of stores that are begun are filled. */
function withinBudget(days: readonly StoredDay[], maxOrders: number, maxBatches: number): StoredDay[] {
  const chosen: StoredDay[] = []
  const daysOfStore = new Map<number, number>()
  let [orders, batches] = [0, 0]
  for (const day of days) {
    const others = daysOfStore.get(day.storeId) ?? 0
    const beginsBatch = others % DAYS_PER_BATCH === 0
    if (beginsBatch && batches === maxBatches) continue
    orders += day.orders
    if (chosen.length > 0 && orders > maxOrders) break
    if (beginsBatch) batches += 1
    daysOfStore.set(day.storeId, others + 1)
    chosen.push(day)
  }
  return chosen
}
