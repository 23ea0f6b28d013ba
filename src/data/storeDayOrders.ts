import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order } from '../diagnosis/order'
import {
  type ArchivedOrders,
  DamagedArchiveError,
  isOfDates,
  mayHoldOrders,
  selectArchived,
  toArchivedOrders,
} from './archive/archivedDays'
import type { Database, Statement } from './database'
import { touchesOnly } from './imports'
import { jsonSlices, jsonValues } from './jsonRows'
import { fromOrderRecord, ORDER_RECORD_COLUMNS, type OrderRecord, storedLines } from './orderRecord'
import { imports, orders, products, storeDays } from './schema'

/** The orders of some days of a store. */
export interface OrdersOfDays {
  records: OrderRecord[]
  /** What of them is archived. */
  archived: ArchivedOrders
}

/**
 * The statements that read the orders of some days of a store, for a batch; {@link toOrdersOfDays} puts together what they find.
 * A day's roll-up lists its orders, so that `orders` needs no second index, which would be billed with every order written.
 */
export function selectOrdersOfDays(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return [
    selectListedOrders(db, storeId, dates),
    selectOrderCounts(db, storeId, dates),
    ...selectArchived(db, storeId, isOfDates(dates)),
  ] as const
}

/** How many orders each of some days has, and where. */
function selectOrderCounts(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return db
    .select({
      date: storeDays.businessDate,
      orders: storeDays.orderCount,
      archiveState: storeDays.archiveState,
    })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, storeId), inArray(storeDays.businessDate, jsonValues(dates))))
}

/**
 * The orders of some days, archived or not. Where a list and its day's count disagree, all of the store's orders are looked through
 * instead. An archived day that is damaged has none.
 * @param rows of {@link selectOrdersOfDays}
 */
export async function toOrdersOfDays(
  db: Database,
  storeId: number,
  [listed, counted, archivedRows, texts]: readonly [
    listed: OrderRecord[],
    counted: Awaited<ReturnType<typeof selectOrderCounts>>,
    ...archived: Parameters<typeof toArchivedOrders>,
  ],
): Promise<OrdersOfDays> {
  const { byDate, damaged } = await toArchivedOrders(archivedRows, texts)
  const missing = counted.filter(
    ({ date, archiveState }) => archiveState === 'archived' && !byDate.has(date) && !damaged.has(date),
  )
  const archived = {
    byDate,
    damaged: new Map([...damaged, ...missing.map(({ date }) => [date, 'its row is missing'] as const)]),
  }
  const isArchived = (date: BusinessDate) => archived.byDate.has(date) || archived.damaged.has(date)
  const found = Map.groupBy(listed, businessDateOf)
  const incomplete = counted.flatMap(({ date, orders: count }) =>
    isArchived(date) || found.get(date)?.length === count ? [] : [date],
  )
  const ofDays = incomplete.length === 0 ? [] : await searchOrders(db, storeId, incomplete)
  // An order that earlier code has stored beside an archived day counts more than what is archived of it.
  const records = [...[...archived.byDate.values()].flat(), ...listed, ...ofDays]
  return { records: [...new Map(records.map((record) => [record.orderId, record])).values()], archived }
}

