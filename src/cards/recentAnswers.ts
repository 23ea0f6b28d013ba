import type { Cache } from '../cache/cache'
import { type RecentValues, recentValues } from '../recentValues'
import type { ReadyCard } from './cardOutcome'

/**
 * A micro-cache of answers in the isolate's memory: a visit that finds its answer here asks not even the edge
 * cache, which itself shows a write up to a minute late. Only current answers are stored.
 */
export type RecentAnswers = RecentValues<ReadyCard>

/** Answers of some 100 KB each, up to 1 MB in a large chain, with what they are rendered to. */
const MAX_ANSWERS = 20

/** @param keptMs for how long; 0 for never */
export function recentAnswers(keptMs: number): RecentAnswers {
  return recentValues(keptMs, MAX_ANSWERS)
}

/** The cache, with every write invalidating the isolate's micro-cache of it. */
export function invalidateOnWrite(cache: Cache, recent: RecentAnswers): Cache {
  return {
    get: (keys) => cache.get(keys),
    async set(key, value, ttlSeconds) {
      try {
        await cache.set(key, value, ttlSeconds)
      } finally {
        recent.forget()
      }
    },
  }
}
