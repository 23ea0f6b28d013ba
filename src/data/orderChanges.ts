import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf, type Order } from '../diagnosis/order'
import { retrying } from '../retry'
import { hasEnded } from '../shop'
import { DamagedArchiveError, deleteArchived, isOfDates } from './archive/archivedDays'
import { changeArchived } from './archive/changeArchived'
import { isOver } from './arrivals'
import type { Database } from './database'
import {
  addCounts,
  type ChangedProduct,
  type ImportPart,
  loadPartCounts,
  NOTHING_CHANGED,
  partStatements,
} from './importParts'
import { inTurn, TurnTakenError } from './inTurn'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { giveLeaseBack, type Lease, releaseLease } from './leases'
import {
  type ChangedOrders,
  DatabaseFullError,
  type Decision,
  type StoreDecision,
  type StoredOrder,
  StoreMergedError,
  type TouchedOrders,
} from './orderPlan'
import { isNotOvertaken } from './overtaken'
import { type ProductRow, productNumbers } from './productNumbers'
import { dropOpeningsAfter, upsertRollups } from './rebuild'
import { type RollupRecord, toRollupRecord } from './rollupRecord'
import { archivedDays, orders, products, storeDays, stores } from './schema'
import { deleteOrders } from './storeDayOrders'
import {
  copyNoted,
  hasSameDays,
  type NotedChange,
  nextVersion,
  noteChange,
  type StoreRow,
  selectOwnRows,
  settle,
  settleStore,
} from './storeVersions'
import { TooLargeError } from './tooLarge'
import { readRelated } from './touchedOrders'

/**
 * Changes orders of one store, or of several that they move between, in one batch, and the roll-ups of their days
 * beside them; orders that stay as they are cost no write. What they were before is kept with the part of the import
 * that changes them, and a part that has been written before is only answered.
 *
 * The roll-ups are computed here, by the pure code of the diagnosis, from rows read just before. So the batch moves
 * each store's data version on from the one that was read: if another import came between, that statement fails, the
 * whole batch with it, and all is read and decided anew.
 * In another database than the main one, the directory is told before.
 * @param db that has the stores
 * @param decide reads by `readTouchedOrders`, and decides
 * @param turn under which it reads, where several may want to change the store at once: they wait for each other
 * @throws TooLargeError, StoreMergedError, DamagedArchiveError, or what the database threw on the last attempt; nothing of the batch
 * is stored then
 */
export async function changeOrders(
  db: Database,
  decide: () => Promise<Decision>,
  part: ImportPart,
  turn?: Lease,
): Promise<ChangedOrders> {
  let tries = 0
  // One that has been written before fails its batch: only then is it looked for.
  const change = async () => {
    const known = tries++ > 0 ? await loadPartCounts(db, part) : undefined
    if (!known) return tryChange(db, await decide(), part, turn)
    // Whoever wrote it may not have come to tell the directory.
    if (known.storeId !== null) await settleStore(db, known.storeId)
    // Its own turn may have come meanwhile, and nobody else gives it back.
    if (turn) await releaseLease(db, turn)
    return known
  }
  const isPermanent = (error: unknown) =>
    error instanceof TooLargeError ||
    error instanceof StoreMergedError ||
    error instanceof DatabaseFullError ||
    error instanceof DamagedArchiveError ||
    error instanceof TurnTakenError ||
    isNotOvertaken(error)
  return inTurn(db, turn, () => retrying(change, { isPermanent }))
}

async function tryChange(
  db: Database,
  { stores: decisions, left = [] }: Decision,
  part: ImportPart,
  turn: Lease | undefined,
): Promise<ChangedOrders> {
  const writes: StoreWrite[] = []
  for (const decision of decisions) writes.push(await prepareWrite(db, decision, part))
  const counts = writes.map((write) => write.counts).reduce(addCounts, { ...NOTHING_CHANGED, left })
  const noted = db === db.main ? undefined : await noteWrites(db, part, writes)
  const versions = new Map(noted?.stores.map((store) => [store.id, store.dataVersion]))
  const [first, ...rest] = partStatements(db, part, writes, counts)
  const statements = [
    ...writes.flatMap((write) => writeStatements(db, write, versions.get(write.storeId))),
    ...(turn ? [giveLeaseBack(db, turn)] : []),
  ]
  if (!noted) {
    await db.batch([first, ...rest, ...statements])
    return counts
  }
  const storeIds = noted.stores.map(({ id }) => id)
  const [copied, ...copies] = copyNoted(db, noted)
  const results = await db.batch([
    copied,
    ...copies,
    ...[first, ...rest, ...statements],
    selectOwnRows(db, storeIds),
  ])
  await tellDays(db, noted, results.at(-1) as StoreRow[])
  return counts
}

