import type { ImportOutcome, ImportReport } from '../src/import/importOrders.ts'
import type { Refusal } from '../src/import/refusal.ts'

/** What `POST /api/import` answers. Types and their check only. */

export type { ImportWarning, RejectedLine } from '../src/import/report.ts'
export type { ImportReport }

/** The import's outcome as it is sent: a refusal's fields stand beside its status. */
export type ImportAnswer = Exclude<ImportOutcome, { status: 'refused' }> | ({ status: 'refused' } & Refusal)

/** Whether a JSON value is an answer of this API and not of another server. */
export function isImportAnswer(json: unknown): json is ImportAnswer {
  if (!isRecord(json)) return false
  if (json.status === 'refused') return typeof json.message === 'string'
  if (json.status !== 'imported' && json.status !== 'interrupted') return false
  const { report } = json
  return isRecord(report) && isRecord(report.rejected) && Array.isArray(report.warnings)
}

/** The message of an error answer, '' where it has none. */
export function errorMessage(json: unknown): string {
  return isRecord(json) && typeof json.message === 'string' ? json.message : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
