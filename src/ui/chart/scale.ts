/** From values to places in a drawing, y downwards. */

/** A value of each day; null for a day of which nothing is known. */
export type Series = readonly (number | null)[]

/** The lowest and the highest of some values. */
export interface Extent {
  min: number
  max: number
}

/** A place in a drawing. */
export interface Point {
  x: number
  y: number
}

/** How high a drawing is, and how much of it is left empty above and below, so that a mark at an end is drawn whole. */
export interface Frame {
  height: number
  margin: number
}

const CHART: Frame = { height: 100, margin: 7 }

/** Undefined where no value is known. */
export function extentOf(series: Series): Extent | undefined {
  const known = series.filter((value) => value !== null)
  if (known.length === 0) return undefined
  return { min: Math.min(...known), max: Math.max(...known) }
}

/** The extent with 0 in it, which bars stand on. */
export function fromZero({ min, max }: Extent): Extent {
  return { min: Math.min(min, 0), max: Math.max(max, 0) || (min < 0 ? 0 : 1) }
}

/** Of its highest value a scale shows at least this much, or a change of a few fen looks like a fall. */
const LEAST_SPAN = 0.1

/** The extent widened about its middle, where it is too narrow for what it shows. */
export function notTooNarrow({ min, max }: Extent): Extent {
  const missing = Math.max(Math.abs(min), Math.abs(max)) * LEAST_SPAN - (max - min)
  if (max === min || missing <= 0) return { min, max }
  return { min: Math.round(min - missing / 2), max: Math.round(max + missing / 2) }
}

/** How high a value stands; in the middle where there is but one value. */
export function yOf(value: number, { min, max }: Extent, { height, margin }: Frame = CHART): number {
  const place = max > min ? (value - min) / (max - min) : 0.5
  return rounded(height - margin - place * (height - 2 * margin))
}

/** Two decimals are finer than a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
