/** How work is tried again. */
interface Patience {
  /** Mean length of the first pause; each is twice as long as the one before. */
  firstPauseMs?: number
  /** All pauses together, on average. */
  pausesMs?: number
  /** Tells an error that another attempt would only meet again; by default, one that says so itself. */
  isPermanent?: (error: unknown) => boolean
}

const FIRST_PAUSE_MS = 60
/** Two seconds are what a reader and a sender wait without asking themselves what is the matter. */
const PAUSES_MS = 2_000

/**
 * Does idempotent work again that a service did not take: overloaded, connection lost, or reads that
 * another write has overtaken. The pauses grow, with jitter, so that what failed together does not come
 * back together.
 * @throws what the last attempt threw
 */
export async function retrying<T>(
  work: () => Promise<T>,
  { firstPauseMs = FIRST_PAUSE_MS, pausesMs = PAUSES_MS, isPermanent = saysPermanent }: Patience = {},
): Promise<T> {
  let paused = 0
  for (let meanMs = firstPauseMs; ; meanMs *= 2) {
    try {
      return await work()
    } catch (error) {
      if (paused + meanMs > pausesMs || isPermanent(error)) throw error
      paused += meanMs
      await scheduler.wait(meanMs * (0.5 + Math.random()))
    }
  }
}

/** An error that says of itself that another attempt would only meet it again. */
export interface PermanentError extends Error {
  isPermanent: true
}

export function saysPermanent(error: unknown): error is PermanentError {
  return error instanceof Error && 'isPermanent' in error && error.isPermanent === true
}
