import type { ImportReport } from '../import/importReport'
import { isRecord, parseJson } from '../json'
import type { MatchedStore } from './matchStores'

/** What a row of the history keeps beside its columns. */
export type StoredDetail =
  | {
      kind: 'file'
      fileKind: string
      stores: MatchedStore[]
      report: ImportReport | null
      /** Whether rejected lines are of no store, or of others than the entry's: its cells are for who sees all stores. */
      namesOthers: boolean
    }
  | { kind: 'removeDay'; store: string; date: string }
  | { kind: 'removeStore'; store: string }
  | { kind: 'renameStore'; storeId: number; from: string; to: string; toWasFormer: boolean }
  | { kind: 'mergeStores'; fromId: number; intoId: number; from: string; into: string }
  | { kind: 'undo' }

/** @returns undefined for what this code has not written */
export function detailOf(text: string): StoredDetail | undefined {
  const value = parseJson(text)
  return isRecord(value) && typeof value.kind === 'string' ? (value as unknown as StoredDetail) : undefined
}

/** A report without cells of the file. */
export function withoutCells(report: ImportReport): ImportReport {
  const { rejected, warnings, skippedRows } = report
  return {
    ...report,
    skippedRows: skippedRows.map(({ line }) => ({ line, text: '' })),
    rejected: { ...rejected, lines: [] },
    warnings: warnings.map((warning) => ('examples' in warning ? { ...warning, examples: [] } : warning)),
  }
}

/** Examples and lines are downloaded; what is kept of a report is small. */
const LINES_KEPT = 50

export function keptReport(report: ImportReport): ImportReport {
  return { ...report, rejected: { ...report.rejected, lines: report.rejected.lines.slice(0, LINES_KEPT) } }
}
