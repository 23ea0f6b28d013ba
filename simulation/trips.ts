/** How often the network was crossed, and how often one crossing had to wait for the end of another. */
export interface Trips {
  total: number
  /** The longest chain: trips that are under way together are one. */
  inARow: number
}

/** Counts trips and makes each as long as the way is. */
export interface Route {
  trips: Readonly<Trips>
  /** One trip there and back, with what is done at its end. */
  travel<T>(work: () => Promise<T>): Promise<T>
  /** Begins to count anew. */
  reset(): void
}

/**
 * A way to a service that takes time. What is done there is done at the end of the whole way: whoever waits sees no difference.
 * @param tripMs there and back; asked for each trip
 */
export function openRoute(tripMs: () => number): Route {
  const trips: Trips = { total: 0, inARow: 0 }
  let ended = 0
  return {
    trips,
    async travel(work) {
      trips.total += 1
      const place = ended + 1
      trips.inARow = Math.max(trips.inARow, place)
      try {
        const ms = tripMs()
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
        return await work()
      } finally {
        ended = Math.max(ended, place)
      }
    },
    reset() {
      trips.total = 0
      trips.inARow = 0
      ended = 0
    },
  }
}
