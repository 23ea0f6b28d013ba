import { type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'

/** Which days of a store a window takes, for what: windows of many stores are one parameter of one statement. */
export interface WindowBounds {
  storeId: number
  /** First day that is read. */
  start: BusinessDate
  /** The last one: the window's business date. */
  date: BusinessDate
  /** First day of which the orders are read. */
  ordersFrom: BusinessDate
  /** Day whose opening the window needs. */
  openingDate: BusinessDate
  /** First day that may be folded into that opening. */
  foldsFrom: BusinessDate
}

/** In the order of {@link WANTED}. */
function toRecord(bounds: WindowBounds) {
  const { storeId, start, date, ordersFrom, openingDate, foldsFrom } = bounds
  return [storeId, start, date, ordersFrom, openingDate, foldsFrom]
}

/** Windows as a table `wanted`, for FROM. */
export function wantedWindows(bounds: readonly WindowBounds[]): SQL {
  return sql`json_each(${JSON.stringify(bounds.map(toRecord))}) AS wanted`
}

/** The columns of {@link wantedWindows}. */
export const WANTED = {
  /** Place among the windows, from 0. */
  place: sql<number>`wanted.key`,
  storeId: sql.raw('(wanted.value ->> 0)'),
  start: sql.raw('(wanted.value ->> 1)'),
  date: sql.raw('(wanted.value ->> 2)'),
  ordersFrom: sql.raw('(wanted.value ->> 3)'),
  openingDate: sql.raw('(wanted.value ->> 4)'),
  foldsFrom: sql.raw('(wanted.value ->> 5)'),
}
