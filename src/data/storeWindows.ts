import { type SQL, sql } from 'drizzle-orm'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import type { ProductInfo } from '../diagnosis/ruleList'
import { type DayArrival, productsToName, type WindowData, windowStart } from '../diagnosis/storeWindow'
import { errorText } from '../log'
import { retrying } from '../retry'
import { hasEnded } from '../shop'
import { selectArrivals } from './arrivals'
import { type Database, DatabaseError, isAway } from './database'
import type { StoreRecord } from './directoryParts'
import { inGroups } from './groups'
import { readInDatabases } from './inDatabases'
import {
  carriedOpening,
  foldsFrom,
  makeOpening,
  type NewOpening,
  openingDate,
  selectFoldedDays,
  selectLatestOpenings,
} from './openings'
import { loadProductsOfStores, toProductInfo } from './products'
import { isOutdated, rebuildDays } from './rebuild'
import { fromRollupRecord } from './rollupRecord'
import { products, storeDays } from './schema'
import { isSettled, selectOwnRows } from './storeVersions'
import { WANTED, type WindowBounds, wantedWindows } from './windowBounds'

/** How much of a store a window holds. */
export interface WindowExtent {
  /** How many business dates before this one are to be diagnosed from the same data. */
  earlierDays?: number
  /** Days of which the orders are read, not only what they add up to. */
  orders?: keyof typeof ORDERS_FROM
  /** Which products' names are read: those that a top list may name, in a trip of their own, or all that the store has, in the same one. */
  names?: 'ofTopLists' | 'ofAllProducts'
}

const ORDERS_FROM = {
  ofDiagnosedDays: (_start: BusinessDate, earliest: BusinessDate) => earliest,
  ofAllDays: (start: BusinessDate) => start,
  none: () => '9999',
}

/** So few stores that reading the names of all of their products takes less time than another trip. */
const FEW_STORES = 2

/** What windows of so many stores are read with. */
export function extentFor(stores: number) {
  return { names: stores <= FEW_STORES ? 'ofAllProducts' : 'ofTopLists' } as const
}

/** A window that is asked for. */
export interface WantedWindow {
  store: StoreRecord
  date: BusinessDate
}

/** What was read of a store: what a diagnosis needs, and what was found on the way. */
export interface LoadedWindow {
  store: StoreRecord
  data: WindowData
  /** An opening that was carried forward, to be stored for the next time; null where there was one. */
  newOpening: NewOpening | null
  /** All products of the store; undefined where only the names of the top lists were read. */
  products: ReadonlyMap<number, ProductInfo> | undefined
  /** Products whose names a top list may need, and that were not read yet. */
  lackedNames: readonly number[]
  /** Whether the rows are of the version, and of the days, that the directory has of the store. Else a change of them is under way, or has died. */
  isSettled: boolean
}

/** A store fails alone. */
export type WindowOutcome = ({ status: 'read' } & LoadedWindow) | { status: 'failed'; error: string }

/**
 * Reads what a diagnosis of one store needs.
 * @throws Error with the days that cannot be rolled up from what is stored: an import of their orders mends what is missing
 */
export async function loadWindow(
  db: Database,
  store: StoreRecord,
  date: BusinessDate,
  extent: WindowExtent = {},
): Promise<WindowData> {
  const [outcome] = await loadWindows(db, [{ store, date }], { ...extentFor(1), ...extent })
  if (outcome?.status !== 'read') throw new Error(outcome?.error ?? 'no window was read')
  return outcome.data
}

/** Windows read in one round trip: each takes half a megabyte. */
export const WINDOWS_PER_BATCH = 10

/**
 * Reads windows of several stores, each up to its business date and with the day before that, the opening among them, and
 * names of products. All are read in one round trip, however many there are, and names of top lists in another; who asks for
 * more than memory holds asks in turns.
 * The cost does not depend on how much history there is, but for days of another roll-up version, which are rolled up
 * anew first, and openings that were never made.
 * @returns in the order of what is wanted
 */
