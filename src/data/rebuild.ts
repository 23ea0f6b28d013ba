import { and, desc, eq, gt, gte, inArray, isNotNull, lt, notExists, notInArray, or } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf, type Order } from '../diagnosis/order'
import { errorText } from '../log'
import { retrying } from '../retry'
import type { Database, Statement } from './database'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { fromOrderRecord } from './orderRecord'
import { isNotOvertaken, keepVersion } from './overtaken'
import { ROLLUP_VERSION, type RollupRecord, toRollupRecord } from './rollupRecord'
import { dataClock, openings, products, refreshedSchemas, schemaCards, storeDays, stores } from './schema'
import { selectOrdersOfDays, toOrdersOfDays } from './storeDayOrders'
import { type StoredDay, selectStoredDays } from './storedDays'

/**
 * Stored days are derived from their orders: one of another {@link ROLLUP_VERSION} is rolled up anew, by the refresh,
 * or before by whoever reads it.
 */

/** Days rolled up in one batch, of some ten statements: a few thousand orders. */
export const DAYS_PER_BATCH = 8

/** What became of some days that were to be rolled up anew; days that were current meanwhile are in neither. */
interface RebuiltDays {
  dates: BusinessDate[]
  /** What keeps a day from being rolled up, a sentence each. */
  failures: string[]
}

/** The statements that write roll-ups of a store's days. Those of the days that could not be archived may be now. */
export function upsertRollups(db: Database, storeId: number, rollups: readonly RollupRecord[]): Statement[] {
  if (rollups.length === 0) return []
  const { businessDate, archiveState } = storeDays
  const key = [storeDays.storeId, businessDate]
  // Where the day's orders stand is not a roll-up's to say.
  const rows = rollups.map((rollup) => ({ ...rollup, archiveState: 'open' }))
  const dates = jsonValues(rollups.map((rollup) => rollup.businessDate))
  return [
    ...jsonSlices(rowArrays(storeDays, rows, ['storeId'])).map((slice) =>
      db
        .insert(storeDays)
        .select(selectRows(storeDays, slice, storeId))
        .onConflictDoUpdate({ target: key, set: excludedValues(storeDays, [...key, archiveState]) }),
    ),
    // By itself: it is a part of an index, which would be written with every roll-up.
    db
      .update(storeDays)
      .set({ archiveState: 'open' })
      .where(and(eq(storeDays.storeId, storeId), inArray(businessDate, dates), eq(archiveState, 'failed'))),
  ]
}

/** The statement that drops what a change of a day makes wrong: the openings after it. */
export function dropOpeningsAfter(db: Database, storeId: number, date: BusinessDate) {
  return db.delete(openings).where(and(eq(openings.storeId, storeId), gt(openings.businessDate, date)))
}

/**
 * Rolls some days of a store up anew, the newest first, with what was computed from them dropped. What is written
 * stays written: one that is cut off goes on where it was. A day that cannot be rolled up stops no other.
 * @throws what the database threw on the last attempt
 */
export async function rebuildDays(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<RebuiltDays> {
  const newestFirst = dates.toSorted().reverse()
  const all: RebuiltDays = { dates: [], failures: [] }
  for (let at = 0; at < newestFirst.length; at += DAYS_PER_BATCH) {
    const batch = newestFirst.slice(at, at + DAYS_PER_BATCH)
    const rebuilt = await retrying(() => rebuildBatch(db, storeId, batch), { isPermanent: isNotOvertaken })
    all.dates.push(...rebuilt.dates)
    all.failures.push(...rebuilt.failures)
  }
  return all
}

async function rebuildBatch(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<RebuiltDays> {
  const [read, days, ...stored] = await db.batch([
    db.select({ dataVersion: stores.dataVersion }).from(stores).where(eq(stores.id, storeId)),
    db
      .select({
        businessDate: storeDays.businessDate,
        rollupVersion: storeDays.rollupVersion,
        orderCount: storeDays.orderCount,
      })
      .from(storeDays)
      .where(and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues(dates)))),
    ...selectOrdersOfDays(db, storeId, dates),
  ])
  // An import or another rebuild may have come to them meanwhile.
  const outdated = days.filter(isOutdated)
  const dataVersion = read[0]?.dataVersion
  if (outdated.length === 0 || dataVersion === undefined) return { dates: [], failures: [] }
  const { records: all, archived } = await toOrdersOfDays(db, storeId, stored)
  const ofDay = Map.groupBy(all, businessDateOf)
  const failures: string[] = []
  const orders = new Map<BusinessDate, Order[]>()
  for (const { businessDate, orderCount } of outdated) {
    try {
      const damage = archived.damaged.get(businessDate)
      if (damage !== undefined)
        throw new Error(
          `its archived orders are damaged (${damage}): import all of them again, or restore a backup`,
        )
      const records = ofDay.get(businessDate) ?? []
      if (records.length < orderCount)
        throw new Error(`only ${records.length} of its ${orderCount} orders are stored`)
      orders.set(businessDate, records.map(fromOrderRecord))
    } catch (error) {
      failures.push(reasonOf(businessDate, error))
    }
  }
  const ids = await loadProductIds(db, storeId, [...orders.values()].flat())
  const rollups: RollupRecord[] = []
  for (const [date, ordersOfDay] of orders) {
    try {
      rollups.push(toRollupRecord(rollUpDay(date, ordersOfDay, ids)))
    } catch (error) {
      failures.push(reasonOf(date, error))
    }
  }
  const rebuilt = rollups.map(({ businessDate }) => businessDate).sort()
  const [earliest] = rebuilt
  if (earliest !== undefined) await saveRollups(db, storeId, dataVersion, rollups, earliest)
  return { dates: rebuilt, failures }
}

