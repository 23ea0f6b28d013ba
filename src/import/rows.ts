import Papa, { type ParseStepResult } from 'papaparse'
import { notATable, RefusedError } from './refusal'

/** Text to rows of cells, a piece of text at a time. */

export interface RowFormat {
  delimiter: ',' | ';' | '\t'
  /** `\n` also reads `\r\n`: the carriage return is trimmed with its cell. */
  newline: '\n' | '\r'
}

export interface Row {
  /** Physical line on which the row begins, counted from 1; line breaks within quotes count. */
  line: number
  cells: readonly string[]
  /** Quotes that never close, or text after a closing quote: the cells are a guess. */
  malformed: boolean
}

export interface RowSplitter {
  /**
   * Takes the next text, with `last` the end of it. Rows go to the callback as soon as they are whole.
   * @throws RefusedError where the text is no table
   */
  push(text: string, last: boolean): void
}

/** Parsing costs more for its calls than for its characters below this. */
const MIN_PARSE_CHARS = 65_536
/** A row that is longer has lost a quote somewhere: without a limit it would swallow the rest of the file. */
const MAX_ROW_CHARS = 65_536
/** Every malformed row is looked at again line by line: beyond this the file costs too much to be worth it. */
const MAX_MALFORMED_ROWS = 1000

/** @param firstLine physical line on which the text begins */
export function createRowSplitter(
  format: RowFormat,
  firstLine: number,
  onRow: (row: Row) => void,
): RowSplitter {
  let rest = ''
  let line = firstLine
  let malformedRows = 0

  /** Takes whole rows from the rest, up to its end or to a malformed one. */
  function takeRows(last: boolean): 'done' | 'malformed' {
    let chars = 0
    let outcome: 'done' | 'malformed' = 'done'
    const parser = new Papa.Parser({
      ...format,
      step({ data, errors, meta }: ParseStepResult<string[][]>) {
        if (errors.length > 0) {
          outcome = 'malformed'
          parser.abort()
          return
        }
        onRow({ line, cells: data[0] ?? [], malformed: false })
        line += countBreaks(rest, format.newline, chars, meta.cursor)
        chars = meta.cursor
      },
    })
    parser.parse(rest, 0, !last)
    rest = rest.slice(chars)
    return outcome
  }

  /** Only the first line of a malformed row is lost: what follows is read afresh. */
  function skipLine(): void {
    const newlineAt = rest.indexOf(format.newline)
    const end = newlineAt === -1 ? rest.length : newlineAt
    if (end > MAX_ROW_CHARS) throw new RefusedError(notATable('lineTooLong'))
    if (malformedRows === MAX_MALFORMED_ROWS) throw new RefusedError(notATable('brokenQuotes'))
    onRow({ line, cells: rest.slice(0, end).split(format.delimiter), malformed: true })
    malformedRows++
    line++
    rest = rest.slice(end + 1)
  }

  return {
    push(text, last) {
      rest += text
      if (!last && rest.length < MIN_PARSE_CHARS) return
      while (takeRows(last) === 'malformed' || rest.length > MAX_ROW_CHARS) skipLine()
    },
  }
}

/** A row of a text that is at hand as a whole, with where it ends. */
interface PlacedRow extends Row {
  /** In characters. */
  end: number
  /** Physical line that follows. */
  endLine: number
}

/**
 * The rows of a text up to the first malformed one, or to one that is not whole.
 * @param last whether the text ends with it, so that its last row is whole
 */
export function firstRows(text: string, format: RowFormat, last: boolean): PlacedRow[] {
  const rows: PlacedRow[] = []
  let end = 0
  let line = 1
  const parser = new Papa.Parser({
    ...format,
    step({ data, errors, meta }: ParseStepResult<string[][]>) {
      if (errors.length > 0) {
        parser.abort()
        return
      }
      const endLine = line + countBreaks(text, format.newline, end, meta.cursor)
      rows.push({ line, cells: data[0] ?? [], malformed: false, end: meta.cursor, endLine })
      end = meta.cursor
      line = endLine
    },
  })
  parser.parse(text, 0, !last)
  return rows
}

/** Line breaks of the text from `start` up to `end`. */
function countBreaks(text: string, newline: string, start: number, end: number): number {
  let breaks = 0
  for (let at = text.indexOf(newline, start); at !== -1 && at < end; at = text.indexOf(newline, at + 1)) {
    breaks++
  }
  return breaks
}
