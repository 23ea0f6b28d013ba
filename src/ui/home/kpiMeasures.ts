import type { BusinessDate } from '../../diagnosis/businessDate'
import { type Kpi, mergeKpis } from '../../diagnosis/kpi'
import type { KpiDay } from '../../diagnosis/kpiHistory'
import { divideRounded, type Fen, rateTenths, type Tenths } from '../../diagnosis/money'
import { WEEK_DAYS } from '../../diagnosis/thresholds'
import { dateAfter, moneyEach, shareTenths } from '../i18n/format'

/** The figures of the strip as numbers: what each is on a day, how it compares, and its last two weeks. */

/** In the order of the strip. */
export const KPI_NAMES = ['orders', 'revenue', 'netProfit', 'netMargin', 'perOrder', 'marketingRate'] as const

export type KpiName = (typeof KPI_NAMES)[number]

interface Measure {
  /** Null where it is unknown. */
  of(kpi: Kpi): number | null
  unit: 'count' | 'money' | 'rate'
  /** The mean of a ratio over some days is the ratio of the sums; that of a total is its sum by the number of days. */
  isRatio: boolean
  /** Whether more is better; absent where it depends: a larger basket may be a smaller crowd. */
  moreIsBetter?: true
}

export const MEASURES: Record<KpiName, Measure> = {
  orders: { of: ({ orders }) => known(orders), unit: 'count', isRatio: false, moreIsBetter: true },
  revenue: { of: ({ revenueFen }) => known(revenueFen), unit: 'money', isRatio: false, moreIsBetter: true },
  netProfit: {
    of: ({ netProfitFen }) => known(netProfitFen),
    unit: 'money',
    isRatio: false,
    moreIsBetter: true,
  },
  netMargin: {
    of: ({ netProfitFen, revenueFen }) => shareTenths(netProfitFen, revenueFen),
    unit: 'rate',
    isRatio: true,
    moreIsBetter: true,
  },
  perOrder: {
    of: ({ revenueFen, orders }) => moneyEach(revenueFen, orders),
    unit: 'money',
    isRatio: true,
  },
  marketingRate: {
    of: ({ marketingFen, gmvFen }) => shareTenths(marketingFen, gmvFen),
    unit: 'rate',
    isRatio: true,
  },
}

function known(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null
}

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
  const measure = MEASURES[name]
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
  unit: Measure['unit'],
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

function verdictOf(measure: Measure, direction: Comparison['direction']): Comparison['verdict'] {
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
