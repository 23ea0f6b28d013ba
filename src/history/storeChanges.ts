import type { VisibleStore } from '../access/scope'
import { DamagedArchiveError } from '../data/archive/archivedDays'
import { isSpent, type MainDatabase } from '../data/database'
import { inGroups } from '../data/groups'
import { addCounts, type ImportPart, loadParts, NOTHING_CHANGED } from '../data/importParts'
import { addImport, endImport, findOpen, type ImportRow } from '../data/imports'
import { mergePart } from '../data/mergePart'
import { loadDayCounts } from '../data/orderCounts'
import type { ChangedOrders } from '../data/orderPlan'
import { findStore, saveMergedInto } from '../data/storeKeys'
import { storePart } from '../data/storePart'
import type { BusinessDate } from '../diagnosis/businessDate'
import { usableStoreName } from '../import/answers'
import type { PartCounts } from '../import/protocol'
import type { Author } from './author'
import { bringTogether } from './bringTogether'
import type { StoredDetail } from './detail'
import { countsOf } from './importParts'
import { giveName } from './storeNames'

/** What operators do to stores and days: each is an entry of the history, and can be taken back. */

export type StoreChange =
  | { status: 'done'; importId: number; counts: PartCounts }
  /** It is too much for one request: it goes on when it is asked for again. */
  | { status: 'unfinished'; importId: number }
  | {
      status: 'refused'
      reason: 'nothingThere' | 'nameTaken' | 'renamedSince' | 'unusableName' | 'sameStore'
    }
  /** What is stored of the orders of these days cannot be read: what came before them is done. */
  | { status: 'refused'; reason: 'damagedDays'; dates: readonly BusinessDate[] }

/** What a change would do, in numbers. */
export interface StorePlan {
  orders: number
  days: { count: number; from: BusinessDate; to: BusinessDate } | null
}

/** Days whose orders are changed in one part. */
const DAYS_A_PART = 4

/** How much of a store there is, or of one of its days. */
export async function planOf(db: MainDatabase, store: VisibleStore, date?: BusinessDate): Promise<StorePlan> {
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
  db: MainDatabase,
  author: Author,
  store: VisibleStore,
  date: BusinessDate | undefined,
  now: Date,
): Promise<StoreChange> {
  const detail =
    date === undefined
      ? ({ kind: 'removeStore', store: store.name } as const)
      : ({ kind: 'removeDay', store: store.name, date } as const)
  const asked = { detail, storeIds: [store.id], fingerprint: `${detail.kind} ${store.id} ${date ?? ''}` }
  const begun = await beginDays(db, author, asked, () => datesOf(db, store, date), now)
  if (begun.status === 'refused') return begun
  return changeDays(db, begun, async (completeDays, part) => {
    const own = db.of(await findStore(db, store.id))
    return storePart(own, store.id, { orders: [], cancelledIds: [], completeDays }, part)
  })
}

/** Gives a store another name; files that have the former one still find it. */
export async function renameStore(
  db: MainDatabase,
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
  const detail = { kind: 'renameStore', storeId: store.id, from: store.name, to, toWasFormer } as const
  const importId = await begin(db, author, { detail, storeIds: [store.id], fingerprint: null }, now)
  return end(db, importId, detail, now, NOTHING_CHANGED)
}

/** Moves all orders of a store to another one; where both have an order, the later import's counts. Whatever leads to it leads on to the other store. */
export async function mergeStores(
  db: MainDatabase,
  author: Author,
  from: VisibleStore,
  into: VisibleStore,
  now: Date,
): Promise<StoreChange> {
  if (from.id === into.id) return { status: 'refused', reason: 'sameStore' }
  const [fromId, intoId] = [from.id, into.id]
  const detail = { kind: 'mergeStores', fromId, intoId, from: from.name, into: into.name } as const
  const asked = { detail, storeIds: [fromId, intoId], fingerprint: `${detail.kind} ${fromId} ${intoId}` }
  const begun = await beginDays(db, author, asked, () => datesOf(db, from), now)
  if (begun.status === 'refused') return begun
  const own = await bringTogether(db, [intoId, fromId], now)
  if (!own) return { status: 'unfinished', importId: begun.importId }
  await saveMergedInto(db, intoId, null)
  await saveMergedInto(db, fromId, intoId)
  return changeDays(db, begun, (dates, part) => mergePart(own, { fromId, intoId, dates }, part))
}

