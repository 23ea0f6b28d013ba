import * as XLSX from '@e965/xlsx'
import { csvRow } from '../src/exports/csvRow.ts'

/** Order exports that come as workbooks, .xlsx and its relatives, as the text of tables that the import reads. */

/** A sheet, or several that go on under one header. */
export interface SheetText {
  names: string[]
  csv: string
  rows: number
}

/** Beyond this the rows of a workbook do not fit into memory, and a file as CSV does. */
const MAX_CELLS = 12_000_000
/** Where a header is looked for, as the import does. */
const HEADER_ROWS = 30
/** An order has at least its number, time, product and amounts. */
const MIN_COLUMNS = 4
/** Whole numbers beyond have lost digits in a workbook: written so that the import says so. */
const MAX_EXACT = 1e15
/** What a workbook's numbers are exact to: 1.1 × 3 is 3.3 there. */
const EXACT_DIGITS = 15

export class WorkbookError extends Error {}

/**
 * The tables of a workbook. Sheets with one and the same header are joined; sheets without one are left out.
 * @param data of .xlsx, .xls or SpreadsheetML; or the text of an HTML table that calls itself one
 * @throws WorkbookError where it cannot be opened, or is too large
 */
export function sheetsOf(data: Uint8Array | string): SheetText[] {
  const workbook = open(data)
  const groups = new Map<string, { names: string[]; rows: string[][] }>()
  for (const name of workbook.SheetNames) {
    const sheet = workbook.Sheets[name]
    const rows = sheet ? rowsOf(sheet, workbook.Workbook?.WBProps?.date1904 === true) : []
    const headerAt = headerRow(rows)
    if (headerAt === undefined) continue
    const header = JSON.stringify(withoutEnd(rows[headerAt] ?? []))
    const group = groups.get(header)
    if (group) {
      group.names.push(name)
      for (const row of rows.slice(headerAt + 1)) group.rows.push(row)
    } else groups.set(header, { names: [name], rows })
  }
  return [...groups.values()].map(({ names, rows }) => ({
    names,
    rows: rows.length,
    csv: rows.map((row) => `${csvRow(row)}\n`).join(''),
  }))
}

function open(data: Uint8Array | string): XLSX.WorkBook {
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
    const cause = error instanceof Error ? error.message : String(error)
    if (/password|encrypt/i.test(cause)) {
      throw new WorkbookError(
        'The workbook is encrypted: open it, save it without a password, and import that.',
      )
    }
    throw new WorkbookError(
      `The workbook cannot be opened (${cause}): save it as CSV UTF-8, and import that.`,
    )
  }
}

function rowsOf(sheet: XLSX.WorkSheet, from1904: boolean): string[][] {
  const cells = (sheet as { '!data'?: (XLSX.CellObject | undefined)[][] })['!data'] ?? []
  const width = cells.reduce((widest, row) => Math.max(widest, row?.length ?? 0), 0)
  if (width * cells.length > MAX_CELLS) {
    throw new WorkbookError(
      'The workbook is too large to be read whole: save it as CSV UTF-8, and import that.',
    )
  }
  // A row that is not there at all is a blank one.
  return Array.from(cells, (row) => Array.from({ length: width }, (_, at) => textOf(row?.[at], from1904)))
}

/** What a cell holds, as a platform's CSV would have it. */
function textOf(cell: XLSX.CellObject | undefined, from1904: boolean): string {
  switch (cell?.t) {
    case 's':
      return String(cell.v ?? '')
    case 'n':
      return numberText(Number(cell.v), typeof cell.z === 'string' ? cell.z : '', from1904)
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE'
    case 'e':
      return '#N/A'
    default:
      return ''
  }
}

function numberText(value: number, format: string, from1904: boolean): string {
  if (XLSX.SSF.is_date(format)) {
    const { y, m, d, H, M, S } = XLSX.SSF.parse_date_code(value, { date1904: from1904 }) ?? {}
    if (y !== undefined) return `${y}-${two(m)}-${two(d)} ${two(H)}:${two(M)}:${two(Math.floor(S))}`
  }
  // An id with leading zeros is a number to the workbook, and its format has the zeros.
  if (/^0{2,}$/.test(format)) return String(value).padStart(format.length, '0')
  if (Number.isInteger(value) && Math.abs(value) >= MAX_EXACT) return value.toExponential()
  return String(Number(value.toPrecision(EXACT_DIGITS)))
}

/** A stray blank cell to the right makes no other header. */
function withoutEnd(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((cell) => cell.trim() !== '') + 1)
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

/** The row with the most names among the first ones; undefined for a sheet that is no table. */
function headerRow(rows: readonly string[][]): number | undefined {
  let best: number | undefined
  let most = MIN_COLUMNS - 1
  rows.slice(0, HEADER_ROWS).forEach((row, at) => {
    const named = row.filter((cell) => cell.trim() !== '').length
    if (named > most) {
      best = at
      most = named
    }
  })
  return best
}
