import { isRecord } from '../json'
import { isAnswers, isColumnName } from './answers'
import type { ImportEnd } from './protocol'
import type { ReadReport, RejectedLine, Rows } from './report'

/**
 * The end of an import, as it comes over the wire: a report that its reader has made, which is kept and shown. Of any
 * other shape it would break the page that shows it.
 */
export function readEnd(json: unknown): ImportEnd | undefined {
  if (!isRecord(json)) return undefined
  const { report, parts, rejected, said } = json
  if (!isCount(parts) || !isReport(report) || !isAnswers(said)) return undefined
  if (!Array.isArray(rejected) || !rejected.every(isRejectedLine)) return undefined
  return { report, parts, rejected, said }
}

const COUNTS = [
  'headerRow',
  'linesRead',
  'linesAccepted',
  'linesCancelled',
  'ordersCancelled',
  'orders',
  'stores',
] as const satisfies readonly (keyof ReadReport)[]

function isReport(value: unknown): value is ReadReport {
  if (!isRecord(value)) return false
  const { kind, days, rejected } = value
  return (
    COUNTS.every((name) => isCount(value[name])) &&
    isRecord(kind) &&
    typeof kind.id === 'string' &&
    isRecord(kind.title) &&
    ['zh', 'en'].every((lang) => typeof (kind.title as Record<string, unknown>)[lang] === 'string') &&
    typeof value.headerSignature === 'string' &&
    isTexts(value.duplicateColumns) &&
    isTexts(value.unknownColumns) &&
    isRows(value.totalRows) &&
    isRows(value.repeatedHeaders) &&
    Array.isArray(value.skippedRows) &&
    value.skippedRows.every((row) => isRecord(row) && isCount(row.line) && typeof row.text === 'string') &&
    (days === null || (isRecord(days) && isCount(days.count) && isText(days.from) && isText(days.to))) &&
    isRecord(rejected) &&
    isCount(rejected.count) &&
    typeof rejected.capped === 'boolean' &&
    Array.isArray(rejected.lines) &&
    rejected.lines.every(isRejectedLine) &&
    Array.isArray(value.warnings) &&
    value.warnings.every((warning) => isRecord(warning) && typeof warning.code === 'string')
  )
}

function isRejectedLine(value: unknown): value is RejectedLine {
  return (
    isRecord(value) &&
    isCount(value.line) &&
    (value.column === null || isColumnName(value.column)) &&
    (value.header === undefined || isText(value.header)) &&
    isText(value.value) &&
    isRecord(value.reason) &&
    isText(value.reason.code) &&
    isText(value.reason.text)
  )
}

function isRows(value: unknown): value is Rows {
  return isRecord(value) && isCount(value.count) && Array.isArray(value.lines) && value.lines.every(isCount)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}

/** Nothing that a report holds is long. */
const MAX_TEXT_CHARS = 2_000

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT_CHARS
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
