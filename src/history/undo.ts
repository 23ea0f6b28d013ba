import { isVisible } from '../access/scope'
import { DamagedArchiveError } from '../data/archive/archivedDays'
import { isSpent, type MainDatabase } from '../data/database'
import { addCounts, loadChanges, loadParts, NOTHING_CHANGED } from '../data/importParts'
import { addUndo, endImport, type ImportRow, loadImportRow, markUndone, tellEntries } from '../data/imports'
import type { ChangedOrders } from '../data/orderPlan'
import { restorePart } from '../data/restorePart'
import { UNDO_DAYS } from '../data/retention'
import { countChanges } from '../import/changes'
import type { Author } from './author'
import { bringTogether } from './bringTogether'
import { detailOf, type StoredDetail } from './detail'
import { countsOf } from './importParts'
import type { ImportRecord, UndoOutcome } from './importRecord'
import { takeBackNames } from './storeNames'

/** Taking back what an entry of the history changed; also what an undo changed, which does it again. */

const DAY_MS = 86_400_000
/** Nothing has arrived for so long: whoever sent it is gone. */
const INTERRUPTED_MS = 10 * 60_000

/** Whether an entry can be taken back. @param hasChanges whether what it changed is kept */
export function undoState(
  { finishedAt, activeAt, startedAt, undoneBy }: ImportRow,
  changedAnything: boolean,
  now: Date,
): Exclude<ImportRecord['undo'], 'unfinished' | 'unavailable'> {
  if (undoneBy !== null) return 'undone'
  if (finishedAt === null && now.getTime() - Date.parse(activeAt) < INTERRUPTED_MS) return 'running'
  if (!changedAnything) return 'nothingChanged'
  return now.getTime() - Date.parse(startedAt) > UNDO_DAYS * DAY_MS ? 'tooOld' : 'possible'
}

/** Whether an entry has ended, goes on, or was given up by its sender. */
export function outcomeOf({ activeAt, outcome }: ImportRow, now: Date): ImportRecord['outcome'] {
  // One that was taken back before its end has none.
  if (outcome !== 'running') return outcome
  return now.getTime() - Date.parse(activeAt) < INTERRUPTED_MS ? 'running' : 'interrupted'
}

/**
 * Takes an entry back: each order that is still as it left it becomes what it was before. It is itself an entry. One
 * that is too large for a request goes on when it is asked for again.
 */
export async function undoImport(
  db: MainDatabase,
  author: Author,
  id: number,
  now: Date,
): Promise<UndoOutcome> {
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
  if (db.all.length > 1) await tellEntries(db, id, [undoId, ...(await chainOf(db, row))])

  const restored = await restoreParts(db, row, undoId, now).catch((error: unknown) => {
    if (error instanceof DamagedArchiveError) return error
    throw error
  })
  if (restored instanceof DamagedArchiveError) {
    return { status: 'refused', reason: 'damagedDays', dates: restored.dates }
  }
  if (restored === 'lost') return { status: 'refused', reason: 'tooOld' }
  if (restored === 'unfinished') return { status: 'unfinished', importId: undoId }
  const parts = [...(await loadParts(db, undoId)).values()]
  const changed = parts.reduce(addCounts, NOTHING_CHANGED)
  await endImport(db, undoId, {
    at: now,
    outcome: 'imported',
    detail: { kind: 'undo' } satisfies StoredDetail,
  })
  return {
    status: 'undone',
    importId: undoId,
    counts: countsOf(changed, 0),
    left: [...changed.left],
  }
}

/** @returns `unfinished` where the rest is for another request, `lost` where what orders were before is not kept any more */
async function restoreParts(
  db: MainDatabase,
  row: ImportRow,
  undoId: number,
  now: Date,
): Promise<'restored' | 'unfinished' | 'lost'> {
  const done = await loadParts(db, undoId)
  // The latest first, and numbered so: two parts of one import may have changed the same order.
  const latestFirst = [...(await loadParts(db, row.id))]
    .flatMap(([part, counts]) => (countChanges(counts) > 0 ? [part] : []))
    .sort((a, b) => b - a)
  const open = latestFirst.map((of, at) => ({ of, part: at + 1 })).filter(({ part }) => !done.has(part))
  // What a later part has left is left, and named once.
  const left = new Set(
    [...done.values()].flatMap((part) =>
      (part.storeId === null ? storeIdsOf(row) : [part.storeId]).flatMap((storeId) =>
        part.left.map((orderId) => `${storeId} ${orderId}`),
      ),
    ),
  )
  for (const { of, part } of open) {
    if (isSpent(db)) return 'unfinished'
    const changes = await loadChanges(db, row.id, of)
    if (changes.length === 0) return 'lost'
    const standing = changes.map(({ orders, ...ofStore }) => ({
      ...ofStore,
      orders: orders.filter(({ orderId }) => !left.has(`${ofStore.storeId} ${orderId}`)),
    }))
    const storeIds = changes.map(({ storeId }) => storeId)
    const own = await bringTogether(db, storeIds, now)
    if (!own) return 'unfinished'
    const restored = await restorePart(own, standing, { importId: undoId, part, at: now })
    for (const storeId of storeIds) {
      for (const orderId of restored.left) left.add(`${storeId} ${orderId}`)
    }
  }
  return 'restored'
}

export function storeIdsOf({ storeIds }: Pick<ImportRow, 'storeIds'>): number[] {
  return JSON.parse(storeIds) as number[]
}

/** An entry is of who may see all stores that it touched. */
export function isOwn(row: Pick<ImportRow, 'storeIds'>, { scope }: Pick<Author, 'scope'>): boolean {
  const ids = storeIdsOf(row)
  return scope.kind === 'all' || (ids.length > 0 && ids.every((storeId) => isVisible(scope, storeId)))
}

export function changedAnything(row: Pick<ImportRow, 'detail' | 'kind'>, counts: ChangedOrders): boolean {
  const kind = detailOf(row.detail)?.kind
  // An undo is there only where there was something to take back.
  return kind === 'renameStore' || kind === 'undo' || countChanges(counts) > 0
}

/** What an undo had taken back holds again once the undo is taken back, and what that one had taken back does not. */
async function markChain(db: MainDatabase, row: ImportRow): Promise<void> {
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

/** An entry, what it takes back, what that takes back… */
async function chainOf(db: MainDatabase, row: ImportRow): Promise<number[]> {
  const ids = [row.id]
  for (let of = row.undoes; of !== null; of = (await loadImportRow(db, of))?.undoes ?? null) ids.push(of)
  return ids
}

async function unfinishedUndo(db: MainDatabase, { undoneBy }: ImportRow): Promise<ImportRow | undefined> {
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
