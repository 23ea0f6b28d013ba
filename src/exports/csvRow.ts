/** Tells spreadsheet programs that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A row of CSV as RFC 4180 writes it, without its line end. */
export function csvRow(cells: readonly string[]): string {
  return cells.map(quoted).join(',')
}

/** Also where another program would see the end of a cell: a formula behind a semicolon must not begin one. */
function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A text that begins so is a formula to spreadsheet programs. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/** A text for a file that people open: an apostrophe keeps spreadsheet programs from taking it for a formula. */
export function withoutFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text
}
