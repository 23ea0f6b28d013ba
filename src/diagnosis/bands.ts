/** Bands of a value: a band's upper bound is included, one more band lies beyond the last bound. */

export function emptyBands(upperBounds: readonly number[]): number[] {
  return new Array<number>(upperBounds.length + 1).fill(0)
}

/** Index of the band that a value falls into. */
export function bandOf(value: number, upperBounds: readonly number[]): number {
  const index = upperBounds.findIndex((bound) => value <= bound)
  return index === -1 ? upperBounds.length : index
}

/** Names of the bands between bounds, of which the last has no upper one. */
export function bandNames(
  bounds: readonly number[],
  name: (from: number, to: number | undefined) => string,
): string[] {
  return bounds.map((from, i) => name(from, bounds[i + 1]))
}

/** Element by element; a missing element is 0. */
export function addEach(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))
}
