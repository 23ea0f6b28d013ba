import { type ExportCell, type ExportTable, joined, streamText } from './exportTable'

/** Tells spreadsheet programs that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
/** A text that begins so is a formula to spreadsheet programs. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/** A table as CSV: with a byte-order mark, all rows, formulas in texts defused. */
export function csvStream(table: ExportTable): ReadableStream<Uint8Array> {
  return streamText(joined(csvRows(table)))
}

function* csvRows({ headers, rows }: ExportTable): Generator<string> {
  yield BYTE_ORDER_MARK + csvRow(headers.map((text) => ({ kind: 'text', text })))
  for (const row of rows) yield csvRow(row)
}

function csvRow(cells: readonly ExportCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: ExportCell): string {
  switch (cell?.kind) {
    case undefined:
      return ''
    case 'text':
      return quoted(FORMULA_START.test(cell.text) ? `'${cell.text}` : cell.text)
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

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