/** Notes in the main database what is about to change in another one. */
function noteWrites(db: Database, part: ImportPart, writes: readonly StoreWrite[]): Promise<NotedChange> {
  const idsOf = (some: readonly StoreWrite[]) => some.map(({ storeId }) => storeId)
  const changing = writes.filter(({ statements }) => statements.length > 0)
  return noteChange(db, part, idsOf(writes), idsOf(changing))
}

/** Tells the directory where stores have other days than it knows. What is lost of that is told by whoever finds their versions to differ. */
async function tellDays(
  db: Database,
  { stores: known }: NotedChange,
  own: readonly StoreRow[],
): Promise<void> {
  for (const store of own) {
    const before = known.find(({ id }) => id === store.id)
    if (before && !hasSameDays(before, store)) await retrying(() => settle(db, store))
  }
}

/** What a batch does to one store. */
export interface StoreWrite {
  storeId: number
  before: ReadonlyMap<string, StoredOrder>
  changes: StoreDecision['changes']
  /** Those that get another name or category. */
  products: ChangedProduct[]
  counts: ChangedOrders
  /** Whether the store's data is as it was read. */
  isAsRead: SQL
  /** None where its data stays as it is. */
  statements: BatchItem<'sqlite'>[]
}

/** @param version that the directory has noted, of a store in another database than the main one */
function writeStatements(db: Database, { storeId, isAsRead, statements }: StoreWrite, version?: number) {
  return statements.length === 0 ? [] : [...nextVersion(db, storeId, isAsRead, version), ...statements]
}

async function prepareWrite(
  db: Database,
  { touched, changes, productIds = [], products: namesOf }: StoreDecision,
  { arrived, at }: ImportPart,
): Promise<StoreWrite> {
  const { storeId } = touched
  const related = touched.related ?? (await readRelated(db, touched, changes, productIds))
  const numbers = productNumbers(related.products, related.highestProductId)
  const rows = namesOf(related.products, numbers.idOf)

  const days = daysAfter(touched.orders, changes)
  // One that cannot be read is replaced, also where nothing comes in its place.
  const dates = new Set([...changedDates(touched.orders, changes), ...touched.archived.damaged.keys()])
  const rollups = [...days]
    .filter(([, ofDay]) => ofDay.length > 0)
    .map(([date, ofDay]) => toRollupRecord(rollUpDay(date, ofDay.map(orderOf), numbers.idOf)))
    // Also a day whose orders are unchanged, where what is stored of it is not what they add up to.
    .filter((rollup) => dates.has(rollup.businessDate) || !sameRollup(related.rollups, rollup))
  const emptied = [...dates].filter((date) => !days.get(date)?.length)
  // A day that is over now is another one to look at, also where all of its orders were known.
  const ended = touched.notOverDates.filter((date) => arrived?.has(date) && hasEnded(date, at))
  const daysChanged = [
    ...new Set([...rollups.map(({ businessDate }) => businessDate), ...emptied, ...ended]),
  ].sort()
  const [earliest] = daysChanged
  const archive = await changeArchived(db, touched, days, dates, related, numbers.idOf)
  return {
    storeId,
    before: touched.orders,
    changes,
    products: renamed(rows, related.products),
    counts: { ...countsOf(touched.orders, changes), daysChanged, left: [] },
    isAsRead: isAsRead(touched),
    statements:
      earliest === undefined
        ? []
        : [
            ...writeProducts(db, storeId, rows),
            ...writeOrders(db, storeId, changes, archive.dates, days),
            ...archive.statements,
            ...upsertRollups(db, storeId, rollups),
            db
              .delete(storeDays)
              .where(
                and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues(emptied))),
              ),
            // Also what was packed of a day and does not count yet.
            ...deleteArchived(db, storeId, emptied),
            dropOpeningsAfter(db, storeId, earliest),
            daysRange(db, storeId),
          ],
  }
}

/** Whether the store's data are those that were read, and none of the days was archived since. */
function isAsRead({ storeId, dataVersion, openDates }: TouchedOrders): SQL {
  return sql`(${stores.dataVersion} = ${dataVersion} AND NOT EXISTS (
    SELECT 1 FROM ${archivedDays} WHERE ${archivedDays.storeId} = ${storeId} AND ${archivedDays.isVerified} AND ${isOfDates(openDates)}))`
}

