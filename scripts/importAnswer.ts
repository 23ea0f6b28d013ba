import type { ImportOutcome } from '../src/history/importFile.ts'
import type { ImportReport } from '../src/import/importReport.ts'
import type { Refusal } from '../src/import/refusal.ts'
import { isRecord } from '../src/json.ts'

/** What `POST /api/import` answers. Types and their check only. */

export type { ImportWarning, RejectedLine } from '../src/import/report.ts'
export type { ImportReport }

/** The import's outcome as it is sent: a refusal's fields stand beside its status. */
export type ImportAnswer = Exclude<ImportOutcome, { status: 'refused' }> | ({ status: 'refused' } & Refusal)

/** Whether a JSON value is an answer of this API and not of another server. */
export function isImportAnswer(json: unknown): json is ImportAnswer {
  if (!isRecord(json)) return false
  if (json.status === 'refused') return typeof json.message === 'string'
  if (json.status === 'needsAnswer') return Array.isArray(json.questions) && Array.isArray(json.header)
  if (!REPORTED.includes(String(json.status))) return false
  const { report } = json
  return isRecord(report) && isRecord(report.rejected) && Array.isArray(report.warnings)
}

const REPORTED: readonly string[] = ['imported', 'unchanged', 'nothingImported', 'interrupted']

/** What is asked of a file, as the command's arguments answer it. */
export function questionsOf({ questions }: Extract<ImportAnswer, { status: 'needsAnswer' }>): string[] {
  return questions.map((question) =>
    question === 'store' || question === 'channel' ? `--${question} NAME` : `--map '${question}=HEADER'`,
  )
}
