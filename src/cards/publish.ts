import { cardKey } from '../cache/keys'
import { saveRefreshedVersion } from '../data/cardRows'
import type { Database } from '../data/database'
import type { Directory } from '../data/directory'
import { emptyCard, mergeCards, parseCard } from './card'
import { combineCards, keptCards } from './computeCards'
import { writeDirectory, writeHeartbeat } from './edge'
import type { CardEntry } from './keepAtEdge'
import { lastDateOf } from './scope'
import type { Services } from './services'

/** Cards held in memory at once while all are merged: some 10 KB each. */
const STORES_A_MERGE = 500

/** Writes cards to the cache, all at once: the platform lets as many through as it likes. */
export async function writeCards({ cache, config }: Services, entries: readonly CardEntry[]): Promise<void> {
  await Promise.all(
    entries.map(({ key, card }) => cache.set(key, JSON.stringify(card), config.maxStaleSeconds)),
  )
}

/**
 * Ends a refresh whose stores' cards are kept and cached: the card of all stores, then the directory and
 * the heartbeat, which come last: until they do, readers find the cards that the old ones name.
 * @returns the entry of the card of all stores, where there is more than one
 */
export async function publish(
  services: Services,
  db: Database,
  directory: Directory,
  complete: boolean,
): Promise<CardEntry[]> {
  const entries = directory.stores.length > 1 ? [await allStoresEntry(services, db, directory)] : []
  await writeCards(services, entries)
  await writeDirectory(services.cache, directory, services.config.maxStaleSeconds)
  await beat(services, directory.version)
  if (complete) await saveRefreshedVersion(db, directory.version)
  return entries
}

/** Notes that the data was checked now, and its version. */
export async function beat({ cache, config, now }: Services, version: number): Promise<void> {
  await writeHeartbeat(cache, { checkedAt: now().toISOString(), version }, config.maxStaleSeconds)
}

async function allStoresEntry(services: Services, db: Database, directory: Directory): Promise<CardEntry> {
  const date = lastDateOf(directory.stores)
  const now = services.now().toISOString()
  let merged = emptyCard(date, now)
  for (let at = 0; at < directory.stores.length; at += STORES_A_MERGE) {
    const { cards, missing } = await keptCards(db, directory.stores.slice(at, at + STORES_A_MERGE), date, now)
    const failed = missing.map(({ name }) => name)
    merged = mergeCards(merged, combineCards(cards, failed, date, now))
  }
  return { key: cardKey({ kind: 'all' }, date), card: { ...merged, dataVersion: directory.version } }
}

/** Reads written cards back through the cache, as a visit does, and counts those that are there. */
export async function countReadable({ cache }: Services, entries: readonly CardEntry[]): Promise<number> {
  const values = await cache.get(entries.map(({ key }) => key))
  return entries.filter(({ key, card }) => parseCard(values.get(key))?.dataVersion === card.dataVersion)
    .length
}
