import type { DayComparison, ImportFinished, StoreMatch } from '../src/import/protocol.ts'
import type { ReadReport } from '../src/import/report.ts'
import type { PartProgress } from '../src/import/sendImport.ts'
import type { Unanswered } from '../src/import/unanswered.ts'

/** What becomes of one file. */

export type ImportAnswer =
  | ImportFinished
  /** By `--dry-run`: what would become of it. */
  | {
      status: 'compared'
      wouldBe: ImportFinished['status']
      report: ReadReport
      stores: StoreMatch[]
      days: DayComparison[]
    }
  /** `reason` is stable and meant for programs. */
  | { status: 'refused'; reason: string; message: string }
  | ({ status: 'needsAnswer' } & Unanswered)
  | { status: 'interrupted'; report: ReadReport; importId?: number; progress?: PartProgress; message: string }

/** Whether a file is in, or could have been brought in. */
export function isGood(answer: ImportAnswer): boolean {
  const status = answer.status === 'compared' ? answer.wouldBe : answer.status
  return status === 'imported' || status === 'unchanged'
}

/** What is asked of a file, as the command's arguments answer it. */
export function questionsOf({ questions }: Extract<ImportAnswer, { status: 'needsAnswer' }>): string[] {
  return questions.map((question) =>
    question === 'store' || question === 'channel' ? `--${question} NAME` : `--map '${question}=HEADER'`,
  )
}
