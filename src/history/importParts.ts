import { DamagedArchiveError } from '../data/archive/archivedDays'
import type { Database } from '../data/database'
import { fullness } from '../data/databaseSizes'
import {
  addCounts,
  type ImportPart,
  loadPartNumbers,
  loadParts,
  NOTHING_CHANGED,
  type PartChange,
  skipPart,
} from '../data/importParts'
import {
  addImport,
  endImport,
  type ImportRow,
  loadImportRow,
  loadImportWithStores,
  NEW_STORE,
  tellEntries,
} from '../data/imports'
import { loadDayCounts, RECENT_DAYS } from '../data/orderCounts'
import { type ChangedOrders, DatabaseFullError, StoreMergedError } from '../data/orderPlan'
import { addStoreKeys, ensureStore, findStore, mergedInto, type StoreRef } from '../data/storeKeys'
import { type IncomingOrders, storePart } from '../data/storePart'
import { businessDateOf } from '../diagnosis/order'
import { fileOutcome } from '../import/changes'
import { halfImportedDays } from '../import/halfImportedDays'
import type { ImportReport } from '../import/importReport'
import { changesOrders } from '../import/parts'
import type {
  ImportEnd,
  ImportFinished,
  ImportStart,
  ImportStarted,
  OrdersPart,
  PartCounts,
} from '../import/protocol'
import { damagedDays, databaseFull, foreignStores, type Refusal } from '../import/refusal'
import { type ImportWarning, MOST_ALIKE } from '../import/report'
import { errorText, logEvent } from '../log'
import { rememberAnswers } from './answers'
import type { Author } from './author'
import { detailOf, keptReport, type StoredDetail } from './detail'
import { type MatchedStore, matchStores, mayChange } from './matchStores'

/** An import, part by part: start, parts, end (docs/imports.md). */

type FileDetail = Extract<StoredDetail, { kind: 'file' }>

/** An import that its sender may go on with. */
export interface OpenImport {
  id: number
  /** Of export. */
  kind: string
  stores: MatchedStore[]
  /** Where they are; those that are not among them are to be looked for. */
  found: readonly StoreRef[]
}

/** Starts an import, or finds the one of the same file that its sender has not finished. */
export async function startImport(
  db: Database,
  author: Author,
  start: ImportStart,
  now: Date,
): Promise<ImportStarted | { status: 'refused'; refusal: Refusal }> {
  const matched = await matchStores(db, author, start)
  if (matched.status === 'foreign') return { status: 'refused', refusal: foreignStores(matched.names) }
  // Of several, each part asks the one that has its store.
  if (db.all.length === 1 && fullness(db) === 'full') return { status: 'refused', refusal: databaseFull() }
  const stores = matched.stores.map(({ name, storedAs, isNew }) => ({ name, storedAs, isNew }))
  const importId = await addImport(db, {
    kind: 'file',
    owner: author.owner,
    personId: author.personId,
    file: start.file,
    fingerprint: start.fingerprint,
    undoes: null,
    at: now,
    storeIds: matched.stores.map(({ storeId }) => storeId ?? NEW_STORE),
    detail: {
      kind: 'file',
      fileKind: start.kind,
      stores: matched.stores,
      report: null,
      namesOthers: false,
    } satisfies FileDetail,
  })
  return { status: 'started', importId, partsDone: await loadPartNumbers(db, importId), stores }
}

/** An import that its sender has started and not ended. */
export async function openImport(
  db: Database,
  { owner }: Author,
  id: number,
): Promise<OpenImport | undefined> {
  const found = await loadImportWithStores(db, id)
  const detail = found && fileDetail(found.row)
  if (!detail || found.row.owner !== owner || found.row.finishedAt !== null || found.row.undoneBy !== null) {
    return undefined
  }
  return { id, kind: detail.fileKind, stores: detail.stores, found: found.stores }
}

/** What an import of its sender has ended with: whoever lost the answer is told again. */
export async function endedImport(
  db: Database,
  { owner }: Author,
  id: number,
): Promise<ImportFinished | undefined> {
  const row = await loadImportRow(db, id)
  const report = row && fileDetail(row)?.report
  if (!row || !report || row.owner !== owner || row.finishedAt === null || row.outcome === 'running')
    return undefined
  return { status: row.outcome, importId: id, report }
}

