import type { Cache } from '../cache/cache'
import type { ReadyCard } from './cardOutcome'

/**
 * A micro-cache of answers in the isolate's memory: a visit that finds its answer here asks not even the edge
 * cache, which itself shows a write up to a minute late. Only current answers are stored.
 */
export interface RecentAnswers {
  recall(name: string, now: Date): ReadyCard | undefined
  /** @param generation that was current before the answer was looked for: one of before a write is not stored */
  keep(name: string, answer: ReadyCard, now: Date, generation: number): void
  /** Rises with each time that all is forgotten. */
  generation(): number
  forget(): void
}

/** Answers of some 100 KB each, up to 1 MB in a large chain, with what they are rendered to. */
const MAX_ANSWERS = 20

/** @param keptMs for how long; 0 for never */
export function recentAnswers(keptMs: number): RecentAnswers {
  const answers = new Map<string, { answer: ReadyCard; keptAtMs: number }>()
  let generation = 0
  const isRecent = (keptAtMs: number, now: Date) => {
    const ageMs = now.getTime() - keptAtMs
    return ageMs >= 0 && ageMs < keptMs
  }
  return {
    recall(name, now) {
      const kept = answers.get(name)
      return kept && isRecent(kept.keptAtMs, now) ? kept.answer : undefined
    },
    keep(name, answer, now, seenGeneration) {
      if (keptMs === 0 || seenGeneration !== generation) return
      for (const [old, { keptAtMs }] of answers) if (!isRecent(keptAtMs, now)) answers.delete(old)
      if (answers.size >= MAX_ANSWERS) answers.clear()
      answers.set(name, { answer, keptAtMs: now.getTime() })
    },
    generation: () => generation,
    forget() {
      answers.clear()
      generation += 1
    },
  }
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
