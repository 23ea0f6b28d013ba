import { FileRefusedError } from './fileParts'

/** The rows of a sheet as its cells come, and never more of them than a sheet can have. */

export interface SheetGrid {
  /** @param number counted from 1; without one the row follows the last. Rows that are left out are empty ones */
  openRow(number?: number): void
  /** @param column counted from 0. A cell without text is none. */
  put(column: number, text: string): void
  closeRow(): void
  /** The rows that are whole since they were last taken. */
  take(): string[][]
}

/** As many as a sheet can have. */
const MAX_COLUMNS = 16_384
const MAX_ROWS = 1_048_576
export const MAX_CELL_CHARS = 32_767
/** Of a sheet, blank ones between others included: as many as anybody waits for. */
const MAX_CELLS = 40_000_000
/** Cells share their texts, so that a few bytes could make a row of any length. */
const MAX_ROW_CHARS = 4_000_000
const MAX_SHEET_CHARS = 3_000_000_000

/** @throws FileRefusedError from its methods where there is more than a sheet can have */
export function createSheetGrid(): SheetGrid {
  let rows: string[][] = []
  let rowsBefore = 0
  let cells = 0
  let sheetChars = 0
  let rowChars = 0
  let row: string[] = []

  function closeRow(): void {
    rows.push(row)
    rowsBefore++
    cells += row.length + 1
    sheetChars += rowChars
    row = []
    rowChars = 0
    if (rowsBefore > MAX_ROWS) throw tooManyRows()
    if (cells > MAX_CELLS) throw new FileRefusedError({ code: 'tooManyCells', limitCells: MAX_CELLS })
    if (sheetChars > MAX_SHEET_CHARS) {
      throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_SHEET_CHARS })
    }
  }

  return {
    openRow(number = 0) {
      // Told before the empty rows above it are made.
      if (number > MAX_ROWS) throw tooManyRows()
      row = []
      rowChars = 0
      while (rowsBefore < number - 1) closeRow()
    },
    put(column, text) {
      if (text === '') return
      if (column >= MAX_COLUMNS) {
        throw new FileRefusedError({ code: 'tooMany', what: 'columns', limit: MAX_COLUMNS })
      }
      requireCell(text)
      rowChars += text.length
      if (rowChars > MAX_ROW_CHARS) {
        throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_ROW_CHARS })
      }
      while (row.length < column) row.push('')
      row[column] = text
    },
    closeRow,
    take() {
      const taken = rows
      rows = []
      return taken
    },
  }
}

function tooManyRows(): FileRefusedError {
  return new FileRefusedError({ code: 'tooMany', what: 'rows', limit: MAX_ROWS })
}

/** For a text that grows piece by piece too: it is ended where no cell could go on. */
export function requireCell(text: string): void {
  if (text.length > MAX_CELL_CHARS) {
    throw new FileRefusedError({ code: 'cellTooLong', limitChars: MAX_CELL_CHARS })
  }
}
