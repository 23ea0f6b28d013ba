/**
 * Does idempotent work again that the database did not take: overloaded, connection lost, or reads that
 * another write has overtaken. The pauses grow, with jitter, so that what failed together does not come
 * back together.
 * @throws what the last attempt threw
 */
export async function retrying<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts) throw error
      await scheduler.wait(attempt * (20 + Math.random() * 80))
    }
  }
}
