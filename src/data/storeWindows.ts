import { and, asc, between, eq, inArray, sql } from 'drizzle-orm'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type DayArrival, productsToName, type WindowData, windowStart } from '../diagnosis/storeWindow'
import { hasEnded } from '../shop'
import { selectArrivals } from './arrivals'
import type { Database } from './database'
import type { StoreRecord } from './directory'
import { jsonValues } from './jsonRows'
import { fromOpeningRecord, makeOpening, openingDate, selectOpening } from './openings'
import { readCurrentDays } from './rebuild'
import { fromRollupRecord } from './rollupRecord'
import { products, storeDays } from './schema'

/** How much of a store a window holds. */
interface WindowExtent {
  /** How many business dates before this one are to be diagnosed from the same data. */
  earlierDays?: number
  /** Days of which the orders are read, not only what they add up to. */
  orders?: keyof typeof ORDERS_FROM
}

const ORDERS_FROM = {
  ofDiagnosedDays: (_start: BusinessDate, earliest: BusinessDate) => earliest,
  ofAllDays: (start: BusinessDate) => start,
  none: () => '9999',
}

/**
 * Reads what a diagnosis of one store needs: its window up to the business date and the day before that,
 * the opening among them, and the names of that day's products. The cost does not depend on how much
 * history there is, but for days of another roll-up version, which are rolled up anew first.
 */
export async function loadWindow(
  db: Database,
  store: StoreRecord,
  businessDate: BusinessDate,
  { earlierDays = 0, orders = 'ofDiagnosedDays' }: WindowExtent = {},
): Promise<WindowData> {
  const earliest = addDays(businessDate, -earlierDays)
  // One day more than the window: what the rules found the day before is compared with today.
  const start = addDays(windowStart(earliest), -1)
  const [dayRecords, openingRecords, arrivals] = await readCurrentDays(db, store.id, () =>
    db.batch([
      selectDays(db, store.id, start, businessDate, ORDERS_FROM[orders](start, earliest)),
      selectOpening(db, store.id, openingDate(earliest)),
      selectArrivals(db, store.id, start, businessDate),
    ]),
  )
  const arrivalOf = new Map(arrivals.map((arrival) => [arrival.date, arrival]))
  const days = dayRecords.map((record) => {
    const arrival = arrivalOf.get(record.businessDate)
    return fromRollupRecord(record, arrival && dayArrival(record.businessDate, arrival))
  })
  const opening = openingRecords[0]
    ? fromOpeningRecord(openingRecords[0])
    : await makeOpening(db, store, openingDate(earliest))
  // The day before is diagnosed too, and its top lists break ties by name.
  const namedDays = days.filter(({ date }) => date >= addDays(earliest, -1))
  const productNames = await loadNames(db, store.id, [...new Set(namedDays.flatMap(productsToName))])
  return { store: store.name, businessDate, firstDate: store.firstDate, days, opening, productNames }
}

function dayArrival(
  date: BusinessDate,
  { arrivedAt, ordersRejected }: { arrivedAt: string; ordersRejected: number },
): DayArrival {
  return { isOver: hasEnded(date, new Date(arrivedAt)), rejectedOrders: ordersRejected }
}

/** Names of some products of a store: they are most of the rows to read, so those alone that are shown. */
async function loadNames(
  db: Database,
  storeId: number,
  productIds: readonly number[],
): Promise<Map<number, string>> {
  if (productIds.length === 0) return new Map()
  const [names] = await db.batch([
    db
      .select({ id: products.id, name: products.name })
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.id, jsonValues(productIds)))),
  ])
  return new Map(names.map(({ id, name }) => [id, name]))
}

/** @param ordersFrom day from which on the orders are read too */
function selectDays(
  db: Database,
  storeId: number,
  from: BusinessDate,
  to: BusinessDate,
  ordersFrom: BusinessDate,
) {
  return db
    .select({
      businessDate: storeDays.businessDate,
      orders: sql<
        string | null
      >`CASE WHEN ${storeDays.businessDate} >= ${ordersFrom} THEN ${storeDays.orders} END`,
      products: storeDays.products,
      lossLines: storeDays.lossLines,
      coverage: storeDays.coverage,
      unknowns: storeDays.unknowns,
      summary: storeDays.summary,
      rollupVersion: storeDays.rollupVersion,
    })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, storeId), between(storeDays.businessDate, from, to)))
    .orderBy(asc(storeDays.businessDate))
}
