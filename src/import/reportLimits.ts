import { shorten } from './cellText'
import type { ReadReport } from './report'

/**
 * A report is kept in one row, beside the names of its stores, and a row has 2 MB: what a file writes into it is bounded
 * where the report is made, and checked against the same limits where it arrives.
 */
export const REPORT_LIMITS = {
  /** Of any text in it: a header may be of any length. */
  textChars: 300,
  /** Of any list in it, but for rejected lines. */
  entries: 200,
  /** Beyond it, no answers are remembered under the header. */
  signatureChars: 10_000,
  /** As JSON, without rejected lines. */
  chars: 200_000,
} as const

/** The report with its texts shortened and its lists cut. */
export function boundedReport(report: ReadReport): ReadReport {
  const { headerSignature, rejected, ...rest } = report
  const { warnings, ...others } = bounded(rest)
  const kept: ReadReport = {
    ...others,
    warnings: [],
    headerSignature: headerSignature.length > REPORT_LIMITS.signatureChars ? '' : headerSignature,
    rejected: { ...rejected, lines: rejected.lines.map(bounded) },
  }
  let chars = charsOf(kept)
  kept.warnings = warnings.filter((warning) => {
    // With the comma before it.
    chars += JSON.stringify(warning).length + 1
    return chars <= REPORT_LIMITS.chars
  })
  return kept
}

/** How much room a report takes, without rejected lines. */
export function charsOf({ rejected, ...rest }: ReadReport): number {
  return JSON.stringify({ ...rest, rejected: { ...rejected, lines: [] } }).length
}

function bounded<T>(value: T): T {
  return boundedJson(value) as T
}

function boundedJson(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value, REPORT_LIMITS.textChars).toWellFormed()
  if (Array.isArray(value)) return value.slice(0, REPORT_LIMITS.entries).map(boundedJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, boundedJson(of)]))
}