export type PartOutcome =
  | { status: 'stored'; counts: PartCounts }
  /**
   * The import was not started with the store, or it is its sender's no more; what is stored of its days is damaged; or the database
   * is full.
   */
  | { status: 'refused'; refusal: Refusal }

/**
 * Stores a part; one that is in already is only answered.
 * @throws as {@link storePart}
 */
export async function importPart(
  db: Database,
  author: Author,
  { id, kind, stores, found }: OpenImport,
  part: number,
  sent: OrdersPart,
  now: Date,
): Promise<PartOutcome> {
  const { store: name, orders, cancelledIds, completeDays, rejectedOrders } = sent
  const started = stores.find((one) => one.name === name)
  const own = started ?? { name, ids: [], storeId: null }
  const store = await storeNow(db, author, kind, own)
  if (!(started && store) && changesOrders(sent)) return refusedPart(foreignStores([name]))
  // A store that is not there has nothing to be taken out, and does not come into being by that; nor does it matter
  // what was rejected of one that is somebody else's.
  if (!store || (store.storeId === null && orders.length === 0)) {
    await skipPart(db, { importId: id, part, at: now })
    return { status: 'stored', counts: countsOf(NOTHING_CHANGED, 0) }
  }
  const stored = await storedIn(db, found, store)
  // The next part of the same request need not look for it.
  if (started) started.storeId = stored.id
  const dates = [...orders.map(businessDateOf), ...Object.keys(rejectedOrders)]
  const arrived = new Map(dates.map((date) => [date, rejectedOrders[date] ?? 0]))
  const incoming = { orders, cancelledIds, completeDays }
  const ofImport = { importId: id, part, at: now, arrived }
  try {
    const changed = await storeUnlessMerged(db, author, stored, incoming, ofImport)
    return changed
      ? { status: 'stored', counts: countsOf(changed, orders.length) }
      : refusedPart(foreignStores([name]))
  } catch (error) {
    if (error instanceof DamagedArchiveError) return refusedPart(damagedDays(name, error.dates))
    if (error instanceof DatabaseFullError) return refusedPart(databaseFull())
    throw error
  }
}

/** Where a store's orders go. A new one comes into being. */
async function storedIn(
  db: Database,
  found: readonly StoreRef[],
  { storeId, storedAs }: Pick<MatchedStore, 'storeId' | 'storedAs'>,
): Promise<StoreRef> {
  if (storeId === null) return ensureStore(db, storedAs)
  return found.find(({ id }) => id === storeId) ?? findStore(db, storeId)
}

/**
 * Stores a part in its store, or in the one that it was merged into meanwhile.
 * @returns undefined where the author may not change that one
 */
async function storeUnlessMerged(
  db: Database,
  author: Author,
  store: StoreRef,
  incoming: IncomingOrders,
  part: ImportPart,
): Promise<ChangedOrders | undefined> {
  try {
    return await storePart(db.of(store), store.id, incoming, part)
  } catch (error) {
    if (!(error instanceof StoreMergedError)) throw error
    const into = await mergedInto(db, store.id)
    return mayChange(author, { storeId: into.id })
      ? storePart(db.of(into), into.id, incoming, part)
      : undefined
  }
}

function refusedPart(refusal: Refusal): PartOutcome {
  return { status: 'refused', refusal }
}

/** The sender's store as it is now: since the start it may have come into being. */
async function storeNow(
  db: Database,
  author: Author,
  kind: string,
  { name, ids, storeId }: Pick<MatchedStore, 'name' | 'ids' | 'storeId'>,
): Promise<Pick<MatchedStore, 'storeId' | 'storedAs'> | undefined> {
  if (storeId === null) {
    const matched = await matchStores(db, author, { kind, stores: [{ name, ids }] })
    return matched.status === 'matched' ? matched.stores[0] : undefined
  }
  return mayChange(author, { storeId }) ? { storedAs: name, storeId } : undefined
}

export function countsOf(changed: ChangedOrders, ordersStored: number): PartCounts {
  const { ordersNew, ordersChanged, ordersRemoved, daysChanged } = changed
  return { ordersStored, ordersNew, ordersChanged, ordersRemoved, daysChanged: daysChanged.length }
}

