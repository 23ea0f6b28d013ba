import { and, desc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf } from '../diagnosis/order'
import { retrying } from '../retry'
import type { Database } from './database'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { fromOrderRecord } from './orderRecord'
import { DayTooLargeError, ROLLUP_VERSION, type RollupRecord, toRollupRecord } from './rollupRecord'
import { cards, dataClock, openings, products, storeDays, stores } from './schema'
import { readOrdersOfDays } from './storeDayOrders'

/**
 * Stored days are derived from their orders: one of another {@link ROLLUP_VERSION} is rolled up anew, by the refresh,
 * or before by whoever reads it.
 */

/** Days rolled up in one batch: some thousand orders. */
const DAYS_PER_BATCH = 8
/** How often a batch is tried that found its reads outdated, or that the database did not take. */
const MAX_ATTEMPTS = 4
const RETRY_PAUSE_MS = 60

/** The statements that write roll-ups of a store's days. */
export function upsertRollups(db: Database, storeId: number, rollups: readonly RollupRecord[]) {
  const key = [storeDays.storeId, storeDays.businessDate]
  return jsonSlices(rowArrays(storeDays, rollups, ['storeId'])).map((slice) =>
    db
      .insert(storeDays)
      .select(selectRows(storeDays, slice, storeId))
      .onConflictDoUpdate({ target: key, set: excludedValues(storeDays, key) }),
  )
}

/** The statement that drops what a change of a day makes wrong: the openings after it. */
export function dropOpeningsAfter(db: Database, storeId: number, date: BusinessDate) {
  return db.delete(openings).where(and(eq(openings.storeId, storeId), gt(openings.businessDate, date)))
}

/**
 * Rolls some days of a store up anew, the newest first, with what was computed from them dropped. What is written
 * stays written: one that is cut off goes on where it was.
 * @throws where a day cannot be rolled up, or what the database threw on the last attempt
 */
export async function rebuildDays(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<void> {
  const newestFirst = dates.toSorted().reverse()
  for (let at = 0; at < newestFirst.length; at += DAYS_PER_BATCH) {
    await retrying(
      MAX_ATTEMPTS,
      RETRY_PAUSE_MS,
      () => rebuildBatch(db, storeId, newestFirst.slice(at, at + DAYS_PER_BATCH)),
      (error) => error instanceof DayTooLargeError || error instanceof RollupSourceError,
    )
  }
}

async function rebuildBatch(db: Database, storeId: number, dates: readonly BusinessDate[]): Promise<void> {
  const [read] = await db.batch([
    db.select({ dataVersion: stores.dataVersion }).from(stores).where(eq(stores.id, storeId)),
  ])
  const orders = (await readOrdersOfDays(db, storeId, dates)).map(fromOrderRecord)
  const keys = new Set(orders.flatMap(({ lines }) => lines.map(({ productKey }) => productKey)))
  const [known] = await db.batch([
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.key, jsonValues([...keys])))),
  ])
  const ids = new Map(known.map(({ id, key }) => [key, id]))
  const ofDay = Map.groupBy(orders, businessDateOf)
  const rollups = dates.map((date) =>
    toRollupRecord(
      rollUpDay(date, ofDay.get(date) ?? missing(`the orders of ${date}`), (key) => {
        return ids.get(key) ?? missing(`the product ${key}`)
      }),
    ),
  )
  const dataVersion = read[0]?.dataVersion ?? missing(`store ${storeId}`)
  const earliest = dates.toSorted()[0] ?? ''
  await db.batch([
    // NOT NULL fails the batch where an import came between: its days would be overwritten with older ones.
    db
      .update(stores)
      .set({ dataVersion: sql`CASE WHEN ${stores.dataVersion} = ${dataVersion} THEN ${dataVersion} END` })
      .where(eq(stores.id, storeId)),
    ...upsertRollups(db, storeId, rollups),
    dropOpeningsAfter(db, storeId, earliest),
    db.delete(cards).where(and(eq(cards.storeId, storeId), gte(cards.businessDate, earliest))),
    // No refresh may rest before it has made these cards anew.
    db.update(dataClock).set({ refreshedSchema: 0 }),
  ])
}

/** What a day is rolled up from is not there: trying again finds no more. */
class RollupSourceError extends Error {
  constructor(what: string) {
    super(`${what} cannot be found: the stored day cannot be rolled up anew`)
    this.name = 'RollupSourceError'
  }
}

function missing(what: string): never {
  throw new RollupSourceError(what)
}

/**
 * Reads stored days; those of another version are rolled up anew first.
 * @param read reads the days, and whatever comes in the same round trip
 */
export async function readCurrentDays<
  Day extends Pick<RollupRecord, 'businessDate' | 'rollupVersion'>,
  Rest extends unknown[],
>(
  db: Database,
  storeId: number,
  read: () => Promise<[days: Day[], ...rest: Rest]>,
): Promise<[days: Day[], ...rest: Rest]> {
  const found = await read()
  const outdated = found[0].filter(isOutdated)
  if (outdated.length === 0) return found
  await rebuildDays(
    db,
    storeId,
    outdated.map(({ businessDate }) => businessDate),
  )
  const rebuilt = await read()
  if (rebuilt[0].some(isOutdated)) throw new Error('another version of the code rewrites the stored days')
  return rebuilt
}

function isOutdated({ rollupVersion }: Pick<RollupRecord, 'rollupVersion'>): boolean {
  return rollupVersion !== ROLLUP_VERSION
}

/** In two halves, each of which the index answers without being read through. */
const ofAnotherVersion = or(
  lt(storeDays.rollupVersion, ROLLUP_VERSION),
  gt(storeDays.rollupVersion, ROLLUP_VERSION),
)

/** A stored day of another version. */
export interface OutdatedDay {
  storeId: number
  store: string
  businessDate: BusinessDate
  orders: number
}

/** Stored days of another version, the newest first. */
export async function loadOutdatedDays(db: Database, limit: number): Promise<OutdatedDay[]> {
  const [rows] = await db.batch([
    db
      .select({
        storeId: storeDays.storeId,
        store: stores.name,
        businessDate: storeDays.businessDate,
        orders: storeDays.orderCount,
      })
      .from(storeDays)
      .innerJoin(stores, eq(stores.id, storeDays.storeId))
      .where(ofAnotherVersion)
      .orderBy(desc(storeDays.businessDate))
      .limit(limit),
  ])
  return rows
}

/** Notes that all stored days are of this version. */
export async function saveRebuilt(db: Database): Promise<void> {
  await db.batch([db.update(dataClock).set({ rollupVersion: ROLLUP_VERSION })])
}
