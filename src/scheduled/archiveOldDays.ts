import { archiveDays, DAYS_AT_ONCE, loadDaysToArchive } from '../data/archive/archiveDays'
import { type Database, isSpent } from '../data/database'
import { inGroups } from '../data/groups'
import type { StoreFailure } from '../data/runFailure'
import type { StoredDay } from '../data/storedDays'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'

/** Orders that one run archives: some seconds of CPU, a tenth of what it has. */
const ORDERS_PER_RUN = 60_000
/** They are stored with the run; the others are in its log. */
const MAX_FAILURES = 20
/** Days among which a run chooses. */
const DAYS_TO_CHOOSE_FROM = 400

/**
 * Archives the days of all stores before a date, the oldest first. What a run does not come to, the next one does.
 * @param ordersPerRun at least some days are archived, however many orders they have
 * @returns the stores of which days could not be archived; their orders stay as they are
 */
export async function archiveOldDays(
  db: Database,
  before: BusinessDate,
  ordersPerRun = ORDERS_PER_RUN,
): Promise<StoreFailure[]> {
  const open = await loadDaysToArchive(db, before, DAYS_TO_CHOOSE_FROM)
  if (open.length === 0) return []
  const failures: StoreFailure[] = []
  let [days, orders] = [0, 0]
  for (const batch of batchesOf(open)) {
    if (orders >= ordersPerRun || isSpent(db)) break
    orders += batch.reduce((sum, day) => sum + day.orders, 0)
    const [{ storeId, store }] = batch
    const result = await archiveDays(
      db,
      storeId,
      batch.map(({ businessDate }) => businessDate),
    ).catch((error: unknown) => ({ dates: [], failures: [{ error: errorText(error) }] }))
    days += result.dates.length
    failures.push(...result.failures.map(({ error }) => ({ store, error })))
  }
  // Without the stores' names, which belong to the people who may see them.
  logEvent('archive.end', { days, errors: failures.map(({ error }) => error), ...db.usage })
  return failures.slice(0, MAX_FAILURES)
}

/** Days of one store each, those of the store whose day is the oldest first. */
function batchesOf(days: readonly StoredDay[]): [StoredDay, ...StoredDay[]][] {
  return [...Map.groupBy(days, ({ storeId }) => storeId).values()].flatMap(
    (ofStore) => inGroups(ofStore, DAYS_AT_ONCE) as [StoredDay, ...StoredDay[]][],
  )
}
