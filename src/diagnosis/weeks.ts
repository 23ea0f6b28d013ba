import type { Span } from './productHistory'
import { WEEK_DAYS } from './thresholds'

/** D alone. */
export const TODAY: Span = { from: 0, to: 0 }
/** `recent7`: D−6 … D. */
export const RECENT_WEEK: Span = { from: WEEK_DAYS - 1, to: 0 }
/** `prior7`: D−13 … D−7. */
export const PRIOR_WEEK: Span = { from: 2 * WEEK_DAYS - 1, to: WEEK_DAYS }
/** History that a comparison of the two weeks needs. */
export const TWO_WEEKS_DAYS = 2 * WEEK_DAYS
