import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { BusinessDate } from '../diagnosis/businessDate'
import { rollUpDay } from '../diagnosis/dayRollup'
import { businessDateOf, type Order } from '../diagnosis/order'
import { retrying } from '../retry'
import { hasEnded } from '../shop'
import {
  DamagedArchiveError,
  deleteArchived,
  isOfDates,
  selectDaysOfOrders,
  selectProductTexts,
} from './archive/archivedDays'
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
import { giveLeaseBack, type Lease, releaseLease, takeLease } from './leases'
import {
  type ChangedOrders,
  type Decision,
  type OrderSelection,
  type RelatedRows,
  type StoreDecision,
  type StoredOrder,
  StoreMergedError,
  type TouchedOrders,
} from './orderPlan'
import { fromOrderRecord } from './orderRecord'
import { isNotOvertaken } from './overtaken'
import { type ProductRow, productNumbers } from './productNumbers'
import { dropOpeningsAfter, upsertRollups } from './rebuild'
import { listedIds, type RollupRecord, toRollupRecord } from './rollupRecord'
import { archivedDays, dataClock, orders, products, storeDays, stores } from './schema'
import {
  deleteOrders,
  isListedOn,
  type OrdersOfDays,
  readOrdersOfDays,
  selectOrdersOfDays,
  toOrdersOfDays,
} from './storeDayOrders'
import { TooLargeError } from './tooLarge'

