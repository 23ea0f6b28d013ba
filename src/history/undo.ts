import { isVisible } from '../access/scope'
import type { Database } from '../data/database'
import { addCounts, loadChangedParts, loadChanges, loadParts, NOTHING_CHANGED } from '../data/importParts'
import { addUndo, endImport, type ImportRow, loadImportRow, markUndone, UNDO_DAYS } from '../data/imports'
import { restorePart } from '../data/restorePart'
import { countChanges } from '../import/changes'
import type { Author } from './author'
import { detailOf, type StoredDetail } from './detail'
import { countsOf } from './importParts'
import type { ImportRecord, UndoOutcome } from './importRecord'
import { takeBackNames } from './storeNames'

/** Taking back what an entry of the history changed; also what an undo changed, which does it again. */

/** Parts that are taken back in one request: each is some four trips to the database. */
const PARTS_A_REQUEST = 100
const DAY_MS = 86_400_000
/** Nothing has arrived for so long: whoever sent it is gone. */
const INTERRUPTED_MS = 10 * 60_000

/** Whether an entry can be taken back. @param hasChanges whether what it changed is kept */
export function undoState(
  { finishedAt, activeAt, startedAt, undoneBy }: ImportRow,
  changedAnything: boolean,
  now: Date,
): ImportRecord['undo'] {
  if (undoneBy !== null) return 'undone'
  if (finishedAt === null && now.getTime() - Date.parse(activeAt) < INTERRUPTED_MS) return 'running'
  if (!changedAnything) return 'nothingChanged'
  return now.getTime() - Date.parse(startedAt) > UNDO_DAYS * DAY_MS ? 'tooOld' : 'possible'
}

/** Whether an entry has ended, goes on, or was given up by its sender. */
export function outcomeOf({ finishedAt, activeAt, outcome }: ImportRow, now: Date): ImportRecord['outcome'] {
  if (finishedAt !== null) return outcome
  return now.getTime() - Date.parse(activeAt) < INTERRUPTED_MS ? 'running' : 'interrupted'
}

/**
 * Takes an entry back: each order that is still as it left it becomes what it was before. It is itself an entry. One
 * that is too large for a request goes on when it is asked for again.
 */
export async function undoImport(db: Database, author: Author, id: number, now: Date): Promise<UndoOutcome> {
  const row = await loadImportRow(db, id)
  if (!row || !isOwn(row, author)) return { status: 'refused', reason: 'unknown' }
  let undoId = (await unfinishedUndo(db, row))?.id
  if (undoId === undefined) {
    const changes = await loadParts(db, id)
    const state = undoState(
      row,
      changedAnything(row, [...changes.values()].reduce(addCounts, NOTHING_CHANGED)),
      now,
    )
    if (state !== 'possible') return { status: 'refused', reason: state }
    const names = await takeBackNames(db, row)
    if (names !== 'renamed') return { status: 'refused', reason: names }
    undoId = await addUndo(db, undoOf(row, author, now))
    // Somebody else was first.
    if (undoId === undefined) return { status: 'refused', reason: 'undone' }
    await markChain(db, row)
  }

  if (!(await restoreParts(db, id, undoId, now))) return { status: 'unfinished', importId: undoId }
  const parts = [...(await loadParts(db, undoId)).values()]
  const changed = parts.reduce(addCounts, NOTHING_CHANGED)
  await endImport(db, undoId, {
    at: now,
    outcome: 'imported',
    storeIds: storeIdsOf(row),
    detail: { kind: 'undo' } satisfies StoredDetail,
  })
  return {
    status: 'undone',
    importId: undoId,
    counts: countsOf(changed, 0),
    left: [...changed.left],
  }
}

/** @returns whether all parts are taken back; the rest is for another request */
async function restoreParts(db: Database, id: number, undoId: number, now: Date): Promise<boolean> {
  const done = await loadParts(db, undoId)
  // The latest first, and numbered so: two parts of one import may have changed the same order.
  const latestFirst = await loadChangedParts(db, id)
  const open = latestFirst.map((of, at) => ({ of, part: at + 1 })).filter(({ part }) => !done.has(part))
  const left = [...done.values()].map(({ storeId, left: orderIds }) => ({ storeId, orderIds }))
  for (const { of, part } of open.slice(0, PARTS_A_REQUEST)) {
    const changes = await loadChanges(db, id, of)
    if (!changes) continue
    const { storeId } = changes
    // What a later part has left is left, and named once.
    const known = new Set(left.filter((one) => one.storeId === storeId).flatMap(({ orderIds }) => orderIds))
    const orders = changes.orders.filter(({ orderId }) => !known.has(orderId))
    const restored = await restorePart(db, { ...changes, orders }, { importId: undoId, part, at: now })
    left.push({ storeId, orderIds: restored.left })
  }
  return open.length <= PARTS_A_REQUEST
}

export function storeIdsOf({ storeIds }: Pick<ImportRow, 'storeIds'>): number[] {
  return JSON.parse(storeIds) as number[]
}

/** An entry is of who may see all stores that it touched. */
export function isOwn(row: Pick<ImportRow, 'storeIds'>, { scope }: Pick<Author, 'scope'>): boolean {
  const ids = storeIdsOf(row)
  return scope.kind === 'all' || (ids.length > 0 && ids.every((storeId) => isVisible(scope, storeId)))
}

export function changedAnything(
  row: Pick<ImportRow, 'detail' | 'kind'>,
  counts: typeof NOTHING_CHANGED,
): boolean {
  const kind = detailOf(row.detail)?.kind
  // An undo is there only where there was something to take back.
  return kind === 'renameStore' || kind === 'undo' || countChanges(counts) > 0
}

/** What an undo had taken back holds again once the undo is taken back, and what that one had taken back does not. */
async function markChain(db: Database, row: ImportRow): Promise<void> {
  let holds = true
  let above = row
  for (let of = row.undoes; of !== null; of = above.undoes) {
    const target = await loadImportRow(db, of)
    if (!target) return
    await markUndone(db, target.id, holds ? null : above.id)
    holds = !holds
    above = target
  }
}

async function unfinishedUndo(db: Database, { undoneBy }: ImportRow): Promise<ImportRow | undefined> {
  const undo = undoneBy === null ? undefined : await loadImportRow(db, undoneBy)
  return undo?.finishedAt === null ? undo : undefined
}

function undoOf(row: ImportRow, { owner, personId }: Author, at: Date) {
  return {
    kind: 'undo' as const,
    owner,
    personId,
    file: null,
    fingerprint: null,
    undoes: row.id,
    at,
    storeIds: storeIdsOf(row),
    detail: { kind: 'undo' } satisfies StoredDetail,
  }
}