async function saveRollups(
  db: Database,
  storeId: number,
  dataVersion: number,
  rollups: readonly RollupRecord[],
  earliest: BusinessDate,
): Promise<void> {
  const { main } = db
  const dropCards = [
    main
      .delete(schemaCards)
      .where(and(eq(schemaCards.storeId, storeId), gte(schemaCards.businessDate, earliest))),
    // No refresh may rest before it has made these cards anew.
    main.delete(refreshedSchemas),
  ] as const
  // In two databases the cards go first: a card is always computed from current roll-ups, so whatever comes to be stored of these days between
  // the two batches is one of the new ones. The other way round, a run that is cut off would leave cards of the old ones.
  if (db !== main) await main.batch(dropCards)
  await db.batch([
    // NOT NULL fails the batch where an import came between: its days would be overwritten with older ones.
    keepVersion(db, storeId, dataVersion),
    ...upsertRollups(db, storeId, rollups),
    dropOpeningsAfter(db, storeId, earliest),
    ...(db === main ? dropCards : []),
  ])
}

/** The numbers of the products of some orders, by key. */
async function loadProductIds(
  db: Database,
  storeId: number,
  ofOrders: readonly Order[],
): Promise<(productKey: string) => number> {
  const keys = new Set(ofOrders.flatMap(({ lines }) => lines.map(({ productKey }) => productKey)))
  const [known] = await db.batch([
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.key, jsonValues([...keys])))),
  ])
  const ids = new Map(known.map(({ id, key }) => [key, id]))
  return (key) => {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`its product ${key} is not stored`)
    return id
  }
}

function reasonOf(date: BusinessDate, error: unknown): string {
  return `${date}: ${errorText(error)}`
}

/**
 * Reads stored days; those of another version are rolled up anew first.
 * @param read reads the days, and whatever comes in the same round trip
 * @throws Error with the days that cannot be rolled up from what is stored: an import of their orders mends what is missing
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
  const { failures } = await rebuildDays(
    db,
    storeId,
    outdated.map(({ businessDate }) => businessDate),
  )
  if (failures.length > 0) throw new Error(failures.join('; '))
  const rebuilt = await read()
  if (rebuilt[0].some(isOutdated)) throw new Error('another version of the code rewrites the stored days')
  return rebuilt
}

/** Whether a stored day is of another version of the code. */
export function isOutdated({ rollupVersion }: Pick<RollupRecord, 'rollupVersion'>): boolean {
  return rollupVersion !== ROLLUP_VERSION
}

/** In two halves, each of which the index answers without being read through. */
const ofAnotherVersion = or(
  lt(storeDays.rollupVersion, ROLLUP_VERSION),
  gt(storeDays.rollupVersion, ROLLUP_VERSION),
)

/**
 * Stored days of another version, the newest first.
 * @param exceptStoreIds stores whose days are left out
 */
export async function loadOutdatedDays(
  db: Database,
  limit: number,
  exceptStoreIds: readonly number[] = [],
): Promise<StoredDay[]> {
  const [rows] = await db.batch([
    selectStoredDays(db)
      .where(and(ofAnotherVersion, notInArray(storeDays.storeId, jsonValues(exceptStoreIds))))
      .orderBy(desc(storeDays.businessDate))
      .limit(limit),
  ])
  return rows
}

/** Notes that all stored days are of this version, in all databases; not where some are in one that is not bound. */
export async function saveRebuilt({ main, all }: Database): Promise<void> {
  const names = jsonValues(all.map(({ name }) => name))
  const elsewhere = main
    .select({ id: stores.id })
    .from(stores)
    .where(and(notInArray(stores.database, names), isNotNull(stores.lastDate)))
  await main.batch([
    main.update(dataClock).set({ rollupVersion: ROLLUP_VERSION }).where(notExists(elsewhere)),
  ])
}
