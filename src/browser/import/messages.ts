import type { FileRefusal } from '../../files/fileParts'
import type { Answers } from '../../import/answers'
import type { WaitReason } from '../../import/talk'
import type { DoneView, PreviewView, QuestionsView, Trouble } from '../../ui/import/view'

/** What the page and its Web Worker tell each other. An export of a file is known by the file and its name in it. */

export interface PartKey {
  fileId: string
  name: string
}

/** One text for a part. */
export function keyOf({ fileId, name }: PartKey): string {
  return `${fileId}/${name}`
}

/** A part with all that reading it takes. */
export interface PartToRead extends PartKey {
  file: File
  answers: Answers
  completeDays: boolean
}

export type Task =
  /** Finds the exports that a file holds. */
  | { do: 'open'; fileId: string; file: File }
  /** Reads one, and compares it with what is stored. */
  | { do: 'read'; part: PartToRead }
  | { do: 'send'; part: PartToRead }
  /** Ends what is being done with a part, also what is still to come. */
  | { do: 'stop'; key: string }
  /** As above, and gives its memory back. */
  | { do: 'forget'; key: string }

export interface ReadingProgress {
  /** null while a workbook is being opened: nobody knows how long that takes. */
  bytesRead: number | null
  bytes: number
  /** Rows of text seen so far; null where it is packed. */
  lines: number | null
}

export interface SendingProgress {
  partsDone: number
  parts: number
  bytesSent: number
  /** Of the whole file. */
  lines: number
  /** Why nothing moves for a moment. */
  waits: WaitReason | null
}

/** What a part has come to. */
export type News =
  | { what: 'reading'; progress: ReadingProgress }
  | { what: 'comparing'; partsDone: number; parts: number }
  | { what: 'questions'; view: QuestionsView }
  | { what: 'preview'; view: PreviewView }
  | { what: 'sending'; progress: SendingProgress }
  | {
      what: 'stopped'
      because: 'cancelled' | WaitReason
      importId: number | null
      partsDone: number
      parts: number
    }
  | { what: 'done'; view: DoneView }
  | { what: 'trouble'; trouble: Trouble }

export type Told =
  | { about: 'file'; fileId: string; parts: { name: string; refusal?: FileRefusal }[] }
  | { about: 'part'; key: string; news: News }
