import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { BusinessDate } from '../../diagnosis/businessDate'
import { businessDateOf } from '../../diagnosis/order'
import { errorText } from '../../log'
import { retrying } from '../../retry'
import { type Database, runStatements } from '../database'
import { jsonValues } from '../jsonRows'
import type { OrderRecord } from '../orderRecord'
import { isNotOvertaken, keepVersion } from '../overtaken'
import { archivedDays, orders, products, storeDays, stores } from '../schema'
import { deleteOrders, isListedOn, selectOrdersOfDays, toOrdersOfDays } from '../storeDayOrders'
import { type StoredDay, selectStoredDays } from '../storedDays'
import {
  indexOrders,
  insertProductTexts,
  isOfDates,
  type PackedDay,
  packDay,
  productVariants,
  selectArchived,
  selectProductTexts,
  toArchivedOrders,
  upsertArchived,
} from './archivedDays'

/**
 * Moves the orders of days that are long over out of `orders`. A day is packed and stored beside its orders, read back and compared
 * with them, and only then they are deleted, in the batch that makes the packed ones count. So whenever it is cut off, either the
 * orders or what was packed of them is the day, and doing it again ends it.
 */

/** Days archived together: four trips with some twenty statements in all, and a few megabytes. */
export const DAYS_AT_ONCE = 8

/** Days before a date whose orders are not archived, the oldest first. */
export async function loadDaysToArchive(
  db: Database,
  before: BusinessDate,
  limit: number,
): Promise<StoredDay[]> {
  const [rows] = await db.batch([
    selectStoredDays(db)
      // The first condition is that of the index, word for word.
      .where(
        and(
          sql`archive_state <> 'archived'`,
          eq(storeDays.archiveState, 'open'),
          lt(storeDays.businessDate, before),
        ),
      )
      .orderBy(asc(storeDays.businessDate))
      .limit(limit),
  ])
  return rows
}

/** What became of some days; one that was archived meanwhile is in neither. */
export interface ArchiveResult {
  dates: BusinessDate[]
  /** What keeps a day from being archived, a sentence each. */
  failures: ArchiveFailure[]
}

interface ArchiveFailure {
  date: BusinessDate
  error: string
}

/**
 * Archives some days of a store, {@link DAYS_AT_ONCE} at most. A day that cannot be archived stays as it is and stops no other; it waits
 * until its orders change, or for {@link retryFailed}.
 * @throws what the database threw on the last attempt
 */
export async function archiveDays(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<ArchiveResult> {
  const result = await retrying(() => tryArchive(db, storeId, dates), { isPermanent: isNotOvertaken })
  const failed = result.failures.map(({ date }) => date)
  if (failed.length > 0) {
    await db.batch([
      db
        .update(storeDays)
        .set({ archiveState: 'failed' })
        .where(
          and(
            eq(storeDays.storeId, storeId),
            inArray(storeDays.businessDate, jsonValues(failed)),
            eq(storeDays.archiveState, 'open'),
          ),
        ),
    ])
  }
  return result
}

/** Lets days be tried again that could not be archived: what kept them from it may be mended. */
export async function retryFailed(db: Database): Promise<void> {
  await db.batch([
    db
      .update(storeDays)
      .set({ archiveState: 'open' })
      .where(and(sql`archive_state <> 'archived'`, eq(storeDays.archiveState, 'failed'))),
  ])
}

/** A day, and what was packed of it. */
interface Draft {
  records: readonly OrderRecord[]
  packed: PackedDay
}

async function tryArchive(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<ArchiveResult> {
  const productIds = sql`(SELECT ${products.id} FROM ${products} WHERE ${products.storeId} = ${storeId} AND ${products.key} IN (
    SELECT line.value ->> 0 FROM ${orders}, json_each(${orders.lines}) AS line WHERE ${isListedOn(storeId, dates)}))`
  const [read, open, texts, numbers, ...stored] = await db.batch([
    db.select({ dataVersion: stores.dataVersion }).from(stores).where(eq(stores.id, storeId)),
    db
      .select({ businessDate: storeDays.businessDate, orderCount: storeDays.orderCount })
      .from(storeDays)
      .where(
        and(
          eq(storeDays.storeId, storeId),
          inArray(storeDays.businessDate, jsonValues(dates)),
          eq(storeDays.archiveState, 'open'),
        ),
      ),
    selectProductTexts(db, storeId, productIds),
    db
      .select({ id: products.id, key: products.key })
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.id, productIds))),
    ...selectOrdersOfDays(db, storeId, dates),
  ])
  const dataVersion = read[0]?.dataVersion
  if (open.length === 0 || dataVersion === undefined) return { dates: [], failures: [] }

  const ids = new Map(numbers.map(({ id, key }) => [key, id]))
  const variants = productVariants(texts, (key) => ids.get(key))
  const ofDay = Map.groupBy((await toOrdersOfDays(db, storeId, stored)).records, businessDateOf)
  const failures: ArchiveFailure[] = []
  const drafts: Draft[] = []
  for (const { businessDate, orderCount } of open) {
    try {
      const records = ofDay.get(businessDate) ?? []
      if (records.length !== orderCount) {
        throw new Error(`${records.length} orders are stored, its roll-up has ${orderCount}`)
      }
      drafts.push({ records, packed: await packDay(businessDate, records, variants) })
    } catch (error) {
      failures.push({ date: businessDate, error: `${businessDate} was not archived: ${errorText(error)}` })
    }
  }
  if (drafts.length === 0) return { dates: [], failures }

  await runStatements(db, [
    ...insertProductTexts(db, storeId, variants.added()),
    ...upsertArchived(
      db,
      storeId,
      drafts.map(({ packed }) => packed),
      false,
    ),
  ])
  const verified = await verify(db, storeId, drafts, failures)
  if (verified.length > 0) await makeCount(db, storeId, dataVersion, verified)
  return { dates: verified.map(({ packed }) => packed.businessDate).sort(), failures }
}

