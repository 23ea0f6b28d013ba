/** How work is tried again. */
interface Patience {
  /** Mean length of the first pause; each is twice as long as the one before. */
  firstPauseMs?: number
  /** All pauses together, on average. */
  pausesMs?: number
  /** Tells an error that another attempt would only meet again; by default, each that does not say of itself that it may pass. */
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
  { firstPauseMs = FIRST_PAUSE_MS, pausesMs = PAUSES_MS, isPermanent = mayNotPass }: Patience = {},
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

/** Whether an error does not say of itself that another attempt may succeed: most are those of our own code. */
export function mayNotPass(error: unknown): boolean {
  return !(error instanceof Error && 'isPermanent' in error && error.isPermanent === false)
}
