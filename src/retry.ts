/**
 * Does idempotent work again that a service did not take: overloaded, connection lost, or reads that
 * another write has overtaken. The pauses grow, with jitter, so that what failed together does not come
 * back together.
 * @param pauseMs mean length of the first pause
 * @param isPermanent tells an error that another attempt would only meet again
 * @throws what the last attempt threw
 */
export async function retrying<T>(
  attempts: number,
  pauseMs: number,
  work: () => Promise<T>,
  isPermanent: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || isPermanent(error)) throw error
      await scheduler.wait(attempt * pauseMs * (0.5 + Math.random()))
    }
  }
}
