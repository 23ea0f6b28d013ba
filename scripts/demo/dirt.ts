import { EXPORT_COLUMNS, type ExportRow } from './exportRows.ts'

/** What real exports contain now and then: lines that cannot be read, and lines that only look so. */
type Dirt = (rows: ExportRow[]) => void

/** Writes over a cell of the first row: only that line is affected. */
function inFirstRow(column: string, write: (cell: string) => string): Dirt {
  return (rows) => overwrite(rows.slice(0, 1), column, write)
}

/** Writes over a cell of all rows: the order agrees with itself. */
function inEveryRow(column: string, write: (cell: string) => string): Dirt {
  return (rows) => overwrite(rows, column, write)
}

function overwrite(rows: readonly ExportRow[], column: string, write: (cell: string) => string): void {
  const index = EXPORT_COLUMNS.indexOf(column)
  for (const row of rows) row[index] = write(row[index] ?? '')
}

const FULL_WIDTH_SHIFT = 0xfee0

function fullWidth(text: string): string {
  return text.replace(/[0-9.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + FULL_WIDTH_SHIFT))
}

/** One an order, from the second day of the first store on, one a day. */
const DIRT: readonly Dirt[] = [
  inFirstRow('实收价格', () => '约8元'),
  inFirstRow('日期', () => '昨天下午'),
  inFirstRow('订单ID', () => '1.00001E+15'),
  inFirstRow('月售', () => ''),
  inFirstRow('商品采购成本', () => '#N/A'),
  inFirstRow('实收价格', (cell) => `￥${fullWidth(cell)}`),
  inFirstRow('商品采购成本', () => ''),
  (rows) => {
    inFirstRow('商品采购成本', () => '')(rows)
    inFirstRow('利润额', () => '')(rows)
  },
  inEveryRow('日期', (cell) => cell.replace(/^(\d+)-0?(\d+)-0?(\d+) 0?(\d+):(\d+):.*/, '$1/$2/$3 $4:$5')),
  inEveryRow('物流配送费', (cell) => `¥${cell}`),
]

/**
 * Spoils an order of a day where the export has dirt on that day: a small one, for an order with a line that
 * cannot be read is rejected as a whole.
 * @param dayIndex days since the first day of the export
 * @param orders the rows of each order of that day; changed in place
 */
export function spoil(dayIndex: number, orders: readonly ExportRow[][]): void {
  const quantityColumn = EXPORT_COLUMNS.indexOf('月售')
  const sold = orders.filter((rows) => rows.length > 1 && Number(rows[0]?.[quantityColumn]) > 0)
  const smallest = sold.toSorted((a, b) => a.length - b.length)[0]
  if (smallest) DIRT[dayIndex - 1]?.(smallest)
}
