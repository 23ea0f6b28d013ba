/** A clock that goes as fast as the simulation can. */
export interface Clock {
  nowMs(): number
  date(): Date
  /** Something takes so long; what is under way together takes no longer than the longest of it. */
  pass(ms: number): Promise<void>
  /** Nothing happens until then. */
  jumpTo(atMs: number): void
}

export function simulatedClock(startMs: number): Clock {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    date: () => new Date(nowMs),
    async pass(ms) {
      const untilMs = nowMs + ms
      await new Promise((resolve) => setTimeout(resolve, ms / REAL_PASSES_FASTER))
      nowMs = Math.max(nowMs, untilMs)
    },
    jumpTo(atMs) {
      nowMs = Math.max(nowMs, atMs)
    },
  }
}

/** Fast, but not so fast that who waits loses patience before real work is done. */
const REAL_PASSES_FASTER = 10
