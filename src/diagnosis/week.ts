import { addEach } from './bands'
import { type Fen, toFen } from './money'
import type { Span } from './productHistory'
import type { StoreWindow, WindowDay } from './storeWindow'
import { WEEK_CHANGE_DEVIATIONS, WEEK_DAYS } from './thresholds'
import { contributionsOf, mergeContributions, type WeekContributions } from './weekContributions'
import { PRIOR_WEEK, RECENT_WEEK, TWO_WEEKS_DAYS } from './weeks'

/** What the valid orders of seven days add up to. */
export interface WeekSums {
  orders: number
  /** Summed exactly and rounded once. */
  revenueFen: Fen
  netProfitFen: Fen
}

/** Whether net profit moved by more than chance; `flat` is not "the same". */
export type NetProfitChange = 'up' | 'down' | 'flat'

/** The last seven days beside the seven before (docs/rules.md#week). */
export interface Week {
  /** D−6 … D */
  current: WeekSums
  /** D−13 … D−7; null where no store has two weeks of history. Of several stores: of those with orders on all 14 days. */
  prior: WeekSums | null
  /** null without orders on all 14 days. */
  netProfitChange: NetProfitChange | null
  /** Of several stores: `current` of the stores that `prior` is of. */
  comparable?: WeekSums
  /** Of several stores: those without orders on all 14 days. */
  storesWithoutData?: number
  /** Net profit of D, D−1, … D−13 of the stores with orders on all of them; absent where there are none. */
  dailyNetProfitFen?: Fen[]
  /** What made the change, of the same stores; absent where there are none, and of one channel alone. */
  contributions?: WeekContributions
}

const BOTH: Span = { from: PRIOR_WEEK.from, to: RECENT_WEEK.to }

/** One store's week. */
export function weekOf(window: StoreWindow): Week {
  const days = daysIn(window, BOTH)
  const isComplete = days.length === TWO_WEEKS_DAYS
  const dailyNetProfitFen = days.map(({ summary }) => summary.kpi.netProfitFen)
  const contributions = isComplete ? contributionsOf(days) : undefined
  return {
    current: sumsOf(daysIn(window, RECENT_WEEK)),
    prior: window.depthDays < TWO_WEEKS_DAYS ? null : sumsOf(daysIn(window, PRIOR_WEEK)),
    netProfitChange: isComplete ? judge(dailyNetProfitFen) : null,
    ...(isComplete ? { dailyNetProfitFen } : {}),
    ...(contributions ? { contributions } : {}),
  }
}

/** Two disjoint sets of stores' weeks together. Associative. */
export function mergeWeeks(a: Week, b: Week): Week {
  const current = addSums(a.current, b.current)
  const compared = [a, b].flatMap(comparison)
  const storesWithoutData = lacking(a) + lacking(b)
  const counted = storesWithoutData ? { storesWithoutData } : {}
  const [first, ...others] = compared
  if (!first) return { current, prior: null, netProfitChange: null, ...counted }
  const { comparable, prior, dailyNetProfitFen, contributions } = others.reduce(
    (sum, other) => ({
      comparable: addSums(sum.comparable, other.comparable),
      prior: addSums(sum.prior, other.prior),
      dailyNetProfitFen: addEach(sum.dailyNetProfitFen, other.dailyNetProfitFen),
      contributions:
        sum.contributions &&
        other.contributions &&
        mergeContributions(sum.contributions, other.contributions),
    }),
    first,
  )
  return {
    current,
    prior,
    netProfitChange: judge(dailyNetProfitFen),
    comparable,
    ...counted,
    dailyNetProfitFen,
    ...(contributions ? { contributions } : {}),
  }
}

/** The days of a span that have orders, the last one first. */
function daysIn(window: StoreWindow, { from, to }: Span): WindowDay[] {
  const days: WindowDay[] = []
  for (let offset = to; offset <= from; offset++) {
    const day = window.day(offset)
    if (day) days.push(day)
  }
  return days
}

function sumsOf(days: readonly WindowDay[]): WeekSums {
  const sum = (of: (day: WindowDay) => number) => days.reduce((total, day) => total + of(day), 0)
  return {
    orders: sum(({ summary }) => summary.kpi.orders),
    revenueFen: toFen(sum(({ summary }) => summary.exact.revenueMicro)),
    netProfitFen: toFen(sum(({ summary }) => summary.exact.netProfitMicro)),
  }
}

function addSums(a: WeekSums, b: WeekSums): WeekSums {
  return {
    orders: a.orders + b.orders,
    revenueFen: a.revenueFen + b.revenueFen,
    netProfitFen: a.netProfitFen + b.netProfitFen,
  }
}

/** What a set of stores brings into a comparison of weeks. */
function comparison({ current, prior, comparable = current, dailyNetProfitFen, contributions }: Week) {
  return prior && dailyNetProfitFen ? [{ comparable, prior, dailyNetProfitFen, contributions }] : []
}

function lacking({ storesWithoutData, dailyNetProfitFen }: Week): number {
  return storesWithoutData ?? (dailyNetProfitFen ? 0 : 1)
}

/**
 * Each day less the same weekday of the week before, by a t-test on seven pairs (two-sided at 5 %).
 * @param dailyNetProfitFen of fourteen days, the last one first
 */
function judge(dailyNetProfitFen: readonly Fen[]): NetProfitChange {
  const differences = Array.from(
    { length: WEEK_DAYS },
    (_, day) => (dailyNetProfitFen[day] ?? 0) - (dailyNetProfitFen[day + WEEK_DAYS] ?? 0),
  )
  const mean = differences.reduce((sum, each) => sum + each, 0) / WEEK_DAYS
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (WEEK_DAYS - 1)
  // Of seven equal differences the test is infinitely sure, and of seven zeros it has nothing to say.
  const t = mean === 0 ? 0 : mean / Math.sqrt(variance / WEEK_DAYS)
  if (t > WEEK_CHANGE_DEVIATIONS) return 'up'
  return t < -WEEK_CHANGE_DEVIATIONS ? 'down' : 'flat'
}
