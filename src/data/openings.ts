import { and, asc, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm'
import { type Balances, foldDays, NO_BALANCES, type Opening } from '../diagnosis/balances'
import { addDays, type BusinessDate, dayNumber, fromDayNumber } from '../diagnosis/businessDate'
import type { DayRollup } from '../diagnosis/dayRollup'
import { WINDOW_DAYS } from '../diagnosis/thresholds'
import type { Database } from './database'
import type { StoreRecord } from './directory'
import { excludedValues } from './jsonRows'
import { fromProductsText } from './productColumns'
import { readCurrentDays } from './rebuild'
import { ROLLUP_VERSION } from './rollupRecord'
import { openings, storeDays, stores } from './schema'

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

/**
 * The one day within the window of a business date that carries an opening: every sixteenth day does,
 * so any window of sixteen days holds just one.
 */
export function openingDate(businessDate: BusinessDate): BusinessDate {
  const day = dayNumber(businessDate)
  return fromDayNumber(day - (day % WINDOW_DAYS))
}

/** The opening of a date, where it is stored. */
export function selectOpening(db: Database, storeId: number, date: BusinessDate) {
  return selectOpenings(db, storeId, eq(openings.businessDate, date))
}

function selectOpenings(db: Database, storeId: number, ofDates: SQL) {
  return db
    .select({ businessDate: openings.businessDate, balances: openings.balances })
    .from(openings)
    .where(and(eq(openings.storeId, storeId), ofDates, eq(openings.rollupVersion, ROLLUP_VERSION)))
}

export function fromOpeningRecord(record: OpeningRecord): Opening {
  const columns = JSON.parse(record.balances) as unknown[]
  const balances = Object.fromEntries(COLUMNS.map((name, place) => [name, columns[place]]))
  return { date: record.businessDate, balances: balances as unknown as Balances }
}

/** The balances of an opening, packed. */
export function toBalances({ balances }: Opening): string {
  return JSON.stringify(COLUMNS.map((name) => balances[name]))
}

/** Days folded at a time, so that a long history is never in memory at once. */
const FOLD_DAYS = 64

/**
 * Carries the latest earlier opening forward to `date` and keeps the result for the next time. Kept only
 * while the store's data is still the version that was read: an import drops the openings after its days.
 */
export async function makeOpening(db: Database, store: StoreRecord, date: BusinessDate): Promise<Opening> {
  if (date <= store.firstDate) return { date, balances: NO_BALANCES }
  const [earlier] = await db.batch([
    selectOpenings(db, store.id, lt(openings.businessDate, date))
      .orderBy(desc(openings.businessDate))
      .limit(1),
  ])
  let opening: Opening = earlier[0]
    ? fromOpeningRecord(earlier[0])
    : { date: store.firstDate, balances: NO_BALANCES }
  // Beyond the last day nothing changes, however far somebody asks.
  while (opening.date < date && opening.date <= store.lastDate) {
    const hop = addDays(opening.date, FOLD_DAYS)
    const to = hop < date ? hop : date
    opening = { date: to, balances: foldDays(opening, await productDays(db, store, opening.date, to)) }
  }
  opening = { date, balances: opening.balances }
  if (date > store.lastDate) return opening
  const key = [openings.storeId, openings.businessDate]
  await db.batch([
    db
      .insert(openings)
      .select(
        sql`SELECT ${store.id}, ${date}, ${toBalances(opening)}, ${ROLLUP_VERSION} FROM ${stores}
          WHERE ${stores.id} = ${store.id} AND ${stores.dataVersion} = ${store.dataVersion}`,
      )
      .onConflictDoUpdate({
        target: key,
        set: excludedValues(openings, key),
        setWhere: ne(openings.rollupVersion, ROLLUP_VERSION),
      }),
  ])
  return opening
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
