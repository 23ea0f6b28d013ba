import type { Answers } from './answers'
import { countNames, type HeaderMatch, kindsOf, matchHeader } from './columns'
import { OTHER } from './kinds/index'
import { emptyFile, notATable, RefusedError } from './refusal'
import { firstRows, type Row, type RowFormat } from './rows'

/** The row that names the columns: what stands above it, what separates its cells, and what follows. */
export interface Header {
  columns: HeaderMatch
  cells: readonly string[]
  format: RowFormat
  /** Physical line on which it begins. */
  line: number
  /** The rows above it: titles, times of export, headings of groups. */
  skipped: Row[]
  /** The first rows below it, as far as the sample goes. */
  sample: Row[]
  /** The text after the header, and the physical line on which it begins. */
  rest: string
  restLine: number
}

const DELIMITERS: readonly RowFormat['delimiter'][] = [',', '\t', ';']
/** This much of the text is looked at, whatever pieces it comes in: 30 rows of any export, and hundreds below. */
export const SAMPLE_CHARS = 65_536
/** Among so many rows the header is looked for. */
const HEADER_ROWS = 30
/** One name alone may stand in any title. */
const MIN_NAMES = 2

/**
 * Reads the header: the first of the rows that name the columns of an export best.
 * @param text the beginning of the file
 * @param last whether the text is all there is
 * @returns undefined while the text is too short to tell
 * @throws RefusedError where the file does not begin with a table
 */
export function readHeader(text: string, last: boolean, answers: Answers = {}): Header | undefined {
  if (!last && text.length < SAMPLE_CHARS) return undefined
  const sample = text.slice(0, SAMPLE_CHARS)
  const visible = sample.search(/\S/)
  if (visible === -1) throw new RefusedError(text.length > SAMPLE_CHARS ? notATable('noHeader') : emptyFile())
  const newline = newlineOf(sample.slice(lineStart(sample, visible)))
  const isWhole = last && text.length <= SAMPLE_CHARS
  const tables = DELIMITERS.map((delimiter) => {
    const format: RowFormat = { delimiter, newline }
    return { format, rows: firstRows(sample, format, isWhole) }
  })
  const best = bestHeader(tables, answers) ?? widestRow(tables, answers)
  if (!best) throw new RefusedError(notATable('noHeader'))
  const { rows, at, columns, format } = best
  const row = rows[at]
  if (!row || (columns.found.length <= 1 && Object.keys(columns.indexes).length === 0)) {
    throw new RefusedError(notATable('noHeader'))
  }
  return {
    columns,
    cells: row.cells,
    format,
    line: row.line,
    skipped: rows.slice(0, at).filter(isVisible),
    sample: rows.slice(at + 1),
    rest: text.slice(row.end),
    restLine: row.endLine,
  }
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1
}

/** `\r` where one stands alone before any `\n`, as old spreadsheets wrote. */
function newlineOf(text: string): RowFormat['newline'] {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined)
  return /\r(?![\r\n])/.test(firstLine.trimEnd()) ? '\r' : '\n'
}

type SampleRow = ReturnType<typeof firstRows>[number]

interface Table {
  format: RowFormat
  rows: SampleRow[]
}

/** A row that may be the header, in one reading of the text. */
interface Candidate extends Table {
  at: number
  columns: HeaderMatch
}

/** The row that names most columns; of equals the first, by the delimiter that comes first. */
function bestHeader(tables: readonly Table[], answers: Answers): Candidate | undefined {
  let best: Candidate | undefined
  let most = MIN_NAMES - 1
  for (const table of tables) {
    for (const at of headerPlaces(table.rows)) {
      const cells = table.rows[at]?.cells ?? []
      if (countNames(cells) + Object.keys(answers.columns ?? {}).length < MIN_NAMES) continue
      const columns = bestMatch(cells, answers)
      const named = Object.keys(columns.indexes).length
      if (named > most) {
        best = { ...table, at, columns }
        most = named
      }
    }
  }
  return best
}

/** The header as the kind reads it that finds most columns in it. */
function bestMatch(cells: readonly string[], answers: Answers): HeaderMatch {
  const matches = [...kindsOf(cells), OTHER].map((kind) => matchHeader(cells, kind, answers))
  return matches.reduce((a, b) => (countColumns(b) > countColumns(a) && b.kind !== OTHER ? b : a))
}

function countColumns({ indexes }: HeaderMatch): number {
  return Object.keys(indexes).length
}

/** Where nobody knows the names: the first of the rows with most cells, for its columns to be told by the sender. */
function widestRow(tables: readonly Table[], answers: Answers): Candidate | undefined {
  let widest: (Table & { at: number }) | undefined
  let most = 0
  for (const table of tables) {
    for (const at of headerPlaces(table.rows)) {
      const filled = (table.rows[at]?.cells ?? []).filter((cell) => cell.trim() !== '').length
      if (filled > most) {
        widest = { ...table, at }
        most = filled
      }
    }
  }
  return widest && { ...widest, columns: bestMatch(widest.rows[widest.at]?.cells ?? [], answers) }
}

/** Places of the first rows that hold anything. */
function headerPlaces(rows: readonly Row[]): number[] {
  return [...rows.keys()].filter((at) => isVisible(rows[at])).slice(0, HEADER_ROWS)
}

function isVisible(row: Row | undefined): boolean {
  return row?.cells.some((cell) => cell.trim() !== '') ?? false
}
