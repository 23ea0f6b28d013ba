import type { BusinessDate } from '../businessDate'
import type { StoreWindow } from '../storeWindow'
import { type Kpi, mergeKpis } from './sums'

/** A day's figures with the day. */
export type KpiDay = Kpi & { date: BusinessDate }

/** Two weeks, for a comparison with the day before, the week's mean, and a line. */
const HISTORY_DAYS = 14

/** The figures of the days up to D on which the store has orders, oldest first. */
export function kpiHistory(window: StoreWindow): KpiDay[] {
  const history: KpiDay[] = []
  for (let offset = HISTORY_DAYS - 1; offset >= 0; offset--) {
    const day = window.day(offset)
    // What is no whole day is nothing to compare with.
    if (day && (offset === 0 || window.isOver(offset))) history.push({ date: day.date, ...day.summary.kpi })
  }
  return history
}

/** Two sets of stores' days together: a day on which only one has orders is that one's. */
export function mergeHistories(a: readonly KpiDay[], b: readonly KpiDay[]): KpiDay[] {
  const days = new Map(a.map((day) => [day.date, day]))
  for (const day of b) {
    const known = days.get(day.date)
    days.set(day.date, known ? { date: day.date, ...mergeKpis(known, day) } : day)
  }
  return [...days.values()].sort((x, y) => (x.date < y.date ? -1 : 1))
}
