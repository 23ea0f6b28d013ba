import { type SQL, sql } from 'drizzle-orm'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { toMilli } from '../diagnosis/quantity'
import type { ProductInfo } from '../diagnosis/ruleList'
import { type WindowData, type WindowDay, windowStart } from '../diagnosis/storeWindow'
import { TOP_PROFIT_MIN_PIECES } from '../diagnosis/thresholds'
import { errorText } from '../log'
import { hasEnded } from '../shop'
import { selectArrivals } from './arrivals'
import type { Database } from './database'
import type { StoreRecord } from './directory'
import {
  carriedOpening,
  foldsFrom,
  makeOpening,
  type NewOpening,
  openingDate,
  saveOpenings,
  selectFoldedDays,
  selectLatestOpenings,
} from './openings'
import { toProductInfo } from './products'
import { isOutdated, rebuildDays } from './rebuild'
import { fromRollupRecord, PRODUCT_FIELDS, ROLLUP_VERSION } from './rollupRecord'
import { products, storeDays } from './schema'
import { WANTED, type WindowBounds, wantedWindows } from './windowBounds'

/** How much of a store a window holds. */
export interface WindowExtent {
  /** How many business dates before this one are to be diagnosed from the same data. */
  earlierDays?: number
  /** Days of which the orders are read, not only what they add up to. */
  orders?: keyof typeof ORDERS_FROM
  /** Which products' names are read: those that a top list may name, or all that the store has. */
  names?: 'ofTopLists' | 'ofAllProducts'
}

const ORDERS_FROM = {
  ofDiagnosedDays: (_start: BusinessDate, earliest: BusinessDate) => earliest,
  ofAllDays: (start: BusinessDate) => start,
  none: () => '9999',
}

/** A window that is asked for. */
export interface WantedWindow {
  store: StoreRecord
  date: BusinessDate
}

/** What was read of a store: what a diagnosis needs, and what was found on the way. */
export interface LoadedWindow {
  data: WindowData
  /** An opening that was carried forward, to be stored for the next time; null where there was one. */
  newOpening: NewOpening | null
  /** All products of the store; undefined where only the names of the top lists were read. */
  products: ReadonlyMap<number, ProductInfo> | undefined
}

/** A store fails alone. */
export type WindowOutcome = ({ status: 'read' } & LoadedWindow) | { status: 'failed'; error: string }

/**
 * Reads what a diagnosis of one store needs, and keeps an opening that had to be made for it.
 * @throws Error with the days that cannot be rolled up from what is stored: an import of their orders mends what is missing
 */
export async function loadWindow(
  db: Database,
  store: StoreRecord,
  date: BusinessDate,
  extent: WindowExtent = {},
): Promise<WindowData> {
  const [outcome] = await loadWindows(db, [{ store, date }], extent)
  if (outcome?.status !== 'read') throw new Error(outcome?.error ?? 'no window was read')
  if (outcome.newOpening) await saveOpenings(db, [outcome.newOpening])
  return outcome.data
}

/** Windows read in one round trip: each takes half a megabyte. */
export const WINDOWS_PER_BATCH = 10

/**
 * Reads windows of several stores, each up to its business date and with the day before that, the opening among them, and
 * names of products. All are read in one round trip, however many there are; who asks for more than memory holds asks in turns.
 * The cost does not depend on how much history there is, but for days of another roll-up version, which are rolled up
 * anew first, and openings that were never made.
 * @returns in the order of what is wanted
 */
export async function loadWindows(
  db: Database,
  wanted: readonly WantedWindow[],
  extent: WindowExtent = {},
): Promise<WindowOutcome[]> {
  const groups = Array.from({ length: Math.ceil(wanted.length / WINDOWS_PER_BATCH) }, (_, at) =>
    wanted.slice(at * WINDOWS_PER_BATCH, (at + 1) * WINDOWS_PER_BATCH),
  )
  const outcomes = await Promise.all(
    groups.map(async (group) =>
      toWindows(db, group, extent, await db.batch(selectWindows(db, group, extent))),
    ),
  )
  return outcomes.flat()
}

/**
 * The statements that read windows, for a batch; {@link toWindows} makes windows of what they find.
 * @param only a condition without which nothing is read
 */