function writeProducts(db: Database, storeId: number, rows: readonly ProductRow[]) {
  const key = [products.storeId, products.id]
  return jsonSlices(rowArrays(products, rows, ['storeId'])).map((slice) =>
    db
      .insert(products)
      .select(selectRows(products, slice, storeId))
      .onConflictDoUpdate({
        target: key,
        set: excludedValues(products, key),
        setWhere: sql`${products.name} IS NOT excluded.name OR ${products.category} IS NOT excluded.category`,
      }),
  )
}

/** @param archived days whose orders stand elsewhere: also one that came from another day, or that earlier code put here, is not to stay */
function writeOrders(
  db: Database,
  storeId: number,
  changes: StoreDecision['changes'],
  archived: ReadonlySet<BusinessDate>,
  days: ReadonlyMap<BusinessDate, readonly StoredOrder[]>,
) {
  const key = [orders.storeId, orders.orderId]
  const records = [...changes.values()].flatMap((after) =>
    after && !archived.has(businessDateOf(after.order)) ? [after.record] : [],
  )
  const removed = [
    ...[...changes].flatMap(([orderId, after]) => (after ? [] : [orderId])),
    ...[...archived].flatMap((date) => days.get(date) ?? []).map(({ record }) => record.orderId),
  ]
  return [
    ...jsonSlices(rowArrays(orders, records, ['storeId'])).map((slice) =>
      db
        .insert(orders)
        .select(selectRows(orders, slice, storeId))
        .onConflictDoUpdate({ target: key, set: excludedValues(orders, key) }),
    ),
    ...deleteOrders(db, storeId, removed),
  ]
}

/** What a store's days say of it. In the batch behind the statements that note what has arrived. */
function daysRange(db: Database, storeId: number) {
  const ofStore = (what: SQL, where = sql``) =>
    sql`(SELECT ${what}(${storeDays.businessDate}) FROM ${storeDays} WHERE ${storeDays.storeId} = ${storeId} ${where})`
  return db
    .update(stores)
    .set({
      firstDate: ofStore(sql`min`),
      lastDate: ofStore(sql`max`),
      // The latest row that is over, by the index from behind: mostly the first or the second.
      lastCompleteDate: sql`(SELECT ${storeDays.businessDate} FROM ${storeDays} WHERE ${storeDays.storeId} = ${storeId} AND ${isOver} ORDER BY ${storeDays.businessDate} DESC LIMIT 1)`,
    })
    .where(eq(stores.id, storeId))
}

/** The orders of each day once the changes are made; a day that has none left is in it too. */
function daysAfter(
  stored: ReadonlyMap<string, StoredOrder>,
  changes: StoreDecision['changes'],
): Map<BusinessDate, StoredOrder[]> {
  const days = new Map<BusinessDate, StoredOrder[]>()
  const dayOf = ({ order }: StoredOrder) => {
    const date = businessDateOf(order)
    const day = days.get(date) ?? []
    days.set(date, day)
    return day
  }
  for (const [orderId, before] of stored) {
    const day = dayOf(before)
    if (!changes.has(orderId)) day.push(before)
  }
  for (const after of changes.values()) if (after) dayOf(after).push(after)
  return days
}

function orderOf({ order }: StoredOrder): Order {
  return order
}

function changedDates(
  stored: ReadonlyMap<string, StoredOrder>,
  changes: StoreDecision['changes'],
): Set<BusinessDate> {
  const dates = new Set<BusinessDate>()
  for (const [orderId, after] of changes) {
    const before = stored.get(orderId)
    if (before) dates.add(businessDateOf(before.order))
    if (after) dates.add(businessDateOf(after.order))
  }
  return dates
}

function countsOf(stored: ReadonlyMap<string, StoredOrder>, changes: StoreDecision['changes']) {
  const counts = { ordersNew: 0, ordersChanged: 0, ordersRemoved: 0 }
  for (const [orderId, after] of changes) {
    if (!after) counts.ordersRemoved++
    else if (stored.has(orderId)) counts.ordersChanged++
    else counts.ordersNew++
  }
  return counts
}

/** Products that get another name or category, with what they had. */
function renamed(rows: readonly ProductRow[], known: readonly ProductRow[]): ChangedProduct[] {
  const before = new Map(known.map((product) => [product.id, product]))
  return rows.flatMap(({ id, name, category }) => {
    const was = before.get(id)
    return was && (was.name !== name || was.category !== category)
      ? [{ id, name, category, before: { name: was.name, category: was.category } }]
      : []
  })
}

function sameRollup(stored: ReadonlyMap<BusinessDate, RollupRecord>, rollup: RollupRecord): boolean {
  const before = stored.get(rollup.businessDate)
  const names = Object.keys(rollup) as (keyof RollupRecord)[]
  return before !== undefined && names.every((name) => before[name] === rollup[name])
}
