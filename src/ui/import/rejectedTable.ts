import type { RejectedLine } from '../../import/report'
import type { ImportWords } from './words'
import { saidOfReason } from './words/shape'

/** Rejected lines as texts, for a page, a file or a terminal: with the file's own names of columns. */

export interface RejectedTable {
  headers: string[]
  rows: string[][]
}

export function rejectedTable(lines: readonly RejectedLine[], words: ImportWords): RejectedTable {
  const { line, column, value, reason } = words.page.rejected
  return {
    headers: [line, column, value, reason],
    rows: lines.map((rejected) => [
      String(rejected.line),
      columnName(rejected, words),
      rejected.value,
      reasonText(rejected, words),
    ]),
  }
}

/** What the file itself calls the column. */
export function columnName({ header, column }: RejectedLine, { page }: ImportWords): string {
  return header ?? column ?? page.rejected.wholeLine
}

export function reasonText(line: RejectedLine, words: ImportWords): string {
  return saidOfReason(line.reason, words.reasons, columnName(line, words))
}
