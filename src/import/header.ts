import { type HeaderMatch, matchHeader } from './columns'
import { emptyFile, missingColumns, notATable, RefusedError } from './refusal'
import { countBreaks, firstRow, type RowFormat } from './rows'

/** The first row of a file: what separates its cells, and which columns it has. */
interface Header {
  columns: HeaderMatch
  format: RowFormat
  /** The text after the header, and the physical line on which it begins. */
  rest: string
  restLine: number
}

const DELIMITERS: readonly RowFormat['delimiter'][] = [',', '\t', ';']
/** No header of an export comes near; a text without any line break does. */
const MAX_HEADER_CHARS = 65_536

/**
 * Reads the header; blank lines before it are skipped.
 * @param text the beginning of the file
 * @param last whether the text is all there is
 * @returns undefined while the text is too short to tell
 * @throws RefusedError where the file does not begin with the header of an order export
 */
export function readHeader(text: string, last: boolean): Header | undefined {
  const visible = text.search(/\S/)
  if (visible === -1) {
    if (last) throw new RefusedError(emptyFile())
    return awaitMore(text)
  }
  // From the beginning of its line: a blank first cell before a tab counts.
  const start = Math.max(text.lastIndexOf('\n', visible), text.lastIndexOf('\r', visible)) + 1
  const body = text.slice(start)
  if (!last && !/[\r\n]/.test(body.slice(0, -1))) return awaitMore(body)
  const newline = newlineOf(body)
  const best = DELIMITERS.flatMap((delimiter) => candidate(body, { delimiter, newline }, last)).reduce<
    Candidate | undefined
  >((a, b) => (a && a.known >= b.known ? a : b), undefined)
  if (!best) {
    if (last) throw new RefusedError(notATable('noHeader'))
    return awaitMore(body)
  }
  const { missing, found } = best.columns
  if (best.known === 0 && found.length <= 1) throw new RefusedError(notATable('noHeader'))
  if (missing.length > 0) throw new RefusedError(missingColumns(missing, found))
  return {
    columns: best.columns,
    format: best.format,
    rest: body.slice(best.chars),
    restLine: 1 + countBreaks(text, newline, 0, start + best.chars),
  }
}

function awaitMore(text: string): undefined {
  if (text.length > MAX_HEADER_CHARS) throw new RefusedError(notATable('noHeader'))
}

/** `\r` where one stands alone before any `\n`, as old spreadsheets wrote. */
function newlineOf(text: string): RowFormat['newline'] {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined)
  return /\r(?![\r\n])/.test(firstLine.trimEnd()) ? '\r' : '\n'
}

interface Candidate {
  format: RowFormat
  columns: HeaderMatch
  chars: number
  /** Known columns among its cells. */
  known: number
}

/** The header as this format reads it; none where its row is not whole. */
function candidate(text: string, format: RowFormat, last: boolean): Candidate[] {
  const row = firstRow(text, format, last)
  if (!row) return []
  const columns = matchHeader(row.cells)
  return [{ format, columns, chars: row.chars, known: Object.keys(columns.indexes).length }]
}
