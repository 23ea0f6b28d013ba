import type { PartOutcome } from '../src/files/readPart.ts'
import type { DayComparison, ImportFinished, StoreMatch } from '../src/import/protocol.ts'
import type { ReadReport } from '../src/import/report.ts'
import type { PartProgress } from '../src/import/sendImport.ts'

/** What becomes of one export. */
export type ImportOutcome =
  | ImportFinished
  /** By `--dry-run`: what would become of it. */
  | {
      status: 'compared'
      wouldBe: ImportFinished['status']
      report: ReadReport
      stores: StoreMatch[]
      days: DayComparison[]
    }
  /** Not read, or refused by the server: nothing of it is stored. */
  | Exclude<PartOutcome, { status: 'read' }>
  | { status: 'interrupted'; report: ReadReport; importId?: number; progress?: PartProgress; message: string }

/** Whether an export is in, or could have been brought in. */
export function isGood(outcome: ImportOutcome): boolean {
  const status = outcome.status === 'compared' ? outcome.wouldBe : outcome.status
  return status === 'imported' || status === 'unchanged'
}
