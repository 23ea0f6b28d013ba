import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import { openCompound } from './compound'
import { type FileRefusal, FileRefusedError } from './fileParts'
import { formatOfCode, type NumberFormat, numberText } from './numberText'
import { createSheetGrid } from './sheetGrid'
import type { Sheet } from './sheets'
import { MAX_SHEETS, tooManySheets } from './sheetsInText'
import { keepValues } from './xlsRecords'

/**
 * Workbooks as .xls. They are read by a library that holds them whole, and that is loaded where one of them is opened. It
 * is handed no more than what cells hold.
 */

const ROWS_AT_ONCE = 1_000
const DAMAGED: FileRefusal = { code: 'damaged', what: 'workbook' }

/** @throws FileRefusedError where it cannot be opened, or is too large */
export async function xlsSheets(file: Uint8Array): Promise<Sheet[]> {
  return heldSheets(await open(streamOf(file)), file.length)
}

/** The sheets of what the library holds. */
export function heldSheets(workbook: WorkBook, sourceBytes: number): Sheet[] {
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true
  const formats = new Map<string, NumberFormat>()
  // Two sheets of one name are one to the library.
  const sheets = [...new Set(workbook.SheetNames)].map((name) => cellsOf(workbook.Sheets[name]))
  if (sheets.length > MAX_SHEETS) throw tooManySheets()
  return sheets.map((cells) => ({
    sourceBytes: sourceBytes / sheets.length,
    unpackedBytes: cells.length,
    *rows(onRead) {
      const grid = createSheetGrid()
      let rows = 0
      // Those that there are, where others are left out.
      for (const [row, held] of Object.entries(cells)) {
        grid.openRow(Number(row) + 1)
        for (const [column, cell] of Object.entries(held ?? [])) {
          grid.put(Number(column), textOf(cell, formats, from1904))
        }
        grid.closeRow()
        if (++rows % ROWS_AT_ONCE === 0) yield grid.take()
      }
      yield grid.take()
      onRead(sourceBytes / sheets.length)
    },
  }))
}

/** Where the workbook lies in the file. */
function streamOf(file: Uint8Array): Uint8Array {
  const compound = openCompound(file)
  if (compound.stream('EncryptedPackage')) throw encrypted()
  const stream = compound.stream('Workbook') ?? compound.stream('Book')
  if (!stream) throw new FileRefusedError(DAMAGED)
  return stream
}

function encrypted(): FileRefusedError {
  return new FileRefusedError({ code: 'encrypted', what: 'workbook' })
}

async function open(stream: Uint8Array): Promise<WorkBook> {
  keepValues(stream)
  const XLSX = await import('@e965/xlsx')
  try {
    return XLSX.read(stream, {
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      cellText: false,
      type: 'buffer',
    })
  } catch (error) {
    throw /password|encrypt/i.test(String(error)) ? encrypted() : new FileRefusedError(DAMAGED)
  }
}

type Cells = ((CellObject | undefined)[] | undefined)[]

function cellsOf(sheet: WorkSheet | undefined): Cells {
  return (sheet as { '!data'?: Cells } | undefined)?.['!data'] ?? []
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
