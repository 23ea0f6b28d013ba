import type { Database } from '../data/database'
import { type DataClock, loadDirectory } from '../data/directory'
import { ROLLUP_VERSION } from '../data/rollupRecord'
import {
  finishRun,
  type RunResult,
  type RunStart,
  type StoreFailure,
  startRun,
  type Trigger,
} from '../data/runs'
import { errorText, logEvent } from '../log'
import { CARDS_VERSION } from './card'
import { defaultDateOf, preparedDatesOf } from './cardRequest'
import { computeCards, loadPreparedCards } from './computeCards'
import { entriesOf } from './fillCache'
import { otherFailures } from './otherFailures'
import { countReadable, missingFailures, publish, recordHeartbeat, writeCards } from './publish'
import { type RebuildResult, rebuildOutdatedDays } from './rebuildDays'
import type { Services } from './services'
import { sendShards } from './shards'

/** How a refresh ended, or that it goes on in shards. */
type RefreshResult = RunResult | (Omit<RunResult, 'outcome'> & { outcome: 'sharded' })

/**
 * Brings every card of the day that a store is shown on at first, and that of all stores together, up to the current data: into
 * the database, then into the cache, then reads them back as a visitor would. Stored days of another version are
 * rolled up anew before. Without new data it reads one row and writes one key, the heartbeat. More stores than one
 * invocation can carry go on in shards. It is idempotent: running it twice, or two at once, harms nothing.
 *
 * Each run is recorded in the database, and its start and end are logged.
 */
export async function refresh(services: Services, start: RunStart): Promise<RefreshResult> {
  const startedAt = services.now()
  const db = services.openDatabase()
  logEvent('refresh.start', { trigger: start.trigger, scheduledAt: start.scheduledAt.toISOString() })
  const { runId, clock } = await startRun(db, start, startedAt)
  const result = await attempt(async () => {
    const rebuilt = clock.rollupVersion === ROLLUP_VERSION ? NOTHING_REBUILT : await rebuildOutdatedDays(db)
    const since = rebuilt.days > 0 ? NEVER : sinceOf(clock)
    // While days are left that cards need, the pages show the cards that there are, and say so.
    if (!rebuilt.isComplete || clock.version === since) {
      await recordHeartbeat(services, clock.version, startedAt)
      return withFailures(nothingDone(rebuilt.isComplete ? 'idle' : 'done'), rebuilt.failures)
    }
    return withFailures(
      await refreshSince(services, db, runId, start.trigger, since, rebuilt.failures),
      rebuilt.failures,
    )
  })
  const finishedAt = services.now()
  if (result.outcome !== 'sharded')
    await finishRun(db, runId, startedAt, finishedAt, { ...result, outcome: result.outcome })
  const elapsedMs = finishedAt.getTime() - startedAt.getTime()
  logEvent('refresh.end', { trigger: start.trigger, runId, ...result, elapsedMs, ...db.usage })
  return result
}

function nothingDone<Outcome extends RefreshResult['outcome']>(outcome: Outcome) {
  return { outcome, stores: 0, failures: [], readable: 0 }
}

/** A run that breaks off has failed: it is recorded so, and lives on. */
async function attempt(work: () => Promise<RefreshResult>): Promise<RefreshResult> {
  try {
    return await work()
  } catch (error) {
    return { ...nothingDone('failed' as const), failures: [{ store: '*', error: errorText(error) }] }
  }
}

/** Before any data: everything is to be refreshed. */
const NEVER = -1

const NOTHING_REBUILT: RebuildResult = { days: 0, isComplete: true, failures: [] }

/** Version of the data that all cards are known to be of. */
function sinceOf({ refreshedSchema, refreshedVersion }: DataClock): number {
  return refreshedSchema === CARDS_VERSION ? refreshedVersion : NEVER
}

/** What failed before the cards fails the run, but for stores that the cards name too. */
function withFailures(result: RefreshResult, failures: readonly StoreFailure[]): RefreshResult {
  const others = otherFailures(failures, result.failures)
  if (others.length === 0) return result
  return {
    ...result,
    outcome: result.outcome === 'sharded' ? 'sharded' : 'failed',
    failures: [...result.failures, ...others],
  }
}

/**
 * @param since version of the data that all cards are known to be of
 * @param failuresBefore of the run so far
 */
async function refreshSince(
  services: Services,
  db: Database,
  runId: number,
  trigger: Trigger,
  since: number,
  failuresBefore: readonly StoreFailure[],
): Promise<RefreshResult> {
  const readAt = services.now()
  const directory = await loadDirectory(db)
  const sharedDate = defaultDateOf(directory.stores)
  // One that did not change may have to be looked at on a day that another one has brought.
  const concerned = directory.stores.filter(
    (store) => store.dataVersion > since || preparedDatesOf(store, sharedDate).length > 1,
  )
  const { cards: kept, missing } = await loadPreparedCards(db, concerned, sharedDate, readAt.toISOString())
  const isLarge = directory.stores.length > services.config.shardAboveStores
  if (services.shardQueue && missing.length > services.config.shardAboveStores) {
    const stores = [...new Set(missing.map(({ store }) => store))]
    await sendShards(db, services.shardQueue, runId, stores, failuresBefore)
    return nothingDone('sharded')
  }
  const { cards, failures } = await computeCards(db, missing, readAt.toISOString())
  if (cards.length === 0 && failures.length > 0) {
    // Nothing new but what failed before: the cards of the others are out already.
    await recordHeartbeat(services, directory.version, readAt)
    return { outcome: 'failed', stores: 0, failures, readable: 0 }
  }
  // A run that died may have stored cards without caching them; in a large chain those are too many to write again.
  const entries = entriesOf(isLarge ? cards : [...kept, ...cards])
  await writeCards(services, entries)
  // In a large chain each import would merge and write again what all stores share; the next run does it once.
  const published =
    isLarge && trigger === 'import'
      ? { entries: [], missing: [] }
      : await publish(services, db, directory, readAt)
  const all = [...failures, ...missingFailures(published.missing, failures)]
  return {
    outcome: all.length === 0 ? 'done' : 'failed',
    stores: new Set(cards.map(({ store }) => store.id)).size,
    failures: all,
    readable: await countReadable(services, [...entries, ...published.entries]),
  }
}
