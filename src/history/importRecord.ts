import type { Renamed } from '../data/storeKeys'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { ImportReport } from '../import/importReport'
import type { PartCounts } from '../import/protocol'

/** What a row of the history tells. */
export type HistoryDetail =
  /** null while it is under way, or where it broke off. */
  | { kind: 'file'; file: string; report: ImportReport | null }
  | { kind: 'removeDay'; store: string; date: BusinessDate }
  | { kind: 'removeStore'; store: string }
  | { kind: 'renameStore'; from: string; to: string }
  | { kind: 'mergeStores'; from: string; into: string }
  /** Of an undo, it does again what was taken back. `left`: orders that a later import had changed. */
  | { kind: 'undo'; of: number; ofKind: HistoryKind; left: number }

export type HistoryKind = 'file' | 'removeDay' | 'removeStore' | 'renameStore' | 'mergeStores' | 'undo'

/** A row of the history, as its reader sees it. */
export interface ImportRecord {
  id: number
  detail: HistoryDetail
  /** null: the secret IMPORT_TOKEN, or somebody who has been erased. */
  by: string | null
  startedAt: string
  finishedAt: string | null
  /** `interrupted`: nothing has arrived for a while, and it has not ended. */
  outcome: 'running' | 'interrupted' | 'imported' | 'unchanged' | 'nothingImported'
  /** What its parts changed so far; null: the database that knows does not answer. */
  counts: PartCounts | null
  /** Names of the stores that it may have changed, as they are called now. */
  stores: string[]
  /** Its file has lines that may be of other stores: its cells are for who sees all. */
  hidesCells: boolean
  /** The undo that has taken it back, if one has. */
  undoneBy: number | null
  /** Whether it can be taken back now; else why not. `unfinished`: its undo goes on when it is asked for again. */
  undo: 'possible' | 'unfinished' | 'undone' | 'tooOld' | 'nothingChanged' | 'running' | 'unavailable'
}

/** What an undo did. `unfinished`: it goes on when it is asked for again. */
export type UndoOutcome =
  | {
      status: 'undone'
      importId: number
      counts: PartCounts
      /** Orders that a later import had changed: they stay as they are. */
      left: string[]
    }
  | { status: 'unfinished'; importId: number }
  | {
      status: 'refused'
      reason: 'unknown' | 'undone' | 'tooOld' | 'running' | 'nothingChanged' | Exclude<Renamed, 'renamed'>
    }
  /** What is stored of the orders of these days cannot be read: what came before them is taken back, the rest once they are mended. */
  | { status: 'refused'; reason: 'damagedDays'; dates: readonly BusinessDate[] }
