import { cardKey } from '../cache/keys'
import type { Directory } from '../data/directory'
import { errorText, logEvent } from '../log'
import type { Card } from './card'
import type { StoreCard } from './computeCards'
import { type EdgeState, writeDirectory, writeHeartbeat } from './edge'
import type { Services } from './services'

/** A card with the key that it is cached under. */
export interface CardEntry {
  key: string
  card: Card
}

/** The entries of some stores' cards, or of the one card of them all. */
export function entriesOf(cards: readonly StoreCard[], whole?: Card): CardEntry[] {
  if (whole?.figures) return [{ key: cardKey({ kind: 'all' }, whole.businessDate), card: whole }]
  // A store without orders on the date needs no key, or every date that somebody types would write one.
  return cards
    .filter(({ card }) => card.figures !== null)
    .map(({ store, card }) => ({
      key: cardKey({ kind: 'store', store: store.name }, card.businessDate),
      card,
    }))
}

/** Writes what a visit found in the database to the cache, where the next visit looks first. */
export async function fillCache(
  services: Services,
  edge: EdgeState | undefined,
  directory: Directory,
  entries: readonly CardEntry[],
): Promise<void> {
  const { cache, config } = services
  const ttlSeconds = config.maxStaleSeconds
  try {
    for (const { key, card } of entries) await cache.set(key, JSON.stringify(card), ttlSeconds)
    if (edge?.directory.version !== directory.version) await writeDirectory(cache, directory, ttlSeconds)
    if (edge?.heartbeat.version !== directory.version || isOverdue(services, edge)) {
      const checkedAt = services.now().toISOString()
      await writeHeartbeat(cache, { checkedAt, version: directory.version }, ttlSeconds)
    }
  } catch (error) {
    logEvent('cache.unwritable', { error: errorText(error) })
  }
}

/** Whether the schedule has not checked the data for longer than the freshness limit. */
export function isOverdue({ now, config }: Services, edge: EdgeState | undefined): boolean {
  if (!edge) return true
  return now().getTime() - Date.parse(edge.heartbeat.checkedAt) > config.cacheTtlSeconds * 1000
}