export function selectWindows(
  db: Database,
  wanted: readonly WantedWindow[],
  extent: WindowExtent,
  only: SQL = sql`true`,
) {
  const all = wantedWindows(wanted.map((window) => boundsOf(window, extent)))
  return [
    selectDays(db, all, only),
    selectLatestOpenings(db, all, only),
    selectFoldedDays(db, all, only),
    extent.names === 'ofAllProducts' ? selectAllProducts(db, all, only) : selectTopNames(db, all, only),
    selectArrivals(db, all, only),
  ] as const
}

function boundsOf(
  { store, date }: WantedWindow,
  { earlierDays = 0, orders = 'ofDiagnosedDays' }: WindowExtent,
): WindowBounds {
  const earliest = addDays(date, -earlierDays)
  // One day more than the window: what the rules found the day before is compared with today.
  const start = addDays(windowStart(earliest), -1)
  return {
    storeId: store.id,
    start,
    date,
    ordersFrom: ORDERS_FROM[orders](start, earliest),
    namesFrom: addDays(earliest, -1),
    openingDate: openingDate(earliest),
    foldsFrom: foldsFrom(store, openingDate(earliest)),
  }
}

/** What {@link selectWindows} finds. */
type WindowRows = readonly [
  days: Awaited<ReturnType<typeof selectDays>>,
  openings: Awaited<ReturnType<typeof selectLatestOpenings>>,
  foldedDays: Awaited<ReturnType<typeof selectFoldedDays>>,
  names: { storeId: number; productId: number; name: string; category: string | null; key: string | null }[],
  arrivals: Awaited<ReturnType<typeof selectArrivals>>,
]

/**
 * Makes windows of the rows that {@link selectWindows} has found, each by itself: one that cannot be made fails no other. Days
 * of another roll-up version are rolled up anew, and read again.
 * @returns in the order of what is wanted
 */
export async function toWindows(
  db: Database,
  wanted: readonly WantedWindow[],
  extent: WindowExtent,
  rows: WindowRows,
): Promise<WindowOutcome[]> {
  const [days, openings, foldedDays, names, arrivals] = rows
  const daysOf = Map.groupBy(days, ({ place }) => place)
  const openingOf = new Map(openings.map((opening) => [opening.place, opening]))
  const foldedOf = Map.groupBy(foldedDays, ({ place }) => place)
  const namesOf = Map.groupBy(names, ({ storeId }) => storeId)
  const arrivalsOf = Map.groupBy(arrivals, ({ storeId }) => storeId)
  const outcomes: WindowOutcome[] = []
  for (const [place, window] of wanted.entries()) {
    const { id } = window.store
    const ofStore: StoreRows = {
      days: daysOf.get(place) ?? [],
      opening: openingOf.get(place),
      foldedDays: foldedOf.get(place) ?? [],
      names: namesOf.get(id) ?? [],
      arrivals: arrivalsOf.get(id) ?? [],
    }
    try {
      outcomes.push({ status: 'read', ...(await toWindow(db, window, extent, ofStore)) })
    } catch (error) {
      outcomes.push({ status: 'failed', error: errorText(error) })
    }
  }
  return outcomes
}

/** What was found of one wanted window. */
interface StoreRows {
  days: WindowRows[0]
  opening: WindowRows[1][number] | undefined
  foldedDays: WindowRows[2]
  names: WindowRows[3]
  arrivals: WindowRows[4]
}

async function toWindow(
  db: Database,
  wanted: WantedWindow,
  extent: WindowExtent,
  found: StoreRows,
): Promise<LoadedWindow> {
  const { store, date } = wanted
  const rows = await withCurrentDays(db, wanted, extent, found)
  const arrivalOf = new Map(rows.arrivals.map((arrival) => [arrival.date, arrival]))
  const days = rows.days
    .map((record) => withArrival(fromRollupRecord(record), arrivalOf.get(record.businessDate)))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  const { openingDate: at, foldsFrom: from } = boundsOf(wanted, extent)
  const carried = carriedOpening(store, at, from, rows.opening, rows.foldedDays, days)
  const { opening, made } = carried ?? (await makeOpening(db, store, at))
  const productNames = new Map(rows.names.map(({ productId, name }) => [productId, name]))
  return {
    data: { store: store.name, businessDate: date, firstDate: store.firstDate, days, opening, productNames },
    newOpening: made ? { storeId: store.id, dataVersion: store.dataVersion, opening } : null,
    products: extent.names === 'ofAllProducts' ? productsOf(rows.names) : undefined,
  }
}