/** Ends an import. @returns undefined where not all of its parts are in */
export async function finishImport(
  db: Database,
  author: Author,
  open: OpenImport,
  { report: read, parts, rejected, rejectedStores = rejected.length > 0 ? [null] : [], said }: ImportEnd,
  now: Date,
): Promise<ImportFinished | undefined> {
  const byNumber = await loadParts(db, open.id)
  const areIn = Array.from({ length: Math.min(parts, byNumber.size + 1) }, (_, at) => byNumber.has(at + 1))
  if (areIn.includes(false)) return undefined
  const done = [...byNumber.values()]
  const { kind } = open
  // Stores that came into being have numbers now.
  const again = await matchStores(db, author, { kind, stores: open.stores })
  const stores = again.status === 'matched' ? again.stores : open.stores
  const report: ImportReport = { ...read, ...countsOf(done.reduce(addCounts, NOTHING_CHANGED), read.orders) }
  const half = await halfDays(db, stores, done)
  report.warnings = [...read.warnings, ...half.slice(0, MOST_ALIKE)]
  const outcome = fileOutcome(report, [report])
  const ofRejected = await storesOfRejected(db, author, kind, rejectedStores)
  // Who may see some stores only could make a file of another one come to his.
  if (author.scope.kind === 'all') await addStoreKeys(db, keysOf(kind, stores))
  await rememberAnswers(db, read.headerSignature, author.owner, said, now)
  await endImport(db, open.id, {
    at: now,
    outcome,
    storeIds: ofRejected.storeIds,
    detail: {
      kind: 'file',
      fileKind: kind,
      stores,
      report: keptReport(report),
      namesOthers: ofRejected.namesOthers,
    } satisfies FileDetail,
    rejected,
  })
  // An order's page tells of its import who may see all of the stores that it names.
  if (db.all.length > 1) await tellEntries(db, open.id, [open.id])
  return { status: outcome, importId: open.id, report }
}

/** Whose rejected lines are: `namesOthers` where a line is of no store that there is and that is the sender's. */
async function storesOfRejected(
  db: Database,
  author: Author,
  kind: string,
  names: readonly (string | null)[],
): Promise<{ storeIds: number[]; namesOthers: boolean }> {
  const stores = names.flatMap((name) => (name === null ? [] : [{ name, ids: [] }]))
  const matched = await matchStores(db, author, { kind, stores })
  if (matched.status === 'foreign') {
    const own = stores.flatMap(({ name }) => (matched.names.includes(name) ? [] : [name]))
    return { ...(await storesOfRejected(db, author, kind, own)), namesOthers: true }
  }
  const storeIds = matched.stores.flatMap(({ storeId }) => storeId ?? [])
  return { storeIds, namesOthers: storeIds.length < names.length }
}

function keysOf(kind: string, stores: readonly MatchedStore[]) {
  return stores.flatMap(({ storeId, ids }) =>
    storeId === null ? [] : ids.map((key) => ({ source: kind, key, storeId })),
  )
}

/** What looks half-imported; a database that does not answer the question takes nothing from the import. */
async function halfDays(
  db: Database,
  stores: readonly MatchedStore[],
  parts: readonly PartChange[],
): Promise<ImportWarning[]> {
  const warnings: ImportWarning[] = []
  try {
    for (const [storeId, ofStore] of Map.groupBy(parts, (part) => part.storeId)) {
      const dates = [...new Set(ofStore.flatMap(({ daysChanged }) => daysChanged))]
      const store = stores.find((one) => one.storeId === storeId)
      if (dates.length === 0 || !store || storeId === null) continue
      const counts = await loadDayCounts(db.of(await findStore(db, storeId)), storeId, RECENT_DAYS)
      warnings.push(...halfImportedDays(store.storedAs, dates, counts))
    }
  } catch (error) {
    logEvent('import.unwarned', { error: errorText(error) })
  }
  return warnings
}

function fileDetail(row: ImportRow): FileDetail | undefined {
  const detail = detailOf(row.detail)
  return detail?.kind === 'file' ? detail : undefined
}
