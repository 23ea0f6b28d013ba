import { cardKey } from '../cache/keys'
import { loadStaleStoreIds, saveRefreshedVersion } from '../data/cardRows'
import type { Database } from '../data/database'
import { type Directory, loadDirectory } from '../data/directory'
import { finishRun, type RunResult, startRun, type Trigger } from '../data/runs'
import { errorText, logEvent } from '../log'
import { parseCard } from './card'
import { combineCards, computeCards, keptCards } from './computeCards'
import { writeDirectory, writeHeartbeat } from './edge'
import { type CardEntry, entriesOf } from './keepAtEdge'
import { lastDateOf } from './scope'
import type { Services } from './services'

/**
 * Brings every card of a store's last day, and that of all stores together, up to the current data: into
 * the database, then into the cache, then reads them back as a visitor would. Without new data it reads one row and
 * writes one key, the heartbeat. Running it twice, or two at once, harms nothing.
 *
 * Each run is recorded in the database, and its start and end are logged.
 */
export async function refresh(services: Services, trigger: Trigger, scheduledAt: Date): Promise<RunResult> {
  const started = services.now()
  const db = services.openDatabase()
  logEvent('refresh.start', { trigger, scheduledAt: scheduledAt.toISOString() })
  const { runId, clock } = await startRun(db, {
    trigger,
    scheduledAt: scheduledAt.toISOString(),
    startedAt: started.toISOString(),
  })
  const result: RunResult = { outcome: 'idle', stores: 0, failures: [], readable: 0, elapsedMs: 0 }
  try {
    if (clock.version !== clock.refreshedVersion) {
      const refreshed = await refreshStaleStores(services, db)
      Object.assign(result, refreshed, { outcome: refreshed.failures.length > 0 ? 'failed' : 'done' })
    } else {
      await beat(services, clock.version)
    }
  } catch (error) {
    result.outcome = 'failed'
    result.failures.push({ store: '*', error: errorText(error) })
  }
  const finished = services.now()
  result.elapsedMs = finished.getTime() - started.getTime()
  await finishRun(db, runId, finished.toISOString(), result)
  logEvent('refresh.end', { trigger, runId, ...result, ...db.usage })
  return result
}

async function beat(services: Services, version: number): Promise<void> {
  const { cache, config } = services
  await writeHeartbeat(cache, { checkedAt: services.now().toISOString(), version }, config.maxStaleSeconds)
}

async function refreshStaleStores(
  services: Services,
  db: Database,
): Promise<Pick<RunResult, 'stores' | 'failures' | 'readable'>> {
  const directory = await loadDirectory(db)
  const staleIds = await loadStaleStoreIds(db)
  const stale = directory.stores.filter(({ id }) => staleIds.has(id))
  const computedAt = services.now().toISOString()
  const { cards, failures } = await computeCards(
    db,
    stale.map((store) => ({ store, date: store.lastDate })),
    computedAt,
  )
  const entries = entriesOf(cards)
  if (directory.stores.length > 1) entries.push(await allStoresEntry(db, directory, computedAt))
  await writeToCache(services, directory, entries)
  if (failures.length === 0) await saveRefreshedVersion(db, directory.version)
  return { stores: cards.length, failures, readable: await countReadable(services, entries) }
}

async function allStoresEntry(db: Database, directory: Directory, now: string): Promise<CardEntry> {
  const date = lastDateOf(directory.stores)
  const { cards, missing } = await keptCards(db, directory.stores, date, now)
  const failed = missing.map(({ name }) => name)
  return {
    key: cardKey({ kind: 'all' }, date),
    card: { ...combineCards(cards, failed, date, now), dataVersion: directory.version },
  }
}

/** Directory and heartbeat come last: until they do, readers find the cards that the old ones name. */
async function writeToCache(
  services: Services,
  directory: Directory,
  entries: readonly CardEntry[],
): Promise<void> {
  const { cache, config } = services
  for (const { key, card } of entries) await cache.set(key, JSON.stringify(card), config.maxStaleSeconds)
  await writeDirectory(cache, directory, config.maxStaleSeconds)
  await beat(services, directory.version)
}

/** Reads the written cards back through the cache, as a visit does, and counts those that are there. */
async function countReadable({ cache }: Services, entries: readonly CardEntry[]): Promise<number> {
  const values = await cache.get(entries.map(({ key }) => key))
  return entries.filter(({ key, card }) => parseCard(values.get(key))?.dataVersion === card.dataVersion)
    .length
}
