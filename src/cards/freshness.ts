import type { StaleReason } from '../diagnosis/diagnosis'
import { type Card, isOfCurrentRollups } from './card'
import type { EdgeState } from './edge'

/** What a cached card is worth now. */
type Freshness =
  | { status: 'fresh'; checkedAt: string }
  | { status: 'stale'; reason: StaleReason; checkedAt: string }
  /** Older than anything may be shown: the request waits for the computation. */
  | { status: 'expired' }

/** How far a worker's clock may be ahead of another's without the difference meaning anything. */
const CLOCK_SKEW_MS = 120_000

/**
 * How fresh the cached cards of an answer are, by two clocks: how long since the data was checked, and how long
 * they may be shown without. A card of the store's current data is current, whatever its age.
 */
export function assessFreshness(
  cards: readonly { card: Card; dataVersion: number }[],
  edge: EdgeState,
  now: Date,
  limits: { cacheTtlSeconds: number; maxStaleSeconds: number },
): Freshness {
  // A card may be ahead of the directory that the cache still shows.
  const ofCurrentData = cards.every(({ card, dataVersion }) => card.dataVersion >= dataVersion)
  const current = ofCurrentData && cards.every(({ card }) => isOfCurrentRollups(card))
  const computedAt = cards.reduce(
    (oldest, { card }) => (card.computedAt < oldest ? card.computedAt : oldest),
    '9999',
  )
  const checkedAt = current && edge.checkedAt > computedAt ? edge.checkedAt : computedAt
  const ageMs = now.getTime() - Date.parse(checkedAt)
  if (ageMs > limits.maxStaleSeconds * 1000) return { status: 'expired' }
  if (!ofCurrentData) return { status: 'stale', reason: 'changed', checkedAt }
  if (!current) return { status: 'stale', reason: 'rebuilding', checkedAt }
  if (ageMs > limits.cacheTtlSeconds * 1000 || ageMs < -CLOCK_SKEW_MS) {
    return { status: 'stale', reason: 'unchecked', checkedAt }
  }
  return { status: 'fresh', checkedAt }
}
