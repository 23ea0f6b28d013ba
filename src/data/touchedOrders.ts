import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf } from '../diagnosis/order'
import { DamagedArchiveError, selectDaysOfOrders, selectProductTexts } from './archive/archivedDays'
import { isOver } from './arrivals'
import type { Database } from './database'
import { TurnTakenError } from './inTurn'
import { jsonSlices, jsonValues } from './jsonRows'
import { type Lease, takeLease } from './leases'
import type { OrderSelection, RelatedRows, StoreDecision, TouchedOrders } from './orderPlan'
import { fromOrderRecord } from './orderRecord'
import type { ProductRow } from './productNumbers'
import { listedIds, type RollupRecord } from './rollupRecord'
import { orders, products, storeDays, storeMoves, stores } from './schema'
import {
  isListedOn,
  type OrdersOfDays,
  readOrdersOfDays,
  selectOrdersOfDays,
  toOrdersOfDays,
} from './storeDayOrders'
import { StoreMovesError } from './storeVersions'

/**
 * Reads the orders that a change may touch, and what is written beside them, in one trip where no order leaves a day that was not named.
 * @param db that has the store's rows
 * @param turn is taken first, where there is one. @throws TurnTakenError where somebody else has it, StoreMovesError
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
        .select({
          dataVersion: stores.dataVersion,
          mergedInto: stores.mergedInto,
          database: stores.database,
          moves:
            sql<number>`EXISTS (SELECT 1 FROM ${storeMoves} WHERE ${storeMoves.storeId} = ${storeId} AND ${storeMoves.fromDatabase} = ${db.name})`.as(
              'moves',
            ),
        })
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
  const [store] = read
  if (store && (store.database !== db.name || store.moves === 1)) throw new StoreMovesError(storeId)
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
    dataVersion: store?.dataVersion ?? 0,
    notOverDates: notOver.map(({ date }) => date),
    mergedInto: store?.mergedInto ?? null,
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
export async function readRelated(
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