/** Which drafts, read back from the database, are the orders that they were packed from: value by value. */
async function verify(
  db: Database,
  storeId: number,
  drafts: readonly Draft[],
  failures: ArchiveFailure[],
): Promise<Draft[]> {
  const dates = drafts.map(({ packed }) => packed.businessDate)
  const { byDate, damaged } = await toArchivedOrders(
    ...(await db.batch(selectArchived(db, storeId, isOfDates(dates), 'draftsToo'))),
  )
  return drafts.filter(({ records, packed: { businessDate } }) => {
    const difference = damaged.get(businessDate) ?? differenceOf(records, byDate.get(businessDate) ?? [])
    if (difference !== undefined) {
      const error = `${businessDate} was not archived: read back, ${difference}`
      failures.push({ date: businessDate, error })
    }
    return difference === undefined
  })
}

/** In what two days differ; undefined where in nothing. */
function differenceOf(stored: readonly OrderRecord[], packed: readonly OrderRecord[]): string | undefined {
  if (stored.length !== packed.length) return `it has ${packed.length} of ${stored.length} orders`
  const packedById = new Map(packed.map((record) => [record.orderId, record]))
  for (const record of stored) {
    const other = packedById.get(record.orderId)
    const names = Object.keys(record) as (keyof OrderRecord)[]
    const different = names.find((name) => record[name] !== other?.[name])
    if (different) return `${different} of the order ${record.orderId} is another`
  }
  return undefined
}

/**
 * From here on the packed orders are the day. The batch fails where an import came between, or something else was packed of the day:
 * what was read back is no more what is stored.
 */
async function makeCount(db: Database, storeId: number, dataVersion: number, drafts: readonly Draft[]) {
  const days = drafts.map(({ records, packed }) => ({
    date: packed.businessDate,
    orderIds: records.map(({ orderId }) => orderId),
  }))
  const ofDays = and(
    eq(storeDays.storeId, storeId),
    inArray(storeDays.businessDate, jsonValues(days.map(({ date }) => date))),
  )
  const orderIds = days.flatMap((day) => day.orderIds)
  const hashes = JSON.stringify(drafts.map(({ packed }) => [packed.businessDate, packed.contentHash]))
  await db.batch([
    keepVersion(db, storeId, dataVersion),
    db
      .update(archivedDays)
      .set({
        isVerified: sql`(SELECT 1 FROM json_each(${hashes}) AS draft WHERE draft.value ->> 0 = ${archivedDays.businessDate} AND draft.value ->> 1 = ${archivedDays.contentHash})`,
      })
      .where(and(eq(archivedDays.storeId, storeId), isOfDates(days.map(({ date }) => date)))),
    ...indexOrders(db, storeId, days),
    ...deleteOrders(db, storeId, orderIds),
    db.update(storeDays).set({ archiveState: 'archived' }).where(ofDays),
  ])
}
