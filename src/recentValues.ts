/** A memory of an isolate: what was found out a moment ago, by name. */
export interface RecentValues<Value> {
  /** @param withinMs how old the value may be; any that is stored where it is left out */
  recall(name: string, now: Date, withinMs?: number): Value | undefined
  /** @param generation that was current before the value was looked for: one of before a change is not stored */
  keep(name: string, value: Value, now: Date, generation: number): void
  /** Rises with each time that all is forgotten. */
  generation(): number
  forget(): void
}

/**
 * @param keptMs for how long; 0 for never
 * @param maxValues that are stored; beyond, all are dropped, for they come back by themselves
 */
export function recentValues<Value>(keptMs: number, maxValues: number): RecentValues<Value> {
  const values = new Map<string, { value: Value; keptAtMs: number }>()
  let generation = 0
  // A clock that was set back makes a value no younger.
  const isRecent = (keptAtMs: number, now: Date, withinMs: number) => {
    const ageMs = now.getTime() - keptAtMs
    return ageMs >= 0 && ageMs < withinMs
  }
  return {
    recall(name, now, withinMs = keptMs) {
      const kept = values.get(name)
      return kept && isRecent(kept.keptAtMs, now, withinMs) ? kept.value : undefined
    },
    keep(name, value, now, seenGeneration) {
      if (keptMs === 0 || seenGeneration !== generation) return
      for (const [old, { keptAtMs }] of values) if (!isRecent(keptAtMs, now, keptMs)) values.delete(old)
      if (values.size >= maxValues) values.clear()
      values.set(name, { value, keptAtMs: now.getTime() })
    },
    generation: () => generation,
    forget() {
      values.clear()
      generation += 1
    },
  }
}
