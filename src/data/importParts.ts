import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { type MovedDays, moveArrivals } from './arrivals'
import type { Database, MainDatabase } from './database'
import { loadImportDatabases, notePart } from './imports'
import { everyDatabase, readInDatabases } from './inDatabases'
import { excluded, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import type { StoreWrite } from './orderChanges'
import type { ChangedOrders, StoreDecision, StoredOrder } from './orderPlan'
import { ORDER_RECORD_COLUMNS, type OrderRecord } from './orderRecord'
import { importChanges, importDays, importParts, orders, stores } from './schema'

/** A part of an import, or of another entry of the history: what changes the orders of one store in one batch. */
export interface ImportPart {
  importId: number
  part: number
  at: Date
  /** Of a file: the days that it brings, also where all of their orders are known, with how many were rejected. */
  arrived?: ReadonlyMap<BusinessDate, number>
  /** Of a merge: the days whose orders it moves. */
  moved?: MovedDays
}

/** A product's name and category, with what they were before. */
export interface ChangedProduct {
  id: number
  name: string
  category: string
  before: { name: string; category: string }
}

/** What a part changed of a store: enough to take it back. */
export interface PartChanges {
  storeId: number
  orders: ChangedOrder[]
  products: ChangedProduct[]
}

export interface ChangedOrder {
  orderId: string
  /** null: it was not stored. */
  before: OrderRecord | null
  /** Which import its row names since; undefined: it is stored no more. */
  importIdAfter: number | null | undefined
}

/** As {@link PartChanges} is stored: small, for most orders of most imports are new. */
interface ChangesRecord {
  orders: [orderId: string, before: unknown[] | null, importIdAfter: number | null, isRemoved?: 1][]
  products: ChangedProduct[]
}

/** A part that has been written. */
export interface PartChange extends ChangedOrders {
  /** null: of no store that there is, or of several. */
  storeId: number | null
}

/** What a part changed, where it has been written before. */
export async function loadPartCounts(
  db: Database,
  { importId, part }: ImportPart,
): Promise<PartChange | undefined> {
  const [rows] = await db.batch([
    db
      .select({ counts: importParts.counts })
      .from(importParts)
      .where(and(eq(importParts.importId, importId), eq(importParts.part, part))),
  ])
  return rows[0] && (JSON.parse(rows[0].counts) as PartChange)
}

/** The numbers of the parts that are known to have been written: a database that does not answer tells of none. */
export async function loadPartNumbers(db: MainDatabase, importId: number): Promise<number[]> {
  const databases = await loadImportDatabases(db, importId)
  const { read } = await readInDatabases(db, databases, (own) => partsIn(own, [importId]))
  return read.flat().map(({ part }) => part)
}

/** The parts that have been written, by their numbers, of stores in all databases. */
export async function loadParts(db: MainDatabase, importId: number): Promise<Map<number, PartChange>> {
  const databases = await loadImportDatabases(db, importId)
  const ofEach = await Promise.all(databases.map((each) => partsIn(db.of(each), [importId])))
  return new Map(ofEach.flat().map(({ part, counts }) => [part, JSON.parse(counts) as PartChange]))
}

async function partsIn(db: Database, importIds: readonly number[]) {
  const [rows] = await db.batch([
    db
      .select()
      .from(importParts)
      .where(inArray(importParts.importId, jsonValues(importIds))),
  ])
  return rows
}

/**
 * What each of some imports changed so far.
 * @returns `lost`: the databases that did not answer
 */
export async function loadCounts(
  db: MainDatabase,
  importIds: readonly number[],
): Promise<{ counts: ReadonlyMap<number, ChangedOrders>; lost: ReadonlySet<string> }> {
  const { read, lost } = await readInDatabases(db, everyDatabase(db), (own) => partsIn(own, importIds))
  // A part of two stores may stand in two databases, once one of them has moved.
  const parts = new Map(read.flat().map((row) => [`${row.importId} ${row.part}`, row]))
  const counts = new Map<number, ChangedOrders>()
  for (const { importId, counts: text } of parts.values()) {
    counts.set(importId, addCounts(counts.get(importId) ?? NOTHING_CHANGED, JSON.parse(text) as PartChange))
  }
  return { counts, lost: new Set(lost.map(({ database }) => database)) }
}

export function addCounts(a: ChangedOrders, b: ChangedOrders): ChangedOrders {
  return {
    ordersNew: a.ordersNew + b.ordersNew,
    ordersChanged: a.ordersChanged + b.ordersChanged,
    ordersRemoved: a.ordersRemoved + b.ordersRemoved,
    daysChanged: [...a.daysChanged, ...b.daysChanged],
    left: [...a.left, ...b.left],
  }
}

/** Records a part that had nothing to change. */
export async function skipPart(db: MainDatabase, { importId, part }: ImportPart): Promise<void> {
  const counts = { storeId: null, ...NOTHING_CHANGED } satisfies PartChange
  await db.batch([
    db
      .insert(importParts)
      .values({ importId, part, counts: JSON.stringify(counts) })
      .onConflictDoNothing(),
  ])
}

export const NOTHING_CHANGED: ChangedOrders = {
  ordersNew: 0,
  ordersChanged: 0,
  ordersRemoved: 0,
  daysChanged: [],
  left: [],
}

/** The statements that record a part, for the batch that writes it: a second time they fail it. */
export function partStatements(
  db: Database,
  { importId, part, at, arrived, moved }: ImportPart,
  writes: readonly Pick<StoreWrite, 'storeId' | 'before' | 'changes' | 'products'>[],
  counts: ChangedOrders,
) {
  const storeIds = writes.map(({ storeId }) => storeId)
  const [onlyStoreId = null, ...others] = storeIds
  const ofPart = { storeId: others.length > 0 ? null : onlyStoreId, ...counts } satisfies PartChange
  const slices = writes.flatMap(({ storeId, before, changes, products }) =>
    slicesOf(changedOrders(before, changes), products).map((slice) => ({ storeId, changes: slice })),
  )
  const days = [...(arrived ?? [])].map(([businessDate, ordersRejected]) => ({
    ...{ businessDate, importId, ordersRejected },
    arrivedAt: null,
  }))
  return [
    db.insert(importParts).values({ importId, part, counts: JSON.stringify(ofPart) }),
    notePart(db, importId, at, storeIds),
    ...slices.map((slice, index) =>
      db.insert(importChanges).values({ importId, part, slice: index, ...slice }),
    ),
    ...storeIds.flatMap((storeId) =>
      jsonSlices(rowArrays(importDays, days, ['storeId'])).map((slice) => addArrivals(db, storeId, slice)),
    ),
    ...(moved ? [moveArrivals(db, importId, moved)] : []),
  ] as const
}

function changedOrders(
  before: ReadonlyMap<string, StoredOrder>,
  changes: StoreDecision['changes'],
): ChangesRecord['orders'] {
  return [...changes].map(([orderId, after]) => {
    const was = before.get(orderId)
    const row = was ? (rowArrays(orders, [was.record], ['storeId'])[0] ?? null) : null
    return after ? [orderId, row, after.record.importId] : [orderId, row, null, 1]
  })
}

function slicesOf(rows: ChangesRecord['orders'], products: readonly ChangedProduct[]): string[] {
  const slices = jsonSlices(rows).map((slice) => `{"orders":${slice},"products":[]}`)
  const named = jsonSlices(products).map((slice) => `{"orders":[],"products":${slice}}`)
  return [...slices, ...named]
}

/** A day may come in several parts, where a file calls one store by two names. */
function addArrivals(db: Database, storeId: number, slice: string) {
  return db
    .insert(importDays)
    .select(selectRows(importDays, slice, storeId))
    .onConflictDoUpdate({
      target: [importDays.storeId, importDays.businessDate, importDays.importId],
      set: { ordersRejected: sql`${importDays.ordersRejected} + ${excluded(importDays.ordersRejected)}` },
    })
}

/** What a part changed, store by store; nothing where that is not kept any more. */
export async function loadChanges(db: MainDatabase, importId: number, part: number): Promise<PartChanges[]> {
  const databases = await loadImportDatabases(db, importId)
  const ofEach = await Promise.all(
    databases.map(async (each) => {
      const own = db.of(each)
      const [rows] = await own.batch([
        own
          .select({
            slice: importChanges.slice,
            storeId: importChanges.storeId,
            changes: importChanges.changes,
            // What a store has left behind where it was is not read.
            isHere:
              sql<number>`EXISTS (SELECT 1 FROM ${stores} WHERE ${stores.id} = ${importChanges.storeId} AND ${stores.database} = ${own.name})`.as(
                'is_here',
              ),
          })
          .from(importChanges)
          .where(and(eq(importChanges.importId, importId), eq(importChanges.part, part)))
          .orderBy(asc(importChanges.slice)),
      ])
      return rows.filter(({ isHere }) => isHere === 1)
    }),
  )
  // By their numbers: a move that has just ended may have left some of them in two places.
  return [...Map.groupBy(ofEach.flat(), ({ storeId }) => storeId)].map(([storeId, ofStore]) => {
    const bySlice = new Map(ofStore.map((row) => [row.slice, row.changes]))
    const slices = [...bySlice.values()].map((changes) => JSON.parse(changes) as ChangesRecord)
    return {
      storeId,
      orders: slices.flatMap((slice) => slice.orders.map(fromChangedOrder)),
      products: slices.flatMap((slice) => slice.products),
    }
  })
}

/** The columns of `orders` in the order of its rows, but for the store's. One that is added later stands behind them. */
const ROW_NAMES = Object.keys(ORDER_RECORD_COLUMNS)

function fromChangedOrder([
  orderId,
  before,
  importId,
  isRemoved,
]: ChangesRecord['orders'][number]): ChangedOrder {
  return {
    orderId,
    before:
      before &&
      (Object.fromEntries(
        ROW_NAMES.map((name, place) => [name, before[place] ?? null]),
      ) as unknown as OrderRecord),
    importIdAfter: isRemoved ? undefined : importId,
  }
}
