import { and, asc, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm'
import { type Balances, foldDays, NO_BALANCES, type Opening } from '../diagnosis/balances'
import { addDays, type BusinessDate, dayNumber, fromDayNumber } from '../diagnosis/businessDate'
import type { DayRollup } from '../diagnosis/dayRollup'
import type { ProductDays } from '../diagnosis/productDays'
import { WINDOW_DAYS } from '../diagnosis/thresholds'
import { type Database, runStatements } from './database'
import type { StoreRecord } from './directoryParts'
import { excludedValues, jsonSlices } from './jsonRows'
import { fromProductsText } from './productColumns'
import { readCurrentDays } from './rebuild'
import { ROLLUP_VERSION } from './rollupRecord'
import { openings, storeDays, stores } from './schema'
import { WANTED } from './windowBounds'

/**
 * Openings: what a store's products bring into every sixteenth day, so that a unit cost over all sales ever needs no
 * more than a window of days. Derived, made when first needed, and of the roll-up's version.
 */

/** The columns of balances, in the order in which an opening keeps them. */
const COLUMNS = [
  'productId',
  'saleCostMicro',
  'saleCostQuantityMilli',
  'stockMilli',
  'lastSaleDay',
] as const satisfies readonly (keyof Balances)[]

/** An opening as it is stored. */
type OpeningRecord = Pick<typeof openings.$inferSelect, 'businessDate' | 'balances'>

/** An opening that is to be stored, and the data that it was made from. */
export interface NewOpening {
  storeId: number
  dataVersion: number
  opening: Opening
}

/**
 * The one day within the window of a business date that carries an opening: every sixteenth day does,
 * so any window of sixteen days holds just one.
 */
export function openingDate(businessDate: BusinessDate): BusinessDate {
  const day = dayNumber(businessDate)
  return fromDayNumber(day - (day % WINDOW_DAYS))
}

/** How far openings may lie apart: so many days are read in the trip that reads a window, and a long history is never in memory at once. */
export const OPENING_DISTANCE_DAYS = 64

/**
 * So long before a store's last day each opening is stored that was made. Of earlier ones those are kept that lie as far apart as they may
 * (retention.ts): what lies between is carried forward again for whoever looks that far back, and not stored, or it would come and go.
 */
export const OPENINGS_DENSE_DAYS = 120

function isStored({ lastDate }: StoreRecord, date: BusinessDate): boolean {
  // Beyond the last day nothing changes, however far somebody asks.
  return date <= lastDate && date >= addDays(lastDate, -OPENINGS_DENSE_DAYS)
}

/** First day that is folded into an opening in the round trip that reads the window. */
export function foldsFrom({ firstDate }: Pick<StoreRecord, 'firstDate'>, date: BusinessDate): BusinessDate {
  const earliest = addDays(date, -OPENING_DISTANCE_DAYS)
  return firstDate > earliest ? firstDate : earliest
}

/** The day of the latest opening that serves a wanted window; NULL for none. */
const latestOpeningDate = sql`(
  SELECT max(${openings.businessDate}) FROM ${openings}
  WHERE ${openings.storeId} = ${WANTED.storeId} AND ${openings.businessDate} <= ${WANTED.openingDate} AND ${openings.rollupVersion} = ${ROLLUP_VERSION})`

/** The latest opening that serves each window. @param all windows, as a table `wanted` */
export function selectLatestOpenings(db: Database, all: SQL, only: SQL) {
  return db
    .select({ place: WANTED.place, businessDate: openings.businessDate, balances: openings.balances })
    .from(all)
    .crossJoin(openings)
    .where(
      sql`${openings.storeId} = ${WANTED.storeId} AND ${openings.businessDate} = ${latestOpeningDate} AND ${only}`,
    )
}

/** The days between the latest opening and each window, where they are few. */
export function selectFoldedDays(db: Database, all: SQL, only: SQL) {
  return db
    .select({
      place: WANTED.place,
      businessDate: storeDays.businessDate,
      products: storeDays.products,
      rollupVersion: storeDays.rollupVersion,
    })
    .from(all)
    .crossJoin(storeDays)
    .where(
      sql`${storeDays.storeId} = ${WANTED.storeId} AND ${storeDays.businessDate} >= max(${WANTED.foldsFrom}, coalesce(${latestOpeningDate}, '')) AND ${storeDays.businessDate} < ${WANTED.start} AND ${only}`,
    )
}

/**
 * The opening that a window needs, from what was read with it.
 * @param folded days between the latest opening and the window
 * @param days of the window
 * @returns `made`: it was carried forward, and is to be stored; undefined where more days lie between than were read
 */
export function carriedOpening(
  store: StoreRecord,
  date: BusinessDate,
  firstFolded: BusinessDate,
  latest: OpeningRecord | undefined,
  folded: readonly { businessDate: BusinessDate; products: string }[],
  days: readonly { date: BusinessDate; products: ProductDays }[],
): { opening: Opening; made: boolean } | undefined {
  if (latest?.businessDate === date) return { opening: fromOpeningRecord(latest), made: false }
  if (date <= store.firstDate) return { opening: { date, balances: NO_BALANCES }, made: false }
  const earlier = latest ? fromOpeningRecord(latest) : { date: store.firstDate, balances: NO_BALANCES }
  if (earlier.date < firstFolded) return undefined
  const between = [
    ...folded.map(({ businessDate, products }) => ({
      date: businessDate,
      products: fromProductsText(products),
    })),
    ...days,
  ]
    .filter((day) => earlier.date <= day.date && day.date < date)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  return { opening: { date, balances: foldDays(earlier, between) }, made: isStored(store, date) }
}

function fromOpeningRecord(record: OpeningRecord): Opening {
  const columns = JSON.parse(record.balances) as unknown[]
  const balances = Object.fromEntries(COLUMNS.map((name, place) => [name, columns[place]]))
  return { date: record.businessDate, balances: balances as unknown as Balances }
}

/** The balances of an opening, packed. */
export function toBalances({ balances }: Opening): string {
  return JSON.stringify(COLUMNS.map((name) => balances[name]))
}

/**
 * Carries the latest earlier opening forward to `date`, over a history of any length. The openings on the way are stored, so that
 * the next one who looks that far back finds one close by.
 */
export async function makeOpening(
  db: Database,
  store: StoreRecord,
  date: BusinessDate,
): Promise<{ opening: Opening; made: boolean }> {
  const [earlier] = await db.batch([
    db
      .select({ businessDate: openings.businessDate, balances: openings.balances })
      .from(openings)
      .where(
        and(
          eq(openings.storeId, store.id),
          lt(openings.businessDate, date),
          eq(openings.rollupVersion, ROLLUP_VERSION),
        ),
      )
      .orderBy(desc(openings.businessDate))
      .limit(1),
  ])
  let opening: Opening = earlier[0]
    ? fromOpeningRecord(earlier[0])
    : { date: store.firstDate, balances: NO_BALANCES }
  const onTheWay: NewOpening[] = []
  // Beyond the last day nothing changes, however far somebody asks.
  while (opening.date < date && opening.date <= store.lastDate) {
    const hop = openingDate(addDays(opening.date, OPENING_DISTANCE_DAYS))
    const to = hop < date ? hop : date
    opening = { date: to, balances: foldDays(opening, await productDays(db, store, opening.date, to)) }
    if (to < date && to <= store.lastDate) {
      onTheWay.push({ storeId: store.id, dataVersion: store.dataVersion, opening })
    }
  }
  await saveOpenings(db, onTheWay)
  return { opening: { date, balances: opening.balances }, made: isStored(store, date) }
}

/**
 * Stores openings of stores whose data is still that of which they were made: an import drops the openings after its days. What was read
 * from a copy may be older than it says.
 */
async function saveOpenings(db: Database, made: readonly NewOpening[]): Promise<void> {
  if (db.isCopy) return
  await runStatements(db, upsertOpenings(db, made))
}

/** A row of D1 has 2 MB; balances are numbers alone. */
const MAX_BALANCES_CHARACTERS = 1_800_000

/** The statements of {@link saveOpenings}, for the batch of what was computed with them. */
export function upsertOpenings(db: Database, made: readonly NewOpening[]) {
  const key = [openings.storeId, openings.businessDate]
  const rows = made
    .map(({ storeId, dataVersion, opening }) => [storeId, dataVersion, opening.date, toBalances(opening)])
    // One of more products than a row has room for is made anew each time.
    .filter(([, , , balances]) => String(balances).length <= MAX_BALANCES_CHARACTERS)
  return jsonSlices(rows).map((slice) =>
    db
      .insert(openings)
      .select(
        sql`SELECT made.value ->> 0, made.value ->> 2, made.value ->> 3, ${ROLLUP_VERSION} FROM json_each(${slice}) AS made
          JOIN ${stores} ON ${stores.id} = made.value ->> 0 AND ${stores.dataVersion} = made.value ->> 1 WHERE true`,
      )
      .onConflictDoUpdate({
        target: key,
        set: excludedValues(openings, key),
        setWhere: ne(openings.rollupVersion, ROLLUP_VERSION),
      }),
  )
}

/** The products' side of a store's days from `from` up to before `to`. */
async function productDays(
  db: Database,
  store: StoreRecord,
  from: BusinessDate,
  to: BusinessDate,
): Promise<Pick<DayRollup, 'date' | 'products'>[]> {
  const select = () =>
    db.batch([
      db
        .select({
          businessDate: storeDays.businessDate,
          products: storeDays.products,
          rollupVersion: storeDays.rollupVersion,
        })
        .from(storeDays)
        .where(
          and(
            eq(storeDays.storeId, store.id),
            gte(storeDays.businessDate, from),
            lt(storeDays.businessDate, to),
          ),
        )
        .orderBy(asc(storeDays.businessDate)),
    ])
  const [records] = await readCurrentDays(db, store.id, select)
  return records.map(({ businessDate, products }) => ({
    date: businessDate,
    products: fromProductsText(products),
  }))
}
