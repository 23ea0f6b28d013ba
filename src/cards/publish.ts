import { cardKey } from '../cache/keys'
import { saveRefreshedVersion } from '../data/cardRows'
import type { Database } from '../data/database'
import { type Directory, loadVersion } from '../data/directory'
import type { StoreFailure } from '../data/runs'
import { CARDS_VERSION, type Card, emptyCard, mergeCards, parseCard } from './card'
import { defaultDateOf } from './cardRequest'
import { combineCards, loadStoredCards } from './computeCards'
import { writeDirectory, writeHeartbeat } from './edge'
import type { CardEntry } from './fillCache'
import { otherFailures } from './otherFailures'
import type { Services } from './services'

/** Cards held in memory at once while all are merged: some 10 KB each. */
const STORES_PER_MERGE = 500

/** Writes cards to the cache, all at once: the platform lets as many through as it likes. */
export async function writeCards({ cache, config }: Services, entries: readonly CardEntry[]): Promise<void> {
  await Promise.all(
    entries.map(({ key, card }) => cache.set(key, JSON.stringify(card), config.maxStaleSeconds)),
  )
}

/** What a refresh has published. */
interface Published {
  /** The card of all stores, where there is more than one. */
  entries: CardEntry[]
  /** Stores without a card of their current data: named on that card, and tried again by the next run. */
  missing: string[]
}

/**
 * Ends a refresh whose stores' cards are stored and cached: the card of all stores, then the directory and
 * the heartbeat, which come last: until they do, readers find the cards that the old ones name. Where the
 * data has moved on meanwhile, all that is left to the refresh of the newer data, or it would go back.
 * @param readAt when the directory was read: that is when the data was checked
 */
export async function publish(
  services: Services,
  db: Database,
  directory: Directory,
  readAt: Date,
): Promise<Published> {
  const { card, missing } = await allStoresCard(services, db, directory)
  if ((await loadVersion(db)) !== directory.version) return { entries: [], missing }
  const entries =
    directory.stores.length > 1 ? [{ key: cardKey({ kind: 'all' }, card.businessDate), card }] : []
  await writeCards(services, entries)
  await writeDirectory(services.cache, directory, services.config.maxStaleSeconds)
  await recordHeartbeat(services, directory.version, readAt)
  if (missing.length === 0) await saveRefreshedVersion(db, directory.version, CARDS_VERSION)
  return { entries, missing }
}

/** Notes when the data was checked, and its version then. */
export async function recordHeartbeat(
  { cache, config }: Services,
  version: number,
  checkedAt: Date,
): Promise<void> {
  await writeHeartbeat(cache, { checkedAt: checkedAt.toISOString(), version }, config.maxStaleSeconds)
}

async function allStoresCard(
  services: Services,
  db: Database,
  directory: Directory,
): Promise<{ card: Card; missing: string[] }> {
  const date = defaultDateOf(directory.stores)
  const now = services.now().toISOString()
  let merged = emptyCard(date, now)
  for (let at = 0; at < directory.stores.length; at += STORES_PER_MERGE) {
    const { cards, missing } = await loadStoredCards(
      db,
      directory.stores.slice(at, at + STORES_PER_MERGE),
      date,
      now,
    )
    const failed = missing.map(({ name }) => name)
    merged = mergeCards(merged, combineCards(cards, failed, date, now))
  }
  return { card: { ...merged, dataVersion: directory.version }, missing: merged.failed }
}

/** Reads written cards back through the cache, as a visit does, and counts those that are there. */
export async function countReadable({ cache }: Services, entries: readonly CardEntry[]): Promise<number> {
  const values = await cache.get(entries.map(({ key }) => key))
  return entries.filter(({ key, card }) => parseCard(values.get(key))?.dataVersion === card.dataVersion)
    .length
}

/** Stores that the card of all stores had to leave out, beside those whose failure is known. */
export function missingFailures(missing: readonly string[], known: readonly StoreFailure[]): StoreFailure[] {
  const failures = missing.map((store) => ({ store, error: 'new data came while the refresh was under way' }))
  return otherFailures(failures, known)
}
