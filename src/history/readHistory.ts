import type { StoreScope } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { loadCounts, NOTHING_CHANGED } from '../data/importParts'
import {
  type ImportRow,
  type ListedImport,
  loadImportRow,
  loadImportRows,
  loadRejections,
} from '../data/imports'
import type { ChangedOrders } from '../data/orderPlan'
import { loadKnownStores } from '../data/storeKeys'
import type { RejectedLine } from '../import/report'
import { detailOf, withoutCells } from './detail'
import { countsOf } from './importParts'
import type { HistoryDetail, ImportRecord } from './importRecord'
import { changedAnything, outcomeOf, storeIdsOf, undoState } from './undo'

/** The history as its reader sees it: entries whose stores are all his. */

export const HISTORY_PAGE_ENTRIES = 50

/** A page of the history, newest first. @param beforeId only entries before this one; null for the newest */
export function loadHistory(
  db: MainDatabase,
  scope: StoreScope,
  { beforeId }: { beforeId: number | null },
  now: Date,
): Promise<ImportRecord[]> {
  return load(db, scope, { beforeId, limit: HISTORY_PAGE_ENTRIES }, now)
}

/** One entry; undefined where there is none of that number, or it is not the reader's. */
export async function loadImport(
  db: MainDatabase,
  scope: StoreScope,
  id: number,
  now: Date,
): Promise<ImportRecord | undefined> {
  const [record] = await load(db, scope, { beforeId: null, limit: 1, id }, now)
  return record
}

/** The rejected lines of an entry that its reader has loaded; none where they are not his. */
export async function loadRejectedLines(
  db: MainDatabase,
  { id, hidesCells }: ImportRecord,
): Promise<RejectedLine[]> {
  if (hidesCells) return []
  return (await loadRejections(db, id)) as RejectedLine[]
}

async function load(
  db: MainDatabase,
  scope: StoreScope,
  page: { beforeId: number | null; limit: number; id?: number },
  now: Date,
): Promise<ImportRecord[]> {
  const only = scope.kind === 'all' ? {} : { onlyStoreIds: scope.storeIds }
  const rows = await loadImportRows(db, { ...page, ...only })
  if (rows.length === 0) return []
  const { counts, lost } = await loadCounts(
    db,
    rows.map(({ id }) => id),
  )
  const { stores } = await loadKnownStores(db, [])
  const names = new Map(stores.map(({ id, name }) => [id, name]))
  const lostIds = new Set(stores.flatMap(({ id, database }) => (lost.has(database) ? [id] : [])))
  return Promise.all(
    rows.map(async (row) => {
      const changed = counts.get(row.id) ?? NOTHING_CHANGED
      const hidesCells = scope.kind !== 'all' && namesOthers(row)
      const isUnread = storeIdsOf(row).some((id) => lostIds.has(id))
      return {
        ...recordOf(row, changed, now),
        ...(isUnread ? UNREAD : {}),
        stores: storeIdsOf(row).flatMap((id) => names.get(id) ?? []),
        hidesCells,
        detail: await shownDetail(db, row, changed, hidesCells),
      }
    }),
  )
}

/** Of an entry whose parts stand in a database that does not answer. */
const UNREAD = { counts: null, undo: 'unavailable' } as const

function recordOf(row: ListedImport, changed: ChangedOrders, now: Date) {
  const { id, by, startedAt, finishedAt, undoneBy } = row
  return {
    id,
    by,
    startedAt,
    finishedAt,
    undoneBy,
    outcome: outcomeOf(row, now),
    counts: countsOf(changed, changed.ordersNew + changed.ordersChanged),
    undo: hasOpenUndo(row) ? ('unfinished' as const) : undoState(row, changedAnything(row, changed), now),
  }
}

/** Whether somebody has begun to take it back, and not ended: it goes on when it is asked for again. */
function hasOpenUndo({ undoneBy, undoFinishedAt }: ListedImport): boolean {
  return undoneBy !== null && undoFinishedAt === null
}

/** Whether the cells of its file may be of other stores than the entry's. */
function namesOthers(row: ImportRow): boolean {
  const detail = detailOf(row.detail)
  return detail?.kind === 'file' && detail.namesOthers
}

async function shownDetail(
  db: MainDatabase,
  row: ImportRow,
  changed: ChangedOrders,
  hidesCells: boolean,
): Promise<HistoryDetail> {
  const detail = detailOf(row.detail)
  switch (detail?.kind) {
    case 'removeDay':
    case 'removeStore':
      return detail
    case 'renameStore':
      return { kind: 'renameStore', from: detail.from, to: detail.to }
    case 'mergeStores':
      return { kind: 'mergeStores', from: detail.from, into: detail.into }
    case 'undo': {
      const of = row.undoes === null ? undefined : await loadImportRow(db, row.undoes)
      return { kind: 'undo', of: of?.id ?? 0, ofKind: of?.kind ?? 'file', left: changed.left.length }
    }
    default: {
      const report = detail?.kind === 'file' ? detail.report : null
      return {
        kind: 'file',
        file: row.file ?? '',
        report: report && hidesCells ? withoutCells(report) : report,
      }
    }
  }
}
