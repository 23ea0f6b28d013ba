import type { ReadyCard } from './cardOutcome'

/**
 * The answers of a moment ago, kept in the isolate's memory: a visit that finds its answer here asks not even
 * the cache, which itself shows a write up to a minute late. Only current answers are kept, and whoever
 * writes to the cache forgets them all.
 */
export interface RecentAnswers {
  recall(name: string, now: Date): ReadyCard | undefined
  keep(name: string, answer: ReadyCard, now: Date): void
  forget(): void
}

/** Answers of some 100 KB each. */
const MAX_ANSWERS = 100

/** @param keptMs for how long; 0 for no memory */
export function recentAnswers(keptMs: number): RecentAnswers {
  const answers = new Map<string, { answer: ReadyCard; keptAtMs: number }>()
  return {
    recall(name, now) {
      const kept = answers.get(name)
      if (!kept) return undefined
      const ageMs = now.getTime() - kept.keptAtMs
      return ageMs >= 0 && ageMs < keptMs ? kept.answer : undefined
    },
    keep(name, answer, now) {
      if (answers.size >= MAX_ANSWERS) answers.clear()
      answers.set(name, { answer, keptAtMs: now.getTime() })
    },
    forget: () => answers.clear(),
  }
}
