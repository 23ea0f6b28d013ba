import { BYTE_ORDER_MARK, csvRow, withoutFormula } from './csvRow'
import { type ExportCell, type ExportTable, joined, streamText } from './exportTable'

const LINE_END = '\r\n'

/** A table as CSV: with a byte-order mark, all rows, formulas in texts defused. */
export function csvStream(table: ExportTable): ReadableStream<Uint8Array> {
  return streamText(joined(csvRows(table)))
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
      return withoutFormula(cell.text)
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
