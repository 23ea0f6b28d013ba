import { COLUMN_NAMES, COLUMNS, type Kind } from '../diagnosis/orderFields'
import type { DecimalMark } from './amount'
import type { ColumnIndexes } from './columns'

/** Whether a file writes 1,5 or 1.5, told by its own numbers: one alone, such as 1,234, does not say. */

/** `1,5`, `0,500`, `12,3456`, `1.234,56`: no group of thousands looks like that. */
const COMMA = /^[-(]?\D?\s*(?:0,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)\D?\)?$/
/** `1.5`, `1,234.5`. */
const POINT = /^[-(]?\D?\s*(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+\D{0,2}$/

const WORDS: readonly string[] = ['name', 'text', 'id', 'time'] satisfies Kind[]
const NUMERIC = COLUMN_NAMES.filter((name) => {
  const column = COLUMNS[name]
  return 'kind' in column && !WORDS.includes(column.kind)
})

/**
 * @param rows a sample of the file
 * @returns `comma` where that is what the decimals throughout the sample begin with
 */
export function decimalMarkOf(rows: Iterable<readonly string[]>, indexes: ColumnIndexes): DecimalMark {
  const places = NUMERIC.flatMap((name) => indexes[name] ?? [])
  let hasComma = false
  for (const cells of rows) {
    for (const place of places) {
      const cell = cells[place]?.trim() ?? ''
      if (POINT.test(cell)) return 'point'
      hasComma ||= COMMA.test(cell)
    }
  }
  return hasComma ? 'comma' : 'point'
}
