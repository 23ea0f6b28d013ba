import { archiveDays, DAYS_AT_ONCE, loadDaysToArchive } from '../data/archive/archiveDays'
import { isAway, isSpent, type MainDatabase } from '../data/database'
import { inGroups } from '../data/groups'
import type { StoreFailure } from '../data/runFailure'
import { loadDaysOfAll, type PlacedDay } from '../data/storedDays'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'

/** Orders that one run archives: some seconds of CPU, a tenth of what it has. */
const ORDERS_PER_RUN = 60_000
/** They are stored with the run; the others are in its log. */
const MAX_FAILURES = 20
/** Days among which a run chooses. */
const DAYS_TO_CHOOSE_FROM = 400

/**
 * Archives the days of all stores before a date, in all databases, the oldest first. What a run does not come to, the next one does. A
 * database that does not answer keeps no other waiting.
 * @param ordersPerRun at least some days are archived, however many orders they have
 * @returns the stores of which days could not be archived; their orders stay as they are
 */
export async function archiveOldDays(
  db: MainDatabase,
  before: BusinessDate,
  ordersPerRun = ORDERS_PER_RUN,
): Promise<StoreFailure[]> {
  const open = await loadDaysOfAll(db, DAYS_TO_CHOOSE_FROM, (own, limit) =>
    loadDaysToArchive(own, before, limit),
  )
  if (open.days.length === 0) return []
  const failures: StoreFailure[] = []
  const lost = new Set<string>()
  let [days, orders] = [0, 0]
  for (const batch of batchesOf(open.days.toSorted(byDate))) {
    if (orders >= ordersPerRun || isSpent(db)) break
    const [{ storeId, store, database }] = batch
    if (lost.has(database)) continue
    orders += batch.reduce((sum, day) => sum + day.orders, 0)
    try {
      const dates = batch.map(({ businessDate }) => businessDate)
      const result = await archiveDays(db.of({ database }), storeId, dates)
      days += result.dates.length
      failures.push(...result.failures.map(({ error }) => ({ store, error })))
    } catch (error) {
      if (database !== db.main.name && isAway(error)) {
        logEvent('database.lost', { database, error: errorText(error) })
        lost.add(database)
      } else {
        failures.push({ store, error: errorText(error) })
      }
    }
  }
  // Without the stores' names, which belong to the people who may see them.
  logEvent('archive.end', { days, errors: failures.map(({ error }) => error), ...db.usage })
  return failures.slice(0, MAX_FAILURES)
}

function byDate(a: PlacedDay, b: PlacedDay): number {
  return a.businessDate < b.businessDate ? -1 : Number(a.businessDate > b.businessDate)
}

/** Days of one store each, those of the store whose day is the oldest first. */
function batchesOf(days: readonly PlacedDay[]): [PlacedDay, ...PlacedDay[]][] {
  return [...Map.groupBy(days, ({ storeId }) => storeId).values()].flatMap(
    (ofStore) => inGroups(ofStore, DAYS_AT_ONCE) as [PlacedDay, ...PlacedDay[]][],
  )
}