/**
 * Changes orders of one store, or of several that they move between, in one batch, and the roll-ups of their days
 * beside them; orders that stay as they are cost no write. What they were before is kept with the part of the import
 * that changes them, and a part that has been written before is only answered.
 *
 * The roll-ups are computed here, by the pure code of the diagnosis, from rows read just before. So the batch moves
 * each store's data version on from the one that was read: if another import came between, that statement fails, the
 * whole batch with it, and all is read and decided anew.
 * @param decide reads by {@link readTouchedOrders}, and decides
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
    // Its own turn may have come meanwhile, and nobody else gives it back.
    if (turn) await releaseLease(db, turn)
    return known
  }
  const isPermanent = (error: unknown) =>
    error instanceof TooLargeError ||
    error instanceof StoreMergedError ||
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
  const [first, ...rest] = partStatements(db, part, writes, counts)
  const statements = writes.flatMap((write) => write.statements)
  await db.batch([first, ...rest, ...statements, ...(turn ? [giveLeaseBack(db, turn)] : [])])
  return counts
}

/** What a batch does to one store. */
export interface StoreWrite {
  storeId: number
  before: ReadonlyMap<string, StoredOrder>
  changes: StoreDecision['changes']
  /** Those that get another name or category. */
  products: ChangedProduct[]
  counts: ChangedOrders
  statements: BatchItem<'sqlite'>[]
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
    statements:
      earliest === undefined
        ? []
        : [
            ...nextVersion(db, touched),
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

/** Fails the batch where the store's data are no more those that were read, or a day was archived since. */
function nextVersion(db: Database, { storeId, dataVersion, openDates }: TouchedOrders) {
  const isArchived = sql`EXISTS (SELECT 1 FROM ${archivedDays} WHERE ${archivedDays.storeId} = ${storeId} AND ${archivedDays.isVerified} AND ${isOfDates(openDates)})`
  return [
    db.update(dataClock).set({ version: sql`${dataClock.version} + 1` }),
    db
      .update(stores)
      .set({
        dataVersion: sql`CASE WHEN ${stores.dataVersion} = ${dataVersion} AND NOT ${isArchived} THEN (SELECT ${dataClock.version} FROM ${dataClock}) END`,
      })
      .where(eq(stores.id, storeId)),
  ] as const
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

/**
 * Reads the orders that a change may touch, and what is written beside them, in one trip where no order leaves a day that was not named.
 * @param turn is taken first, where there is one. @throws TurnTakenError where somebody else has it
 */
export async function readTouchedOrders(
  db: Database,
  storeId: number,
  selection: OrderSelection,
  turn?: Lease,
): Promise<TouchedOrders> {
  const { dates, orderIds, productKeys = [], productIds = [] } = selection
  const [taken, read, ofDays, counted, archivedDays, texts, times, mayBeOn, notOver, ...related] =
    await db.batch([
      turn ? takeLease(db, turn) : selectNobody(db),
      db
        .select({ dataVersion: stores.dataVersion, mergedInto: stores.mergedInto })
        .from(stores)
        .where(eq(stores.id, storeId)),
      ...selectOrdersOfDays(db, storeId, dates),
      db
        .select({ orderedAt: orders.orderedAt })
        .from(orders)
        .where(and(eq(orders.storeId, storeId), inArray(orders.orderId, jsonValues(orderIds)))),
      selectDaysOfOrders(
        db,
        orderIds.map((orderId) => [storeId, orderId] as const),
      ),
      db
        .select({ date: storeDays.businessDate })
        .from(storeDays)
        .where(
          and(
            eq(storeDays.storeId, storeId),
            inArray(storeDays.businessDate, jsonValues(dates)),
            sql`NOT ${isOver}`,
          ),
        ),
      ...selectRelated(db, storeId, isOrderedOn(storeId, productKeys, dates), dates, productIds),
    ])
  if (turn && taken.length === 0) throw new TurnTakenError(turn)
  const named = await toOrdersOfDays(db, storeId, [ofDays, counted, archivedDays, texts])
  refuseDamaged(storeId, named.archived, selection, related[3])
  const planned = new Set(dates)
  const otherDates = [...times.map(businessDateOf), ...mayBeOn.map(({ date }) => date)]
  const left = await ordersOfLeftDays(
    db,
    storeId,
    new Set(otherDates.filter((date) => !planned.has(date))),
    new Set(orderIds),
  )
  const records = [...named.records, ...left.records]
  const archived = {
    byDate: new Map([...named.archived.byDate, ...left.archived.byDate]),
    damaged: named.archived.damaged,
  }
  const isWhole = records.length === ofDays.length && archived.byDate.size + archived.damaged.size === 0
  return {
    storeId,
    orders: new Map(
      records.map((record) => [record.orderId, { record, order: fromOrderRecord(record) }] as const),
    ),
    archived,
    openDates: [...planned, ...left.records.map((record) => businessDateOf(record))].filter(
      (date) => !archived.byDate.has(date) && !archived.damaged.has(date),
    ),
    dataVersion: read[0]?.dataVersion ?? 0,
    notOverDates: notOver.map(({ date }) => date),
    mergedInto: read[0]?.mergedInto ?? null,
    related: isWhole ? relatedOf(related) : undefined,
  }
}

/** @throws DamagedArchiveError where a day cannot be read and the change does not say what becomes of all of its orders */
function refuseDamaged(
  storeId: number,
  { damaged }: OrdersOfDays['archived'],
  { orderIds, completeDays }: OrderSelection,
  rollups: readonly RollupRecord[],
): void {
  const named = new Set(orderIds)
  const replaced = new Set(completeDays)
  for (const rollup of completeDays ? rollups : []) {
    const listed = listedIds(rollup)
    if (listed.length >= rollup.orderCount && listed.every((orderId) => named.has(orderId))) {
      replaced.add(rollup.businessDate)
    }
  }
  const left = new Map([...damaged].filter(([date]) => !replaced.has(date)))
  if (left.size > 0) throw new DamagedArchiveError(storeId, left)
}

/**
 * The orders of days that were not named, and on which orders of some numbers are.
 * @throws DamagedArchiveError where nobody can tell whether one is
 */
async function ordersOfLeftDays(
  db: Database,
  storeId: number,
  dates: ReadonlySet<BusinessDate>,
  orderIds: ReadonlySet<string>,
): Promise<OrdersOfDays> {
  if (dates.size === 0) return { records: [], archived: { byDate: new Map(), damaged: new Map() } }
  const { records, archived } = await readOrdersOfDays(db, storeId, [...dates])
  if (archived.damaged.size > 0) throw new DamagedArchiveError(storeId, archived.damaged)
  const ofDate = Map.groupBy(records, businessDateOf)
  // Another order's hash may have led to a day.
  const meant = [...ofDate].filter(([, ofDay]) => ofDay.some(({ orderId }) => orderIds.has(orderId)))
  return {
    records: meant.flatMap(([, ofDay]) => ofDay),
    archived: {
      byDate: new Map(
        meant.flatMap(([date]) => {
          const ofDay = archived.byDate.get(date)
          return ofDay ? [[date, ofDay] as const] : []
        }),
      ),
      damaged: new Map(),
    },
  }
}

/** In the place of a lease that nobody takes. */
function selectNobody(db: Database) {
  return db.select({ owner: sql<string>`''` }).from(stores).where(sql`false`)
}

/** Whether a product is one of some keys, or of the orders that some days list. */
function isOrderedOn(storeId: number, keys: readonly string[], dates: readonly BusinessDate[]): SQL {
  // A product without a code has its name for a key: the keys of a part may be more than one parameter holds.
  const ofKeys = jsonSlices(keys).map((slice) => sql`SELECT value FROM json_each(${slice}) UNION `)
  return sql`${products.key} IN (
    ${sql.join(ofKeys)}SELECT line.value ->> 0 FROM ${orders}, json_each(${orders.lines}) AS line WHERE ${isListedOn(storeId, dates)})`
}

function selectRelated(
  db: Database,
  storeId: number,
  isOrdered: SQL,
  dates: readonly BusinessDate[],
  productIds: readonly number[],
) {
  const row = { id: products.id, key: products.key, name: products.name, category: products.category }
  return [
    db
      .select(row)
      .from(products)
      .where(and(eq(products.storeId, storeId), isOrdered)),
    db
      .select(row)
      .from(products)
      .where(and(eq(products.storeId, storeId), inArray(products.id, jsonValues(productIds)))),
    db
      .select({ id: sql<number | null>`max(${products.id})` })
      .from(products)
      .where(eq(products.storeId, storeId)),
    db
      .select()
      .from(storeDays)
      .where(and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues(dates)))),
  ] as const
}

function relatedOf([known, named, highest, rollups]: readonly [
  ProductRow[],
  ProductRow[],
  { id: number | null }[],
  (RollupRecord & { storeId: number })[],
]): RelatedRows {
  return {
    rollups: new Map(rollups.map((rollup) => [rollup.businessDate, rollup])),
    products: [...new Map([...known, ...named].map((product) => [product.id, product])).values()],
    highestProductId: highest[0]?.id ?? 0,
  }
}

/** What is written beside orders, where more of them were read than their days had promised, or some are archived. */
async function readRelated(
  db: Database,
  { storeId, orders: stored, archived }: TouchedOrders,
  changes: StoreDecision['changes'],
  productIds: readonly number[],
): Promise<RelatedRows> {
  const all = [...stored.values(), ...changes.values()].flatMap((one) => (one ? [one.order] : []))
  const keys = new Set(all.flatMap((order) => order.lines.map((line) => line.productKey)))
  const dates = new Set([...all.map(businessDateOf), ...archived.damaged.keys()])
  const isOrdered = inArray(products.key, jsonValues([...keys]))
  const ids = sql`(SELECT ${products.id} FROM ${products} WHERE ${products.storeId} = ${storeId} AND ${isOrdered})`
  const [archivedTexts, ...related] = await db.batch([
    selectProductTexts(db, storeId, ids),
    ...selectRelated(db, storeId, isOrdered, [...dates], productIds),
  ])
  return { ...relatedOf(related), archivedTexts }
}
