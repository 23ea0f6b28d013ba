import { and, asc, between, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { addDays, type BusinessDate, dayNumber, fromDayNumber } from '../diagnosis/businessDate'
import type { DayRollup } from '../diagnosis/dayRollup'
import { type Balance, foldDays, type Opening, type WindowData, windowStart } from '../diagnosis/storeWindow'
import { TOP_PROFIT_MIN_QUANTITY, WINDOW_DAYS } from '../diagnosis/thresholds'
import type { Database } from './database'
import { fromProductsText, fromRollupRecord, PRODUCT_FIELDS, SUMMARY_VERSION } from './rollupRecord'
import { openings, storeDays, stores } from './schema'

/** A store that has orders, as the directory lists it. */
export interface StoreRecord {
  id: number
  name: string
  firstDate: BusinessDate
  lastDate: BusinessDate
  dataVersion: number
}

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
 * history there is.
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
  const [dayRecords, openingRecords, names] = await db.batch([
    selectDays(db, store.id, start, businessDate, ORDERS_FROM[orders](start, earliest)),
    db
      .select({ businessDate: openings.businessDate, balances: openings.balances })
      .from(openings)
      .where(and(eq(openings.storeId, store.id), eq(openings.businessDate, openingDate(earliest)))),
    // The day before is diagnosed too, and its top lists break ties by name.
    selectTopNames(db, store.id, addDays(earliest, -1), businessDate),
  ])
  const days = dayRecords.map(fromRollupRecord)
  const opening = openingRecords[0]
    ? fromOpeningRecord(openingRecords[0])
    : await makeOpening(db, store, openingDate(earliest))
  const productNames = new Map(names.map(({ id, name }) => [id, name]))
  return { store: store.name, businessDate, firstDate: store.firstDate, days, opening, productNames }
}

/** Names of the products that a top list of these days may name: it takes a few units, and names are most of the rows to read. */
function selectTopNames(db: Database, storeId: number, from: BusinessDate, to: BusinessDate) {
  return db.query<{ id: number; name: string }>(sql`
    SELECT id, name FROM products
    WHERE store_id = ${storeId} AND id IN (
      SELECT ${PRODUCT_FIELDS.productId} FROM store_days, json_each(store_days.products, '$.rows') AS product
      WHERE store_id = ${storeId} AND business_date BETWEEN ${from} AND ${to}
        AND max(${PRODUCT_FIELDS.quantity}, ${PRODUCT_FIELDS.knownQuantity}) >= ${TOP_PROFIT_MIN_QUANTITY})`)
}

/**
 * The one day within the window of a business date that carries an opening: every sixteenth day does,
 * so any window of sixteen days holds just one.
 */
export function openingDate(businessDate: BusinessDate): BusinessDate {
  const day = dayNumber(businessDate)
  return fromDayNumber(day - (day % WINDOW_DAYS))
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
      >`CASE WHEN ${storeDays.businessDate} >= ${ordersFrom} OR ${storeDays.summary} ->> 0 IS NOT ${SUMMARY_VERSION} THEN ${storeDays.orders} END`,
      products: storeDays.products,
      lossLines: storeDays.lossLines,
      coverage: storeDays.coverage,
      summary: storeDays.summary,
    })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, storeId), between(storeDays.businessDate, from, to)))
    .orderBy(asc(storeDays.businessDate))
}

type OpeningRecord = Pick<typeof openings.$inferSelect, 'businessDate' | 'balances'>
type BalanceRecord = [
  productId: number,
  saleCostMicro: number,
  saleCostQuantity: number,
  stock: number | null,
  lastSaleDay: number | null,
]

function fromOpeningRecord(record: OpeningRecord): Opening {
  const balances = new Map<number, Balance>()
  for (const [productId, saleCostMicro, saleCostQuantity, stock, lastSaleDay] of JSON.parse(
    record.balances,
  ) as BalanceRecord[]) {
    const lastSaleDate = lastSaleDay === null ? null : fromDayNumber(lastSaleDay)
    balances.set(productId, { saleCostMicro, saleCostQuantity, stock, lastSaleDate })
  }
  return { date: record.businessDate, balances }
}

function toBalances(opening: Opening): string {
  const records: BalanceRecord[] = []
  for (const [productId, { saleCostMicro, saleCostQuantity, stock, lastSaleDate }] of opening.balances) {
    const lastSaleDay = lastSaleDate === null ? null : dayNumber(lastSaleDate)
    records.push([productId, saleCostMicro, saleCostQuantity, stock, lastSaleDay])
  }
  return JSON.stringify(records)
}

/** Days folded at a time, so that a long history is never in memory at once. */
const FOLD_DAYS = 64

/**
 * Carries the latest earlier opening forward to `date` and keeps the result for the next time. Kept only
 * while the store's data is still the version that was read: an import drops the openings after its days.
 */
async function makeOpening(db: Database, store: StoreRecord, date: BusinessDate): Promise<Opening> {
  if (date <= store.firstDate) return { date, balances: new Map() }
  const [earlier] = await db.batch([
    db
      .select({ businessDate: openings.businessDate, balances: openings.balances })
      .from(openings)
      .where(and(eq(openings.storeId, store.id), lt(openings.businessDate, date)))
      .orderBy(desc(openings.businessDate))
      .limit(1),
  ])
  const before: Opening = earlier[0]
    ? fromOpeningRecord(earlier[0])
    : { date: store.firstDate, balances: new Map() }
  let opening = before
  // Beyond the last day nothing changes, however far somebody asks.
  while (opening.date < date && opening.date <= store.lastDate) {
    const hop = addDays(opening.date, FOLD_DAYS)
    const to = hop < date ? hop : date
    opening = { date: to, balances: foldDays(opening, await productDays(db, store.id, opening.date, to)) }
  }
  opening = { date, balances: opening.balances }
  if (date > store.lastDate) return opening
  await db.batch([
    db.statement(sql`
      INSERT INTO ${openings} (store_id, business_date, balances)
      SELECT ${store.id}, ${date}, ${toBalances(opening)} FROM ${stores}
      WHERE ${stores.id} = ${store.id} AND ${stores.dataVersion} = ${store.dataVersion}
      ON CONFLICT DO NOTHING`),
  ])
  return opening
}

/** The products' side of a store's days from `from` up to before `to`. */
async function productDays(
  db: Database,
  storeId: number,
  from: BusinessDate,
  to: BusinessDate,
): Promise<Pick<DayRollup, 'date' | 'products'>[]> {
  const [records] = await db.batch([
    db
      .select({ businessDate: storeDays.businessDate, products: storeDays.products })
      .from(storeDays)
      .where(
        and(
          eq(storeDays.storeId, storeId),
          gte(storeDays.businessDate, from),
          lt(storeDays.businessDate, to),
        ),
      )
      .orderBy(asc(storeDays.businessDate)),
  ])
  return records.map(({ businessDate, products }) => ({
    date: businessDate,
    products: fromProductsText(products),
  }))
}
