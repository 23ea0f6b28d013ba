import { loadStaleStoreIds } from '../data/cardRows'
import type { Database } from '../data/database'
import { type Directory, loadDirectory } from '../data/directory'
import { finishRun, type RunResult, type RunStart, startRun, type Trigger } from '../data/runs'
import type { StoreRecord } from '../data/storeWindows'
import { errorText, logEvent } from '../log'
import { computeCards } from './computeCards'
import { entriesOf } from './keepAtEdge'
import { beat, countReadable, publish, writeCards } from './publish'
import type { Services } from './services'
import { sendShards } from './shards'

/** How a refresh ended, or that it goes on in shards. */
export type RefreshResult = RunResult | (Omit<RunResult, 'outcome'> & { outcome: 'sharded' })

/**
 * Brings every card of a store's last day, and that of all stores together, up to the current data: into
 * the database, then into the cache, then reads them back as a visitor would. Without new data it reads one
 * row and writes one key, the heartbeat. More stores than one invocation can carry go on in shards. Running
 * it twice, or two at once, harms nothing.
 *
 * Each run is recorded in the database, and its start and end are logged.
 */
export async function refresh(services: Services, start: RunStart): Promise<RefreshResult> {
  const startedAt = services.now()
  const db = services.openDatabase()
  logEvent('refresh.start', { trigger: start.trigger, scheduledAt: start.scheduledAt.toISOString() })
  const { runId, clock } = await startRun(db, start, startedAt)
  const result = await attempt(async () => {
    if (clock.version === clock.refreshedVersion) {
      await beat(services, clock.version)
      return nothingDone('idle')
    }
    return refreshStaleStores(services, db, runId, start.trigger)
  })
  const finishedAt = services.now()
  if (result.outcome !== 'sharded')
    await finishRun(db, runId, startedAt, finishedAt, { ...result, outcome: result.outcome })
  const elapsedMs = finishedAt.getTime() - startedAt.getTime()
  logEvent('refresh.end', { trigger: start.trigger, runId, ...result, elapsedMs, ...db.usage })
  return result
}

function nothingDone<Outcome>(outcome: Outcome) {
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

async function refreshStaleStores(
  services: Services,
  db: Database,
  runId: number,
  trigger: Trigger,
): Promise<RefreshResult> {
  const directory = await loadDirectory(db)
  const staleIds = await loadStaleStoreIds(db)
  const stale = directory.stores.filter(({ id }) => staleIds.has(id))
  if (services.shardQueue && stale.length > services.config.shardAboveStores) {
    await sendShards(db, services.shardQueue, runId, stale)
    return nothingDone('sharded')
  }
  // In a large chain each import would merge and write again what all stores share; the next run does it once.
  const publishes = trigger !== 'import' || directory.stores.length <= services.config.shardAboveStores
  return refreshInline(services, db, directory, stale, publishes)
}

async function refreshInline(
  services: Services,
  db: Database,
  directory: Directory,
  stale: readonly StoreRecord[],
  publishes: boolean,
): Promise<RunResult> {
  const wanted = stale.map((store) => ({ store, date: store.lastDate }))
  const { cards, failures } = await computeCards(db, wanted, services.now().toISOString())
  const entries = entriesOf(cards)
  await writeCards(services, entries)
  const all = publishes ? await publish(services, db, directory, failures.length === 0) : []
  return {
    outcome: failures.length === 0 ? 'done' : 'failed',
    stores: cards.length,
    failures,
    readable: await countReadable(services, [...entries, ...all]),
  }
}