export async function loadWindows(
  db: Database,
  wanted: readonly WantedWindow[],
  extent: WindowExtent = {},
): Promise<WindowOutcome[]> {
  return withTopNames(db, await readWindows(db, wanted, extent))
}

/** As {@link loadWindows}, without names of top lists: {@link withTopNames} reads them, for these windows and others. */
export async function readWindows(
  db: Database,
  wanted: readonly WantedWindow[],
  extent: WindowExtent,
): Promise<WindowOutcome[]> {
  const outcomes = new Map<WantedWindow, WindowOutcome>()
  const ofDatabases = Map.groupBy(wanted, ({ store }) => store.database)
  const groups = [...ofDatabases.values()].flatMap((some) => inGroups(some, WINDOWS_PER_BATCH))
  await Promise.all(
    groups.map(async (group) => {
      const read = await readGroup(db, group, extent)
      for (const [at, window] of group.entries()) outcomes.set(window, read[at] ?? NOT_READ)
    }),
  )
  return wanted.map((window) => outcomes.get(window) ?? NOT_READ)
}

const NOT_READ = { status: 'failed', error: 'its days were not read' } as const

/**
 * One batch of stores that are in one database; where that never takes it, each store's by itself, so that it fails alone. A database that is not the
 * main one fails its own stores only.
 */
async function readGroup(
  db: Database,
  group: readonly WantedWindow[],
  extent: WindowExtent,
): Promise<WindowOutcome[]> {
  const isMain = group[0]?.store.database === db.main.name
  try {
    return isMain ? await readMainGroup(db.main, group, extent) : await readOtherGroup(db, group, extent)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    if (isMain && !error.isPermanent) throw error
    if (!isMain && isAway(error)) return group.map(() => ({ status: 'failed', error: errorText(error) }))
    if (group.length === 1) return [{ status: 'failed', error: errorText(error) }]
    const each = await Promise.all(group.map((one) => readGroup(db, [one], extent)))
    return each.flat()
  }
}

async function readMainGroup(db: Database, group: readonly WantedWindow[], extent: WindowExtent) {
  const rows = await retrying(() => db.batch(selectWindows(db, group, extent)))
  return toWindows(db, group, extent, rows)
}

/** In another database than the main one, where the rows may be of another version than the directory says. */
async function readOtherGroup(
  db: Database,
  group: readonly WantedWindow[],
  extent: WindowExtent,
): Promise<WindowOutcome[]> {
  const [first] = group
  if (!first) return []
  const own = db.of(first.store)
  const ids = group.map(({ store }) => store.id)
  const [stores, ...rows] = await retrying(() =>
    own.batch([selectOwnRows(own, ids), ...selectWindows(own, group, extent)]),
  )
  const rowOf = new Map(stores.map((row) => [row.id, row]))
  const outcomes = await toWindows(own, group, extent, rows)
  return outcomes.map((outcome) => {
    if (outcome.status === 'failed') return outcome
    const row = rowOf.get(outcome.store.id)
    if (!row) return { status: 'failed', error: `${own.name} has nothing of it: restore that database` }
    return { ...outcome, isSettled: isSettled(outcome.store, row) }
  })
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
    selectProducts(db, all, extent.names === 'ofAllProducts' ? only : sql`false`),
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
    openingDate: openingDate(earliest),
    foldsFrom: foldsFrom(store, openingDate(earliest)),
  }
}

