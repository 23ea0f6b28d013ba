import { BYTE_ORDER_MARK, csvRow, withoutFormula } from './csvRow'
import { type ExportCell, type ExportTable, joined, streamText } from './exportTable'

const LINE_END = '\r\n'
/**
 * An id that a spreadsheet would take for a number, show as 6.91793E+18 or without its zeros, and save so. The tab before
 * it makes it a text there, as in the exports of platforms; an import drops it.
 */
const LONG_NUMBER = /^(?:0\d+|\d{12,})$/

/** A table as CSV: with a byte-order mark, all rows, formulas in texts defused. */
export function csvStream(table: ExportTable): ReadableStream<Uint8Array> {
  return streamText(joined(csvRows(table)))
}

/** The same in one piece, for a table that is small. */
export function csvText(table: ExportTable): string {
  return [...csvRows(table)].join('')
}

function* csvRows({ headers, rows }: ExportTable): Generator<string> {
  yield BYTE_ORDER_MARK + csvRow(headers.map(withoutFormula)) + LINE_END
  for (const row of rows) yield csvRow(row.map(csvCell)) + LINE_END
}

function csvCell(cell: ExportCell): string {
  switch (cell?.kind) {
    case undefined:
      return ''
    case 'text':
      return LONG_NUMBER.test(cell.text) ? `\t${cell.text}` : withoutFormula(cell.text)
    case 'integer':
    case 'decimal':
      return String(cell.value)
    case 'money':
      return cell.yuan.toFixed(2)
    case 'percent':
      return `${(cell.ratio * 100).toFixed(1)}%`
    case 'date':
      return cell.date
    case 'time':
      return cell.time.replace('T', ' ')
  }
}
