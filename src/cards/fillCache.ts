import { cardKey } from '../cache/keys'
import { errorText, logEvent } from '../log'
import { type Card, cardText, parseCard } from './card'
import { isClosedOn } from './cardRequest'
import type { StoreCard } from './computeCards'
import { type EdgeState, noteWritten } from './edge'
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
  const text = cardText(card)
  noteWritten(edge, key, card, text, now())
  await cache.set(key, text, config.maxStaleSeconds)
}

/**
 * Writes what a visit found in the database to the cache, where the next visit looks first: one card, the one write that a visit causes.
 * Other stores' cards are left to the next visits. What the cache showed, and what this isolate has written within the last
 * minute, is not written again.
 * @param shown values of the cache when the visit looked
 */
export async function fillCache(
  services: Services,
  entries: readonly CardEntry[],
  shown: ReadonlyMap<string, string>,
): Promise<void> {
  const isThere = ({ key, card }: CardEntry) =>
    [services.edge.written.recall(key, services.now()), parseCard(shown.get(key))].some(
      (known) => known && known.dataVersion >= card.dataVersion && known.rollupVersion === card.rollupVersion,
    )
  const entry = entries.find((each) => !isThere(each))
  if (!entry) return
  try {
    await writeCard(services, entry)
  } catch (error) {
    logEvent('cache.unwritable', { error: errorText(error) })
  }
}

/** Whether the schedule has not checked the data for longer than the freshness limit. */
export function isOverdue({ now, config }: Services, edge: EdgeState | undefined): boolean {
  if (!edge) return true
  return now().getTime() - Date.parse(edge.checkedAt) > config.cacheTtlSeconds * 1000
}
