/** A wait that took longer than it may. */
export class TimeLimitError extends Error {
  constructor(limitMs: number) {
    super(`not done within ${limitMs / 1000} s`)
    this.name = 'TimeLimitError'
  }
}

/** Waits for some work, but no longer than the limit. @throws TimeLimitError past it, or what the work throws */
export async function withinLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(limitMs)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
