import type { Fen } from '../../money'
import { SLOW_MOVING_DAYS, STALE_AFTER_DAYS } from '../../thresholds'

/** `stale`: unsold for longer than the last level: it stays in sight until it is sold. */
export type SlowMovingLevel = keyof typeof SLOW_MOVING_DAYS | 'stale'

/** In the order in which a product passes through them. */
export const SLOW_MOVING_LEVELS = ['new', 'ongoing', 'severe', 'stale'] as const satisfies SlowMovingLevel[]

export interface LevelFigures {
  count: number
  /** Cost tied up in stock. */
  amountFen: Fen
  /** Products of the count whose cost is unknown: they are not in the amount. */
  withoutCost?: number
  storesWithoutData?: number
}

/** What a level says: figures, or that a store's history is too short for any product to be that long unsold. */
export type LevelOutcome =
  | LevelFigures
  | { status: 'insufficientData'; needDays: number; haveDays: number; storesWithoutData?: number }

export type SlowMovingFigures = Record<SlowMovingLevel, LevelOutcome>

/** Days of history with which a product can be that long unsold. */
export const DAYS_NEEDED: Record<SlowMovingLevel, number> = {
  new: SLOW_MOVING_DAYS.new + 1,
  ongoing: SLOW_MOVING_DAYS.ongoing + 1,
  severe: SLOW_MOVING_DAYS.severe + 1,
  stale: STALE_AFTER_DAYS + 2,
}

export function isKnown(outcome: LevelOutcome): outcome is LevelFigures {
  return !('status' in outcome)
}

function storesWithoutData(outcome: LevelOutcome): number {
  return outcome.storesWithoutData ?? (isKnown(outcome) ? 0 : 1)
}

/** Two sets of stores' outcomes together, of those that know. */
export function mergeLevels(a: LevelOutcome, b: LevelOutcome): LevelOutcome {
  const lacking = storesWithoutData(a) + storesWithoutData(b)
  const counted = lacking ? { storesWithoutData: lacking } : {}
  if (!isKnown(a) && !isKnown(b)) return { ...a, haveDays: Math.max(a.haveDays, b.haveDays), ...counted }
  if (!isKnown(a)) return { ...b, ...counted }
  if (!isKnown(b)) return { ...a, ...counted }
  const withoutCost = (a.withoutCost ?? 0) + (b.withoutCost ?? 0)
  return {
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    ...(withoutCost ? { withoutCost } : {}),
    ...counted,
  }
}