/** A change as it is recorded. */
interface AskedChange {
  detail: StoredDetail & { kind: ImportRow['kind'] }
  storeIds: readonly number[]
  /** Of a change that goes on in several requests: asked for again, it is the same. */
  fingerprint: string | null
}

/** A change of a store's days that has begun. */
interface BegunChange {
  status: 'begun'
  importId: number
  detail: StoredDetail
  at: Date
  /** The days that are left for it. */
  daysLeft: () => Promise<BusinessDate[]>
}

/** Begins a change of a store's days, or takes it up where an earlier request has left it. */
async function beginDays(
  db: MainDatabase,
  author: Author,
  asked: AskedChange,
  daysLeft: BegunChange['daysLeft'],
  at: Date,
): Promise<BegunChange | Extract<StoreChange, { status: 'refused' }>> {
  const isThere = (await daysLeft()).length > 0 || (await findOpen(db, { ...author, ...asked })) !== undefined
  if (!isThere) return { status: 'refused', reason: 'nothingThere' }
  const importId = await begin(db, author, asked, at)
  return { status: 'begun', importId, detail: asked.detail, at, daysLeft }
}

/** Changes days part by part, each whole or not at all, as far as one request goes. */
async function changeDays(
  db: MainDatabase,
  { importId, detail, at, daysLeft }: BegunChange,
  change: (dates: BusinessDate[], part: ImportPart) => Promise<unknown>,
): Promise<StoreChange> {
  const dates = await daysLeft()
  let part = Math.max(0, ...(await loadParts(db, importId)).keys())
  for (const ofPart of inGroups(dates, DAYS_A_PART)) {
    if (isSpent(db)) return { status: 'unfinished', importId }
    try {
      await change(ofPart, { importId, part: ++part, at })
    } catch (error) {
      if (!(error instanceof DamagedArchiveError)) throw error
      return { status: 'refused', reason: 'damagedDays', dates: error.dates }
    }
  }
  // A request beside this one may have taken its turns; a day that no change can empty is no reason to go on.
  const left = (await daysLeft()).length
  if (left > 0 && left < dates.length) return { status: 'unfinished', importId }
  const changed = [...(await loadParts(db, importId)).values()].reduce(addCounts, NOTHING_CHANGED)
  return end(db, importId, detail, at, changed)
}

async function datesOf(db: MainDatabase, store: VisibleStore, date?: BusinessDate): Promise<BusinessDate[]> {
  return (await countsOfDays(db, store, date)).map(([day]) => day)
}

async function countsOfDays(
  db: MainDatabase,
  { id }: VisibleStore,
  date?: BusinessDate,
): Promise<[BusinessDate, number][]> {
  const counts = [...(await loadDayCounts(db.of(await findStore(db, id)), id))]
  return counts.filter(([day]) => date === undefined || day === date)
}

function begin(db: MainDatabase, { owner, personId }: Author, asked: AskedChange, at: Date): Promise<number> {
  return addImport(db, { kind: asked.detail.kind, owner, personId, file: null, undoes: null, at, ...asked })
}

async function end(
  db: MainDatabase,
  importId: number,
  detail: StoredDetail,
  at: Date,
  changed: ChangedOrders,
): Promise<StoreChange> {
  await endImport(db, importId, { at, outcome: 'imported', detail })
  return { status: 'done', importId, counts: countsOf(changed, 0) }
}
