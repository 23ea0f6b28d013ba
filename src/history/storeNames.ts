import type { Database } from '../data/database'
import { type ImportRow, loadImportRow } from '../data/imports'
import { type Renamed, renameStoredStore, saveFormerName } from '../data/storeKeys'
import { detailOf } from './detail'

/** What entries of the history do to names of stores. */

type NameChange =
  | { kind: 'rename'; storeId: number; from: string; to: string }
  /** Files that have the name lead to the store, or no more. */
  | { kind: 'formerName'; name: string; storeId: number | null; before: number | null }

/** Takes back what an entry did to names. */
export async function takeBackNames(db: Database, row: ImportRow): Promise<Renamed> {
  const change = await nameChangeOf(db, row)
  if (!change) return 'renamed'
  const back = inverse(change)
  if (back.kind === 'rename') return renameStoredStore(db, back)
  await saveFormerName(db, back.name, back.storeId)
  return 'renamed'
}

async function nameChangeOf(db: Database, row: ImportRow): Promise<NameChange | undefined> {
  const detail = detailOf(row.detail)
  switch (detail?.kind) {
    case 'renameStore':
      return { kind: 'rename', storeId: detail.storeId, from: detail.from, to: detail.to }
    case 'mergeStores':
      return { kind: 'formerName', name: detail.from, storeId: detail.intoId, before: null }
    case 'undo': {
      const of = row.undoes === null ? undefined : await loadImportRow(db, row.undoes)
      const change = of && (await nameChangeOf(db, of))
      return change && inverse(change)
    }
    default:
      return undefined
  }
}

function inverse(change: NameChange): NameChange {
  return change.kind === 'rename'
    ? { ...change, from: change.to, to: change.from }
    : { ...change, storeId: change.before, before: change.storeId }
}
