import type { BusinessDate } from '../../diagnosis/businessDate'
import type { KpiDay } from '../../diagnosis/kpi/history'
import { type KpiMeasure, type KpiName, kpiNamed } from '../../diagnosis/kpi/measures'
import { type Kpi, mergeKpis } from '../../diagnosis/kpi/sums'
import { divideRounded, type Fen, rateTenths, type Tenths } from '../../diagnosis/money'
import { WEEK_DAYS } from '../../diagnosis/thresholds'
import { dateAfter } from '../i18n/format'

/** How a KPI compares with earlier days, and its last two weeks. */

/** A figure against an earlier one. The amount has no sign. */
export interface Comparison {
  direction: 'up' | 'down' | 'flat'
  amount:
    | { unit: 'percent'; tenths: Tenths }
    /** Of a rate. */
    | { unit: 'points'; tenths: Tenths }
    /** Of a total that was not above 0, which knows no percentage. */
    | { unit: 'count'; value: number }
    | { unit: 'money'; fen: Fen }
  verdict: 'good' | 'bad' | 'neutral'
}

/**
 * @param days what the day is compared with: one day, or the mean of some
 * @returns null where one of them is unknown
 */
export function compare(name: KpiName, today: Kpi, days: readonly Kpi[]): Comparison | null {
  const measure = kpiNamed(name)
  const now = measure.of(today)
  const [first, ...rest] = days
  const before = first ? measure.of(rest.reduce(mergeKpis, first)) : null
  if (now === null || before === null) return null
  const pieces = measure.isRatio ? 1 : days.length
  // Of as many days as `before` sums up, so that a mean is never rounded.
  const difference = now * pieces - before
  if (!Number.isSafeInteger(difference)) return null
  const { amount, size } = amountOf(measure.unit, difference, before, pieces)
  const direction = size === 0 ? 'flat' : size > 0 ? 'up' : 'down'
  return { direction, amount, verdict: verdictOf(measure, direction) }
}

function amountOf(
  unit: KpiMeasure['unit'],
  difference: number,
  before: number,
  pieces: number,
): { amount: Comparison['amount']; size: number } {
  if (unit === 'rate') return { amount: { unit: 'points', tenths: Math.abs(difference) }, size: difference }
  if (before > 0) {
    const tenths = rateTenths(difference, before)
    return { amount: { unit: 'percent', tenths: Math.abs(tenths) }, size: tenths }
  }
  const size = divideRounded(difference, pieces)
  const magnitude = Math.abs(size)
  return {
    amount: unit === 'money' ? { unit, fen: magnitude } : { unit, value: magnitude },
    size,
  }
}

function verdictOf(measure: KpiMeasure, direction: Comparison['direction']): Comparison['verdict'] {
  if (!measure.moreIsBetter || direction === 'flat') return 'neutral'
  return direction === 'up' ? 'good' : 'bad'
}

/** The days that a business date is compared with and drawn beside. */
export interface KpiPast {
  /** The day before, none where it has no data. */
  dayBefore: KpiDay[]
  /** Those of the seven days before that have data. */
  week: KpiDay[]
  /** The last two weeks, oldest first; a day without data is a gap. */
  fortnight: (KpiDay | undefined)[]
}

export function pastOf(history: readonly KpiDay[], date: BusinessDate): KpiPast {
  const byDate = new Map(history.map((day) => [day.date, day]))
  const fortnight = Array.from({ length: 2 * WEEK_DAYS }, (_, i) => {
    const on = dateAfter(date, i + 1 - 2 * WEEK_DAYS)
    return on === null ? undefined : byDate.get(on)
  })
  const before = fortnight.slice(0, -1)
  const present = (days: readonly (KpiDay | undefined)[]) => days.filter((day) => day !== undefined)
  return { dayBefore: present(before.slice(-1)), week: present(before.slice(-WEEK_DAYS)), fortnight }
}