/** The orders of some days, by looking through all of the store's. */
async function searchOrders(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<OrderRecord[]> {
  const [records] = await db.batch([
    selectOrders(db).where(
      and(eq(orders.storeId, storeId), sql`substr(${orders.orderedAt}, 1, 10) IN ${jsonValues(dates)}`),
    ),
  ])
  return records
}

/** Reads the orders of some days of a store. */
export async function readOrdersOfDays(
  db: Database,
  storeId: number,
  dates: readonly BusinessDate[],
): Promise<OrdersOfDays> {
  return toOrdersOfDays(db, storeId, await db.batch(selectOrdersOfDays(db, storeId, dates)))
}

/** The statements that delete orders, cut so that each parameter has room. */
export function deleteOrders(db: Database, storeId: number, orderIds: readonly string[]): Statement[] {
  return jsonSlices(orderIds).map((slice) =>
    db
      .delete(orders)
      .where(
        and(eq(orders.storeId, storeId), sql`${orders.orderId} IN (SELECT value FROM json_each(${slice}))`),
      ),
  )
}

/** The orders that some days list. */
function selectListedOrders(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return selectOrders(db).where(isListedOn(storeId, dates))
}

/** The orders that stored days list, as a table `listed`; of a list that is none, nothing. */
export const listedOrders = sql`json_each(iif(json_valid(${storeDays.orders}), ${storeDays.orders}, '[]')) AS listed`

/** Whether an order is one that some days list. */
export function isListedOn(storeId: number, dates: readonly BusinessDate[]): SQL {
  return sql`${orders.storeId} = ${storeId} AND ${orders.orderId} IN (
      SELECT listed.value ->> 0 FROM ${storeDays}, ${listedOrders}
      WHERE listed.type = 'array' AND ${storeDays.storeId} = ${storeId} AND ${storeDays.businessDate} IN ${jsonValues(dates)})`
}

/** An order with what its page says beside it. */
export interface OrderWithSource {
  order: Order
  /** Numbers of the products in its lines, by key. */
  productIds: Map<string, number>
  /** Which entry of the history stored it last; undefined where nobody kept that, or the entry is not to be told of. */
  source: OrderSource | undefined
}

export interface OrderSource {
  importId: number
  kind: (typeof imports.$inferSelect)['kind']
  file: string | null
  /** On which line of the file the order begins; null where nobody kept it. */
  fileLine: number | null
}

/**
 * An order, in one trip; in two where it is archived.
 * @param onlyStoreIds entries of the history that tell of another store are not told of; undefined where all are
 * @returns undefined where the store has no such order
 * @throws DamagedArchiveError
 */
export async function loadOrder(
  db: Database,
  storeId: number,
  orderId: string,
  onlyStoreIds: readonly number[] | undefined,
): Promise<OrderWithSource | undefined> {
  const isOrder = and(eq(orders.storeId, storeId), eq(orders.orderId, orderId))
  const [stored, numbers, sources, days, texts] = await db.batch([
    selectOrders(db).where(isOrder),
    selectNumbers(
      db,
      storeId,
      sql`(SELECT line.value ->> 0 FROM ${orders}, json_each(${orders.lines}) AS line WHERE ${isOrder})`,
    ),
    selectSource(db, sql`(SELECT ${orders.importId} FROM ${orders} WHERE ${isOrder})`, onlyStoreIds),
    ...selectArchived(db, storeId, mayHoldOrders(storeId, [orderId])),
  ])
  if (stored[0]) return withSource(stored[0], numbers, sources)
  const record = (await archivedAmong(storeId, days, texts, [orderId])).get(orderId)
  if (!record) return undefined
  const keys = storedLines(record).map(([key]) => key)
  return withSource(
    record,
    ...(await db.batch([
      selectNumbers(db, storeId, jsonValues(keys)),
      selectSource(db, sql`${record.importId}`, onlyStoreIds),
    ])),
  )
}

function selectNumbers(db: Database, storeId: number, keys: SQL) {
  return db
    .select({ id: products.id, key: products.key })
    .from(products)
    .where(and(eq(products.storeId, storeId), inArray(products.key, keys)))
}

function selectSource(db: Database, importId: SQL, onlyStoreIds: readonly number[] | undefined) {
  return db
    .select({ importId: imports.id, kind: imports.kind, file: imports.file })
    .from(imports)
    .where(and(eq(imports.id, importId), onlyStoreIds && touchesOnly(onlyStoreIds)))
}

function withSource(
  record: OrderRecord,
  numbers: Awaited<ReturnType<typeof selectNumbers>>,
  [source]: Awaited<ReturnType<typeof selectSource>>,
): OrderWithSource {
  return {
    order: fromOrderRecord(record),
    productIds: new Map(numbers.map(({ id, key }) => [key, id])),
    source: source && { ...source, fileLine: record.fileLine },
  }
}

/** Some orders of a store with their lines, by ID; those that there are not are left out. @throws DamagedArchiveError */
export async function loadOrders(
  db: Database,
  storeId: number,
  orderIds: readonly string[],
): Promise<Map<string, Order>> {
  if (orderIds.length === 0) return new Map()
  const [stored, days, texts] = await db.batch([
    selectOrders(db).where(and(eq(orders.storeId, storeId), inArray(orders.orderId, jsonValues(orderIds)))),
    ...selectArchived(db, storeId, mayHoldOrders(storeId, orderIds)),
  ])
  const found = new Map(stored.map((record) => [record.orderId, record]))
  const left = orderIds.filter((orderId) => !found.has(orderId))
  const archived =
    left.length > 0 ? await archivedAmong(storeId, days, texts, left) : new Map<string, OrderRecord>()
  return new Map(
    [...found, ...archived].map(([orderId, record]) => [orderId, fromOrderRecord(record)] as const),
  )
}

/** Some orders among archived days. @throws DamagedArchiveError where one of them may be on a day that is damaged */
async function archivedAmong(
  storeId: number,
  days: Parameters<typeof toArchivedOrders>[0],
  texts: Parameters<typeof toArchivedOrders>[1],
  orderIds: readonly string[],
): Promise<Map<string, OrderRecord>> {
  const wanted = new Set(orderIds)
  const { byDate, damaged } = await toArchivedOrders(days, texts)
  const records = [...byDate.values()].flat().filter(({ orderId }) => wanted.has(orderId))
  if (damaged.size > 0 && records.length < wanted.size) throw new DamagedArchiveError(storeId, damaged)
  return new Map(records.map((record) => [record.orderId, record]))
}

function selectOrders(db: Database) {
  return db.select(ORDER_RECORD_COLUMNS).from(orders)
}
