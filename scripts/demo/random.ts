/** A small seeded generator of numbers: the demo data is the same on every machine. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number between two others, both included. */
  integer(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  shuffled<T>(items: readonly T[]): T[]
}

const UINT32_RANGE = 2 ** 32

/**
 * @param seed one number for the whole export
 * @param stream one number for each store, so that a store does not depend on how many others there are
 */
export function seededRandom(seed: number, stream: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0
  // Mulberry32 (public domain): 32 bits of state are plenty for made-up orders.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32_RANGE
  }
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[integer(0, items.length - 1)]
      if (item === undefined) throw new Error('Nothing to pick from: the list is empty.')
      return item
    },
    shuffled(items) {
      const result = [...items]
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(0, i)
        const [a, b] = [result[i], result[j]]
        if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a]
      }
      return result
    },
  }
}

/** Picks indexes in proportion to their weights. */
export function weightedIndex(weights: readonly number[]): (random: Random) => number {
  let total = 0
  const upTo = weights.map((weight) => (total += weight))
  return (random) => {
    const target = random.next() * total
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? total) > target) high = middle
      else low = middle + 1
    }
    return low
  }
}
