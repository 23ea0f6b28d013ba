import type { MainDatabase } from '../data/database'
import { type ImportRow, loadImportRow } from '../data/imports'
import {
  FORMER_NAME,
  loadKnownStores,
  type Renamed,
  renameStoredStore,
  saveMergedInto,
} from '../data/storeKeys'
import { storeKey } from '../diagnosis/storeName'
import { detailOf } from './detail'

/** What entries of the history do to names of stores. */

type NameChange =
  /** `keepsFormer`: whether files that say `from` find it afterwards; `toWasFormer`: whether `to` led to it before. */
  | { kind: 'rename'; storeId: number; from: string; to: string; keepsFormer: boolean; toWasFormer: boolean }
  /** What leads to the store leads on to another one, or no more. */
  | { kind: 'mergedInto'; storeId: number; into: number | null; before: number | null }

/** `toWasFormer`: whether the new name was one that the store had given up. */
export type NameGiven = { status: 'renamed'; toWasFormer: boolean } | { status: Exclude<Renamed, 'renamed'> }

/** Gives a store a name; files with the former one still find it. */
export function giveName(db: MainDatabase, storeId: number, from: string, to: string): Promise<NameGiven> {
  return rename(db, { storeId, from, to, keepsFormer: true })
}

/** Takes back what an entry did to names. */
export async function takeBackNames(db: MainDatabase, row: ImportRow): Promise<Renamed> {
  const change = await nameChangeOf(db, row)
  if (!change) return 'renamed'
  const back = inverse(change)
  if (back.kind === 'rename') return (await rename(db, back)).status
  await saveMergedInto(db, back.storeId, back.into)
  return 'renamed'
}

async function rename(
  db: MainDatabase,
  { storeId, from, to, keepsFormer }: Omit<Extract<NameChange, { kind: 'rename' }>, 'kind' | 'toWasFormer'>,
): Promise<NameGiven> {
  const { stores, byKey } = await loadKnownStores(db, [[FORMER_NAME, storeKey(to)]])
  const former = byKey.get(`${FORMER_NAME} ${storeKey(to)}`)
  const isTaken = stores.some(({ id, name }) => id !== storeId && storeKey(name) === storeKey(to))
  // Where a store gave the name up, its files would come here.
  if (isTaken || (former !== undefined && former !== storeId)) return { status: 'nameTaken' }
  const status = await renameStoredStore(db, { storeId, from, to, keepsFormer })
  return status === 'renamed' ? { status, toWasFormer: former !== undefined } : { status }
}

async function nameChangeOf(db: MainDatabase, row: ImportRow): Promise<NameChange | undefined> {
  const detail = detailOf(row.detail)
  switch (detail?.kind) {
    case 'renameStore': {
      const { storeId, from, to, toWasFormer } = detail
      return { kind: 'rename', storeId, from, to, toWasFormer, keepsFormer: true }
    }
    case 'mergeStores':
      return { kind: 'mergedInto', storeId: detail.fromId, into: detail.intoId, before: null }
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
    ? {
        ...change,
        from: change.to,
        to: change.from,
        keepsFormer: change.toWasFormer,
        toWasFormer: change.keepsFormer,
      }
    : { ...change, into: change.before, before: change.into }
}
