import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import { FileRefusedError } from './fileParts'
import { formatOfCode, type NumberFormat, numberText } from './numberText'
import type { Sheet } from './sheets'

/**
 * Workbooks of every other kind than .xlsx: .xls, .xlsb, SpreadsheetML, HTML tables that call themselves one. They are
 * read by a library that holds them whole, and that is loaded where one of them is opened.
 */

/** Beyond this they do not fit into memory, and a file as CSV does. */
const MAX_CELLS = 12_000_000
const ROWS_AT_ONCE = 1_000

/**
 * @param data of .xls or .xlsb; or text of SpreadsheetML or HTML
 * @throws FileRefusedError where it cannot be opened, or is too large
 */
export async function workbookSheets(data: Uint8Array | string): Promise<Sheet[]> {
  const workbook = await open(data)
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true
  const formats = new Map<string, NumberFormat>()
  return workbook.SheetNames.map((name) => {
    const cells = cellsOf(workbook.Sheets[name])
    return {
      name,
      sourceBytes: data.length / workbook.SheetNames.length,
      unpackedBytes: cells.length,
      *rows(onRead) {
        for (let at = 0; at < cells.length; at += ROWS_AT_ONCE) {
          yield Array.from(cells.slice(at, at + ROWS_AT_ONCE), (row) =>
            Array.from(row ?? [], (cell) => textOf(cell, formats, from1904)),
          )
        }
        onRead(data.length / workbook.SheetNames.length)
      },
    } satisfies Sheet
  })
}

async function open(data: Uint8Array | string): Promise<WorkBook> {
  const XLSX = await import('@e965/xlsx')
  try {
    // Formulas, links and macros are never looked at: of a cell only its stored value is read.
    const options = {
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      cellText: false,
    } as const
    return typeof data === 'string'
      ? XLSX.read(data, { ...options, type: 'string', raw: true })
      : XLSX.read(data, { ...options, type: 'array' })
  } catch (error) {
    // Of a damaged file it may say that its zip is encrypted.
    if (/password|encrypt(?!ion$)/i.test(String(error))) {
      throw new FileRefusedError({ code: 'encrypted', what: 'workbook' })
    }
    throw new FileRefusedError({ code: 'damaged', what: 'workbook' })
  }
}

type Cells = ((CellObject | undefined)[] | undefined)[]

function cellsOf(sheet: WorkSheet | undefined): Cells {
  const cells = (sheet as { '!data'?: Cells } | undefined)?.['!data'] ?? []
  const count = cells.reduce((total, row) => total + (row?.length ?? 0), 0)
  if (count > MAX_CELLS) throw new FileRefusedError({ code: 'tooManyCells', limitCells: MAX_CELLS })
  return cells
}

function textOf(cell: CellObject | undefined, formats: Map<string, NumberFormat>, from1904: boolean): string {
  switch (cell?.t) {
    case 's':
      return String(cell.v ?? '')
    case 'n':
      return numberText(Number(cell.v), formatOf(String(cell.z ?? ''), formats), from1904)
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE'
    case 'e':
      return '#N/A'
    default:
      return ''
  }
}

function formatOf(code: string, formats: Map<string, NumberFormat>): NumberFormat {
  const format = formats.get(code) ?? formatOfCode(code)
  formats.set(code, format)
  return format
}
