import { divideRounded } from './money'
import type { StoreWindow, WindowDay } from './storeWindow'
import { TREND_CHANGE_PERCENT, TREND_DAYS } from './thresholds'

/** D's count against the mean of the three days before it (docs/rules.md#trend). */
export interface Trend {
  direction: 'worse' | 'better' | 'flat' | 'new' | 'none'
  /** With one decimal; null where no day before D has orders. */
  previousAverage: number | null
  /** The mean before rounding, in sixths, which any mean of up to three counts is a whole number of. */
  previousAverageSixths: number | null
  /** Days that the mean is of: those of the three that have orders. Of several stores, the most that one of them has. */
  previousDays: number
  /** How much D's count is above the mean, in whole percent of it, below 0 where it is less; null without a mean above 0. */
  changePercent: number | null
}

const SIXTHS = 6

/** @param dailyCount how many findings one day has */
export function trendOf(window: StoreWindow, dailyCount: (day: WindowDay) => number): Trend {
  const counts: number[] = []
  for (let offset = 1; offset <= TREND_DAYS; offset++) {
    const day = window.day(offset)
    // A part of a day is no measure for a whole one.
    if (day && window.isOver(offset)) counts.push(dailyCount(day))
  }
  const total = counts.reduce((sum, count) => sum + count, 0)
  const today = window.day(0)
  return compare(
    today ? dailyCount(today) : 0,
    counts.length ? (total * SIXTHS) / counts.length : null,
    counts.length,
  )
}

/**
 * The trend of two sets of stores together: the sum of the counts against the sum of the means.
 * @param count D's count of both sets together
 */
export function mergeTrends(count: number, a: Trend, b: Trend): Trend {
  const means = [a.previousAverageSixths, b.previousAverageSixths].filter((mean) => mean !== null)
  return compare(
    count,
    means.length ? means.reduce((sum, mean) => sum + mean, 0) : null,
    Math.max(a.previousDays, b.previousDays),
  )
}

function compare(count: number, averageSixths: number | null, previousDays: number): Trend {
  return {
    direction: direction(count, averageSixths),
    previousAverage: averageSixths === null ? null : divideRounded(averageSixths * 10, SIXTHS) / 10,
    previousAverageSixths: averageSixths,
    previousDays,
    changePercent: averageSixths
      ? divideRounded(100 * (count * SIXTHS - averageSixths), averageSixths)
      : null,
  }
}

function direction(count: number, averageSixths: number | null): Trend['direction'] {
  if (averageSixths === null) return 'none'
  if (averageSixths === 0) return count > 0 ? 'new' : 'flat'
  const changePercentOfAverage = (count * SIXTHS - averageSixths) * 100
  if (changePercentOfAverage > TREND_CHANGE_PERCENT * averageSixths) return 'worse'
  if (changePercentOfAverage < -TREND_CHANGE_PERCENT * averageSixths) return 'better'
  return 'flat'
}
