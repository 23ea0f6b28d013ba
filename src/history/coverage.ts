import type { VisibleStore } from '../access/scope'
import { type ArrivedDay, loadArrivedDays } from '../data/arrivals'
import type { MainDatabase } from '../data/database'
import { readInDatabases } from '../data/inDatabases'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Doubt, doubtOf } from '../diagnosis/dayDoubt'
import { hasEnded } from '../shop'

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
const COVERAGE_DAYS = 35

/** The stores whose orders end earliest: of a large chain, those to look at first. @param most that are named */
export function leastComplete(stores: readonly VisibleStore[], most: number): VisibleStore[] {
  const endOf = ({ lastCompleteDate }: VisibleStore) => lastCompleteDate ?? ''
  const earliestFirst = stores.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0))
  return earliestFirst.slice(0, most)
}

/** What is known of the latest days of some stores, and those whose database is not there. @param today the shops' day */
export async function loadCoverage(
  db: MainDatabase,
  stores: readonly VisibleStore[],
  today: BusinessDate,
): Promise<{ stores: StoreCoverage[]; lost: VisibleStore[] }> {
  const dates = Array.from({ length: COVERAGE_DAYS }, (_, back) => addDays(today, -back)).reverse()
  const { read, lost } = await readInDatabases(db, stores, (own, some) =>
    loadArrivedDays(
      own,
      some.map(({ id }) => id),
      dates[0] ?? today,
    ),
  )
  const ofStore = Map.groupBy(read.flat(), ({ storeId }) => storeId)
  const lostIds = new Set(lost.map(({ id }) => id))
  const known = stores.filter(({ id }) => !lostIds.has(id))
  return {
    stores: known.map((store) => coverageOf(store, ofStore.get(store.id) ?? [], dates, today)),
    lost,
  }
}

function coverageOf(
  { name, firstDate }: VisibleStore,
  arrived: readonly ArrivedDay[],
  dates: readonly BusinessDate[],
  today: BusinessDate,
): StoreCoverage {
  const byDate = new Map(arrived.map((day) => [day.date, day]))
  const counts = new Map(
    arrived.filter((day) => isOver(day, today)).map(({ date, orders }) => [date, orders]),
  )
  const days = dates.map((date) => coveredDay(date, byDate.get(date), firstDate, counts, today))
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
  today: BusinessDate,
): CoveredDay {
  if (!day) {
    const state = date < firstDate ? 'before' : date >= today ? 'notOver' : 'missing'
    return { date, orders: 0, state }
  }
  const { orders, ordersRejected } = day
  if (!isOver(day, today)) return { date, orders, state: 'notOver' }
  const doubt = doubtOf({ date, orders, rejectedOrders: ordersRejected }, counts)
  return doubt ? { date, orders, state: 'doubtful', doubt } : { date, orders, state: 'complete' }
}

/** Whether an import has brought a day since its end; one from before there was a history counts as over once it is past. */
function isOver({ date, arrivedAt }: ArrivedDay, today: BusinessDate): boolean {
  return date < today && (arrivedAt === null || hasEnded(date, new Date(arrivedAt)))
}