/** The rows with all days of the current roll-up version. @throws where a day of them cannot be rolled up anew */
async function withCurrentDays(
  db: Database,
  wanted: WantedWindow,
  extent: WindowExtent,
  rows: StoreRows,
): Promise<StoreRows> {
  const outdated = [...rows.days, ...rows.foldedDays].filter(isOutdated)
  if (outdated.length === 0) return rows
  const { failures } = await rebuildDays(
    db,
    wanted.store.id,
    outdated.map(({ businessDate }) => businessDate),
  )
  if (failures.length > 0) throw new Error(failures.join('; '))
  const [days, openings, foldedDays, names, arrivals] = await db.batch(selectWindows(db, [wanted], extent))
  if ([...days, ...foldedDays].some(isOutdated)) {
    throw new Error('another version of the code rewrites the stored days')
  }
  return { days, opening: openings[0], foldedDays, names, arrivals }
}

function productsOf(names: StoreRows['names']): Map<number, ProductInfo> {
  return new Map(
    names.map(({ productId, name, category, key }) => [
      productId,
      toProductInfo({ productId, name, category: category ?? '', key: key ?? '' }),
    ]),
  )
}

function withArrival(
  day: WindowDay,
  arrival: { arrivedAt: string; ordersRejected: number } | undefined,
): WindowDay {
  if (!arrival) return day
  const isOver = hasEnded(day.date, new Date(arrival.arrivedAt))
  return { ...day, arrival: { isOver, rejectedOrders: arrival.ordersRejected } }
}

/** Names of the products that a top list of these days may name: it takes a few pieces, or a sale below cost. */
function selectTopNames(db: Database, all: SQL, only: SQL) {
  const isDay = sql`${storeDays.storeId} = ${WANTED.storeId} AND ${storeDays.businessDate} BETWEEN ${WANTED.namesFrom} AND ${WANTED.date}
    AND ${storeDays.rollupVersion} = ${ROLLUP_VERSION} AND ${only}`
  return db
    .select({
      storeId: sql<number>`${products.storeId}`,
      productId: sql<number>`${products.id}`,
      name: products.name,
      category: sql<string | null>`NULL`.as('category'),
      key: sql<string | null>`NULL`.as('product_key'),
    })
    .from(products)
    .where(
      sql`(${products.storeId}, ${products.id}) IN (
        SELECT ${storeDays.storeId}, ${PRODUCT_FIELDS.productId} FROM ${all} CROSS JOIN ${storeDays}, json_each(${storeDays.products}, '$.rows') AS product
        WHERE ${isDay} AND max(${PRODUCT_FIELDS.quantityMilli}, ${PRODUCT_FIELDS.knownQuantityMilli}) >= ${toMilli(TOP_PROFIT_MIN_PIECES)}
        UNION SELECT ${storeDays.storeId}, loss.value ->> '$[0]' FROM ${all} CROSS JOIN ${storeDays}, json_each(${storeDays.lossLines}) AS loss
        WHERE ${isDay})`,
    )
}

/** All products of the stores. */
function selectAllProducts(db: Database, all: SQL, only: SQL) {
  return db
    .select({
      storeId: sql<number>`${products.storeId}`,
      productId: sql<number>`${products.id}`,
      name: products.name,
      category: sql<string | null>`${products.category}`,
      key: sql<string | null>`${products.key}`,
    })
    .from(products)
    .where(sql`${products.storeId} IN (SELECT ${WANTED.storeId} FROM ${all}) AND ${only}`)
}

function selectDays(db: Database, all: SQL, only: SQL) {
  return db
    .select({
      place: WANTED.place,
      businessDate: storeDays.businessDate,
      orders: sql<
        string | null
      >`CASE WHEN ${storeDays.businessDate} >= ${WANTED.ordersFrom} THEN ${storeDays.orders} END`,
      products: storeDays.products,
      lossLines: storeDays.lossLines,
      coverage: storeDays.coverage,
      unknowns: storeDays.unknowns,
      summary: storeDays.summary,
      rollupVersion: storeDays.rollupVersion,
    })
    .from(all)
    .crossJoin(storeDays)
    .where(
      sql`${storeDays.storeId} = ${WANTED.storeId} AND ${storeDays.businessDate} BETWEEN ${WANTED.start} AND ${WANTED.date} AND ${only}`,
    )
}
