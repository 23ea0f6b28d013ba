import type { VisibleStore } from '../access/scope'
import { type ArrivedDay, loadArrivedDays } from '../data/arrivals'
import type { Database } from '../data/database'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Doubt, doubtOf } from '../diagnosis/dayDoubt'

/** What is known of a store's day. */
export interface CoveredDay {
  date: BusinessDate
  /** Stored orders; 0 on a day without any. */
  orders: number
  /**
   * `missing`: no order, between the store's first day and yesterday. `notOver`: it is today or later, or no import
   * since its end has brought it. `doubtful`: far fewer orders than usual, or many were rejected. `before`: before its first day.
   */
  state: 'complete' | 'missing' | 'doubtful' | 'notOver' | 'before'
  /** Why it is doubtful. */
  doubt?: Doubt
}

/** A store's latest days, oldest first. */
export interface StoreCoverage {
  store: string
  days: CoveredDay[]
  /** The latest complete day; null where there is none among them. */
  lastCompleteDate: BusinessDate | null
  /** Days without orders up to yesterday, in the shop's zone, latest first. */
  missingDates: BusinessDate[]
}

/** Days that are looked at. */
export const COVERAGE_DAYS = 35

/** The shops' clock: where it is now, and when one of its days ends. */
export interface ShopClock {
  today: BusinessDate
  /** The instant at which a day begins, ISO 8601 in UTC. */
  startOf(date: BusinessDate): string
}

/** What is known of the latest days of some stores. */
export async function loadCoverage(
  db: Database,
  stores: readonly VisibleStore[],
  clock: ShopClock,
): Promise<StoreCoverage[]> {
  const dates = Array.from({ length: COVERAGE_DAYS }, (_, back) => addDays(clock.today, -back)).reverse()
  const days = await loadArrivedDays(
    db,
    stores.map(({ id }) => id),
    dates[0] ?? clock.today,
  )
  const ofStore = Map.groupBy(days, ({ storeId }) => storeId)
  return stores.map((store) => coverageOf(store, ofStore.get(store.id) ?? [], dates, clock))
}

function coverageOf(
  { name, firstDate }: VisibleStore,
  arrived: readonly ArrivedDay[],
  dates: readonly BusinessDate[],
  clock: ShopClock,
): StoreCoverage {
  const byDate = new Map(arrived.map((day) => [day.date, day]))
  const counts = new Map(
    arrived.filter((day) => isOver(day, clock)).map(({ date, orders }) => [date, orders]),
  )
  const days = dates.map((date) => coveredDay(date, byDate.get(date), firstDate, counts, clock))
  return {
    store: name,
    days,
    lastCompleteDate: days.findLast(({ state }) => state === 'complete')?.date ?? null,
    missingDates: days.flatMap(({ state, date }) => (state === 'missing' ? [date] : [])).reverse(),
  }
}

function coveredDay(
  date: BusinessDate,
  day: ArrivedDay | undefined,
  firstDate: BusinessDate,
  counts: ReadonlyMap<BusinessDate, number>,
  clock: ShopClock,
): CoveredDay {
  if (!day) {
    const state = date < firstDate ? 'before' : date >= clock.today ? 'notOver' : 'missing'
    return { date, orders: 0, state }
  }
  const { orders, ordersRejected } = day
  if (!isOver(day, clock)) return { date, orders, state: 'notOver' }
  const doubt = doubtOf({ date, orders, rejectedOrders: ordersRejected }, counts)
  return doubt ? { date, orders, state: 'doubtful', doubt } : { date, orders, state: 'complete' }
}

/** Whether an import has brought a day since its end; one from before there was a history counts as over once it is past. */
function isOver({ date, arrivedAt }: ArrivedDay, { today, startOf }: ShopClock): boolean {
  if (date >= today) return false
  return arrivedAt === null || arrivedAt >= startOf(addDays(date, 1))
}
