import { cardKey } from '../cache/keys'
import { errorText, logEvent } from '../log'
import { type Card, cardText } from './card'
import { isClosedOn } from './cardRequest'
import type { StoreCard } from './computeCards'
import type { EdgeState } from './edge'
import type { Services } from './services'

/** A card with the key that it is cached under. */
export interface CardEntry {
  key: string
  card: Card
}

/** The entries of some stores' cards. A day on which a store has no orders between others is one too: it is known. */
export function entriesOf(cards: readonly StoreCard[]): CardEntry[] {
  return (
    cards
      // A date outside a store's days needs no key, or every date that somebody types would write one.
      .filter(({ store, card }) => !isClosedOn(store, card.businessDate))
      .map(({ store, card }) => ({
        key: cardKey({ kind: 'store', store: store.name }, card.businessDate),
        card,
      }))
  )
}

/** Writes a card to the cache; this isolate finds it there from now on, whatever the cache says. */
export async function writeCard(
  { cache, config, edge, now }: Services,
  { key, card }: CardEntry,
): Promise<void> {
  edge.written.keep(key, card, now(), edge.written.generation())
  await cache.set(key, cardText(card), config.maxStaleSeconds)
}

/**
 * Writes what a visit found in the database to the cache, where the next visit looks first. It is the one write that a visit causes,
 * and none where this isolate has written the same within the last minute.
 */
export async function fillCache(services: Services, { key, card }: CardEntry): Promise<void> {
  const written = services.edge.written.recall(key, services.now())
  if (written && written.dataVersion >= card.dataVersion && written.rollupVersion === card.rollupVersion)
    return
  try {
    await writeCard(services, { key, card })
  } catch (error) {
    logEvent('cache.unwritable', { error: errorText(error) })
  }
}

/** Whether the schedule has not checked the data for longer than the freshness limit. */
export function isOverdue({ now, config }: Services, edge: EdgeState | undefined): boolean {
  if (!edge) return true
  return now().getTime() - Date.parse(edge.checkedAt) > config.cacheTtlSeconds * 1000
}