/** What {@link selectWindows} finds. */
type WindowRows = readonly [
  days: Awaited<ReturnType<typeof selectDays>>,
  openings: Awaited<ReturnType<typeof selectLatestOpenings>>,
  foldedDays: Awaited<ReturnType<typeof selectFoldedDays>>,
  products: Awaited<ReturnType<typeof selectProducts>>,
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
  const [days, openings, foldedDays, products, arrivals] = rows
  const daysOf = Map.groupBy(days, ({ place }) => place)
  const openingOf = new Map(openings.map((opening) => [opening.place, opening]))
  const foldedOf = Map.groupBy(foldedDays, ({ place }) => place)
  const productsOf = Map.groupBy(products, ({ storeId }) => storeId)
  const arrivalsOf = Map.groupBy(arrivals, ({ storeId }) => storeId)
  const outcomes: WindowOutcome[] = []
  for (const [place, window] of wanted.entries()) {
    const { id } = window.store
    const ofStore: StoreRows = {
      days: daysOf.get(place) ?? [],
      opening: openingOf.get(place),
      foldedDays: foldedOf.get(place) ?? [],
      products: productsOf.get(id) ?? [],
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
  products: WindowRows[3]
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
    .map((record) => {
      const arrival = arrivalOf.get(record.businessDate)
      return fromRollupRecord(record, arrival && dayArrival(record.businessDate, arrival))
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  const { openingDate: at, foldsFrom: from } = boundsOf(wanted, extent)
  const carried = carriedOpening(store, at, from, rows.opening, rows.foldedDays, days)
  const { opening, made } = carried ?? (await makeOpening(db, store, at))
  const products = extent.names === 'ofAllProducts' ? infosOf(rows.products) : undefined
  const productNames = new Map([...(products ?? [])].map(([id, { name }]) => [id, name]))
  const { earlierDays = 0 } = extent
  const namesFrom = addDays(date, -earlierDays - 1)
  return {
    store,
    data: { store: store.name, businessDate: date, firstDate: store.firstDate, days, opening, productNames },
    newOpening: made ? { storeId: store.id, dataVersion: store.dataVersion, opening } : null,
    products,
    // The day before is diagnosed too, and its top lists break ties by name.
    lackedNames: products
      ? []
      : [...new Set(days.filter((day) => day.date >= namesFrom).flatMap(productsToName))],
    isSettled: true,
  }
}

/** Windows with the names that their top lists need, read for all of them in one trip. */
export async function withTopNames(
  db: Database,
  outcomes: readonly WindowOutcome[],
): Promise<WindowOutcome[]> {
  const lacking = outcomes.flatMap((outcome) =>
    outcome.status === 'read'
      ? outcome.lackedNames.map((productId) => ({
          ...{ database: outcome.store.database, storeId: outcome.store.id, productId },
        }))
      : [],
  )
  if (lacking.length === 0) return [...outcomes]
  const { read, lost } = await readInDatabases(db, lacking, (own, some) =>
    retrying(() => loadProductsOfStores(own, some)),
  )
  const named = new Map(read.flatMap((ofStores) => [...ofStores]))
  const lostIds = new Set(lost.map(({ storeId }) => storeId))
  return outcomes.map((outcome) => {
    if (outcome.status === 'failed' || outcome.lackedNames.length === 0) return outcome
    const { id, database } = outcome.store
    if (lostIds.has(id)) return { status: 'failed', error: `${database} does not answer` }
    const ofStore = named.get(id) ?? new Map<number, ProductInfo>()
    const productNames = new Map([...ofStore].map(([productId, { name }]) => [productId, name]))
    return { ...outcome, data: { ...outcome.data, productNames }, lackedNames: [] }
  })
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
  const [days, openings, foldedDays, products, arrivals] = await db.batch(selectWindows(db, [wanted], extent))
  if ([...days, ...foldedDays].some(isOutdated)) {
    throw new Error('another version of the code rewrites the stored days')
  }
  return { days, opening: openings[0], foldedDays, products, arrivals }
}

function infosOf(rows: StoreRows['products']): Map<number, ProductInfo> {
  return new Map(rows.map(({ storeId: _, ...row }) => [row.productId, toProductInfo(row)]))
}

function dayArrival(
  date: BusinessDate,
  { arrivedAt, ordersRejected }: { arrivedAt: string; ordersRejected: number },
): DayArrival {
  return { isOver: hasEnded(date, new Date(arrivedAt)), rejectedOrders: ordersRejected }
}

/** All products of the stores. */
function selectProducts(db: Database, all: SQL, only: SQL) {
  return db
    .select({
      storeId: sql<number>`${products.storeId}`,
      productId: sql<number>`${products.id}`,
      name: products.name,
      category: products.category,
      // `wanted` has a column `key` of its own.
      key: sql<string>`${products.key}`.as('product_key'),
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
