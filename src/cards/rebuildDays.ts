import type { MainDatabase } from '../data/database'
import { DAYS_PER_BATCH, loadOutdatedDays, rebuildDays, saveRebuilt } from '../data/rebuild'
import { type StoreFailure, WHOLE_RUN } from '../data/runFailure'
import {
  type DaysOfAll,
  loadDaysOfAll,
  loadStoresIn,
  type PlacedDay,
  type StoredDay,
} from '../data/storedDays'
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
  /** Whether it came to all days that there were, but for those of stores that failed or are being moved. */
  isComplete: boolean
  failures: StoreFailure[]
}

/**
 * Rolls stored days of another version up anew, in all databases, the newest first. What a run does not come to, the next one does. A
 * store that fails stops no other: what its days leave of the run's orders is theirs, within the run's batches. Those of a database that
 * does not answer have failed.
 * @param ordersPerRun at least one day is rebuilt, however many orders it has
 */
export async function rebuildOutdatedDays(
  db: MainDatabase,
  ordersPerRun = ORDERS_PER_RUN,
): Promise<RebuildResult> {
  const failures = new Map<number, StoreFailure>()
  const rebuilt: StoredDay[] = []
  let found: DaysOfAll
  let isComplete = false
  let batches = 0
  let failuresBefore: number
  do {
    failuresBefore = failures.size
    found = await loadDaysOfAll(db, DAYS_TO_CHOOSE_FROM, (own, limit) =>
      loadOutdatedDays(own, limit, [...failures.keys()]),
    )
    const outdated = found.days.toSorted(newestFirst)
    const chosen = withinBudget(outdated, ordersPerRun - ordersOf(rebuilt), BATCHES_PER_RUN - batches)
    isComplete = chosen.length === outdated.length && !found.isCut
    for (const [storeId, days] of Map.groupBy(chosen, (day) => day.storeId)) {
      const { store, database } = days[0] ?? { store: WHOLE_RUN, database: db.name }
      const dates = days.map(({ businessDate }) => businessDate)
      batches += Math.ceil(days.length / DAYS_PER_BATCH)
      try {
        const result = await rebuildDays(db.of({ database }), storeId, dates)
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
  const lost = found.lost.length > 0 ? await lostStores(db, found.lost) : []
  if (isComplete && failures.size === 0 && found.lost.length === 0 && !found.isMoving) await saveRebuilt(db)
  const result = { days: rebuilt.length, isComplete, failures: [...failures.values(), ...lost] }
  const errors = result.failures.map(({ error }) => error)
  logEvent('rebuild.end', { days: result.days, isComplete, errors })
  return result
}

async function lostStores(db: MainDatabase, databases: readonly string[]): Promise<StoreFailure[]> {
  const error = 'its database does not answer'
  return (await loadStoresIn(db, databases)).map((store) => ({ store, error }))
}

function newestFirst(a: PlacedDay, b: PlacedDay): number {
  return a.businessDate > b.businessDate ? -1 : Number(a.businessDate < b.businessDate)
}

function ordersOf(days: readonly StoredDay[]): number {
  return days.reduce((sum, { orders }) => sum + orders, 0)
}

/** The newest days whose orders and batches one run may roll up; the batches of stores that are begun are filled. */
function withinBudget(days: readonly PlacedDay[], maxOrders: number, maxBatches: number): PlacedDay[] {
  const chosen: PlacedDay[] = []
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
