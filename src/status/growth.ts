import type { DaySize } from '../data/databaseSizes'
import { addDays, type BusinessDate, dayNumber } from '../diagnosis/businessDate'

/** When a database will be full, at the pace of the last four weeks. */
export type Growth =
  /** `fullOn`: null where that is more than ten years away. */
  | { status: 'growing'; bytesPerDay: number; fullOn: BusinessDate | null }
  | { status: 'unknown'; reason: 'fewDays' | 'notGrowing' }

/** Days that the pace is taken from. */
export const PACE_DAYS = 28
/** Between the first and the last of them, at least: a pace of weekends alone, or of one great import, is none. */
const LEAST_SPAN_DAYS = 7
const FARTHEST_DAYS = 3_650

/**
 * The pace is that of the line through all days (least squares): by the first and the last day alone, an import of a year or a removal on one
 * of them would be the pace.
 * @param sizes one a day, in any order
 */
export function growthOf(
  sizes: readonly DaySize[],
  bytes: number,
  limitBytes: number,
  today: BusinessDate,
): Growth {
  const days = sizes
    .map((size) => ({ x: dayNumber(size.day) - dayNumber(today), y: size.bytes }))
    .filter(({ x }) => x > -PACE_DAYS && x <= 0)
  const xs = days.map(({ x }) => x)
  if (days.length < 2 || Math.max(...xs) - Math.min(...xs) < LEAST_SPAN_DAYS) {
    return { status: 'unknown', reason: 'fewDays' }
  }
  const bytesPerDay = Math.round(slopeOf(days))
  if (bytesPerDay <= 0) return { status: 'unknown', reason: 'notGrowing' }
  const daysLeft = Math.max(0, Math.floor((limitBytes - bytes) / bytesPerDay))
  return {
    status: 'growing',
    bytesPerDay,
    fullOn: daysLeft > FARTHEST_DAYS ? null : addDays(today, daysLeft),
  }
}

function slopeOf(points: readonly { x: number; y: number }[]): number {
  const meanX = mean(points.map(({ x }) => x))
  const meanY = mean(points.map(({ y }) => y))
  const covariance = mean(points.map(({ x, y }) => (x - meanX) * (y - meanY)))
  return covariance / mean(points.map(({ x }) => (x - meanX) ** 2))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
