import type { ImportRecord, UndoOutcome } from '../../history/importRecord'
import type { Answers } from '../../import/answers'
import type { Unavailable } from '../problem'

export type ImportsView =
  | {
      status: 'ready'
      /** Newest first. */
      records: readonly ImportRecord[]
      /** The ID to go on from; null where these are the oldest. */
      before: number | null
      /** What the reader has said of files, newest first. */
      answers: readonly RememberedAnswers[]
      nowIso: string
    }
  | Unavailable

/** What was said of files with a header. */
export interface RememberedAnswers {
  /** Names its columns, a line a name. */
  headerSignature: string
  answers: Answers
  answeredAt: string
}

export type ImportView =
  | {
      status: 'ready'
      record: ImportRecord
      /** Whether it has just been made by a form. */
      done: boolean
      nowIso: string
    }
  | Unavailable

export type ReadyImport = Extract<ImportView, { status: 'ready' }>

/** Before something is taken back, and after. */
export type UndoView =
  | { status: 'ready'; step: 'asked'; record: ImportRecord }
  | { status: 'ready'; step: 'done'; record: ImportRecord; outcome: UndoOutcome }
  | Unavailable
