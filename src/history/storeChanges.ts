import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import { addCounts, loadParts, NOTHING_CHANGED } from '../data/importParts'
import { addImport, endImport, type ImportRow } from '../data/imports'
import { mergePart } from '../data/mergePart'
import { loadDayCounts } from '../data/orderCounts'
import { fromOrderRecord } from '../data/orderRecord'
import { readOrdersOfDays } from '../data/storeDayOrders'
import { saveMergedInto } from '../data/storeKeys'
import { storePart } from '../data/storePart'
import type { BusinessDate } from '../diagnosis/businessDate'
import { usableStoreName } from '../import/answers'
import type { PartCounts } from '../import/protocol'
import type { Author } from './author'
import type { StoredDetail } from './detail'
import { countsOf } from './importParts'
import { giveName } from './storeNames'

/** What operators do to stores and days: each is an entry of the history, and can be taken back. */

export type StoreChange =
  | { status: 'done'; importId: number; counts: PartCounts }
  | {
      status: 'refused'
      reason: 'nothingThere' | 'nameTaken' | 'renamedSince' | 'unusableName' | 'sameStore'
    }

/** What a change would do, in numbers. */
export interface StorePlan {
  orders: number
  days: { count: number; from: BusinessDate; to: BusinessDate } | null
}

/** Days whose orders are changed in one part. */
const DAYS_A_PART = 4

/** How much of a store there is, or of one of its days. */
export async function planOf(db: Database, store: VisibleStore, date?: BusinessDate): Promise<StorePlan> {
  const counts = await countsOfDays(db, store, date)
  const dates = counts.map(([day]) => day)
  const [from] = dates
  const to = dates.at(-1)
  return {
    orders: counts.reduce((sum, [, orders]) => sum + orders, 0),
    days: from === undefined || to === undefined ? null : { count: dates.length, from, to },
  }
}

/** Removes a day of a store, or with no date all of it. */
export async function removeOrders(
  db: Database,
  author: Author,
  store: VisibleStore,
  date: BusinessDate | undefined,
  now: Date,
): Promise<StoreChange> {
  const dates = (await countsOfDays(db, store, date)).map(([day]) => day)
  if (dates.length === 0) return { status: 'refused', reason: 'nothingThere' }
  const detail: StoredDetail =
    date === undefined
      ? { kind: 'removeStore', store: store.name }
      : { kind: 'removeDay', store: store.name, date }
  const importId = await begin(db, author, detail, [store.id], now)
  for (const [part, completeDays] of slices(dates).entries()) {
    await storePart(db, store.id, { orders: [], cancelledIds: [], completeDays }, { importId, part, at: now })
  }
  return end(db, importId, detail, [store.id], now)
}

/** Gives a store another name; files that have the former one still find it. */
export async function renameStore(
  db: Database,
  author: Author,
  store: VisibleStore,
  newName: string,
  now: Date,
): Promise<StoreChange> {
  const to = usableStoreName(newName)
  if (to === undefined) return { status: 'refused', reason: 'unusableName' }
  if (to === store.name) return { status: 'refused', reason: 'nothingThere' }
  const renamed = await giveName(db, store.id, store.name, to)
  if (renamed.status !== 'renamed') return { status: 'refused', reason: renamed.status }
  const { toWasFormer } = renamed
  const detail: StoredDetail = { kind: 'renameStore', storeId: store.id, from: store.name, to, toWasFormer }
  const importId = await begin(db, author, detail, [store.id], now)
  return end(db, importId, detail, [store.id], now)
}

/** Moves all orders of a store to another one; where both have an order, the later import's counts. Whatever leads to it leads on to the other store. */
export async function mergeStores(
  db: Database,
  author: Author,
  from: VisibleStore,
  into: VisibleStore,
  now: Date,
): Promise<StoreChange> {
  if (from.id === into.id) return { status: 'refused', reason: 'sameStore' }
  const dates = (await countsOfDays(db, from)).map(([day]) => day)
  if (dates.length === 0) return { status: 'refused', reason: 'nothingThere' }
  const detail: StoredDetail = {
    kind: 'mergeStores',
    fromId: from.id,
    intoId: into.id,
    from: from.name,
    into: into.name,
  }
  const importId = await begin(db, author, detail, [from.id, into.id], now)
  await saveMergedInto(db, into.id, null)
  await saveMergedInto(db, from.id, into.id)
  let part = 0
  for (const days of slices(dates)) {
    const records = await readOrdersOfDays(db, from.id, days)
    const moved = records.map((record) => ({ order: fromOrderRecord(record), importId: record.importId }))
    // Into the other store first: broken off between the two, an order stands in both, and in none is it lost.
    await mergePart(db, into.id, moved, { importId, part: part++, at: now })
    const cancelledIds = records.map(({ orderId }) => orderId)
    await storePart(
      db,
      from.id,
      { orders: [], cancelledIds, completeDays: [] },
      { importId, part: part++, at: now },
    )
  }
  return end(db, importId, detail, [from.id, into.id], now)
}

async function countsOfDays(
  db: Database,
  { id }: VisibleStore,
  date?: BusinessDate,
): Promise<[BusinessDate, number][]> {
  const counts = [...(await loadDayCounts(db, id))]
  return counts.filter(([day]) => date === undefined || day === date)
}

function begin(
  db: Database,
  { owner, personId }: Author,
  detail: StoredDetail & { kind: ImportRow['kind'] },
  storeIds: readonly number[],
  at: Date,
): Promise<number> {
  const { kind } = detail
  return addImport(db, {
    kind,
    owner,
    personId,
    file: null,
    fingerprint: null,
    undoes: null,
    at,
    storeIds,
    detail,
  })
}

async function end(
  db: Database,
  importId: number,
  detail: StoredDetail,
  storeIds: readonly number[],
  at: Date,
): Promise<StoreChange> {
  const changed = [...(await loadParts(db, importId)).values()].reduce(addCounts, NOTHING_CHANGED)
  await endImport(db, importId, { at, outcome: 'imported', storeIds, detail })
  return { status: 'done', importId, counts: countsOf(changed, 0) }
}

function slices(dates: readonly BusinessDate[]): BusinessDate[][] {
  const all: BusinessDate[][] = []
  for (let at = 0; at < dates.length; at += DAYS_A_PART) all.push(dates.slice(at, at + DAYS_A_PART))
  return all
}
