import {
  DELIVERY_COST_LIMIT_FEN,
  DISTANCE_BAND_METRES,
  HOT_GROWTH_TENTHS,
  MARGIN_DROP_TENTHS,
  MARGIN_DROP_TIER_TENTHS,
  SALES_DROP_MIN_PRIOR_TENTHS,
} from '../../diagnosis/thresholds'

/** The rules' thresholds in the units that the page speaks of: its words cannot drift from the rules. */

export const DELIVERY_LIMIT_YUAN = DELIVERY_COST_LIMIT_FEN / 100
export const MARGIN_DROP_POINTS = MARGIN_DROP_TENTHS / 10
export const HOT_GROWTH_PERCENT = HOT_GROWTH_TENTHS / 10
/** As the rule compares it: with one decimal. */
export const SALES_DROP_MIN_PRIOR = (SALES_DROP_MIN_PRIOR_TENTHS / 10).toFixed(1)
export const DISTANCE_BAND_KM = DISTANCE_BAND_METRES.map((metres) => metres / 1000)
export const DROP_TIER_POINTS = MARGIN_DROP_TIER_TENTHS.map((tenths) => tenths / 10)

/** Names the bands between bounds; the last has no upper bound. */
type NameBand = (from: number, to: number | undefined) => string

function bands(bounds: readonly number[], name: NameBand): string[] {
  return bounds.map((from, i) => name(from, bounds[i + 1]))
}

/** Names of the bands of distance, in kilometres. */
export function distanceBands(name: NameBand): string[] {
  return bands([0, ...DISTANCE_BAND_KM], name)
}

/** Names of the bands of a margin's drop, in percentage points. */
export function dropBands(name: NameBand): string[] {
  return bands([MARGIN_DROP_POINTS, ...DROP_TIER_POINTS], name)
}
