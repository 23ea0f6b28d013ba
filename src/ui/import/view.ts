import type { FileRefusal } from '../../files/fileParts'
import type { Answers } from '../../import/answers'
import type { DayComparison, ImportFinished, StoreMatch } from '../../import/protocol'
import type { Refusal } from '../../import/refusal'
import type { ReadReport } from '../../import/report'
import type { Unanswered } from '../../import/unanswered'
import type { UnderstoodLine } from './firstLines'
import type { PageWords } from './words/shape'

/** What the steps of an import are drawn from: on the server for a form, in the browser for its page. */

/** Why a file goes no further. */
export type Trouble =
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'fileRefusal'; refusal: FileRefusal }
  | { kind: 'failure'; failure: keyof PageWords['failures']; reference?: string }

/** What is to be told before a file can be read. */
export interface QuestionsView {
  unanswered: Unanswered
  /** What has been said so far. */
  answers: Answers
  /** Whether it was asked before, and something was left out. */
  again: boolean
}

/** What storing a file would change. */
export interface PreviewView {
  report: ReadReport
  /** All that was said of the file, now or before. */
  said: Answers
  stores: readonly StoreMatch[]
  days: readonly DayComparison[]
  firstLines: readonly UnderstoodLine[]
  /** Whether the file is said to hold all orders of its days; `days` are counted accordingly. */
  completeDays: boolean
}

/** What came of it. */
export interface DoneView {
  finished: ImportFinished
  /** Its stores, as they are stored. */
  stores: readonly string[]
}
