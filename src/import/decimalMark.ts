import { COLUMN_NAMES, COLUMNS, type Kind } from '../diagnosis/orderFields'
import type { DecimalMark } from './amount'
import type { ColumnIndexes } from './columns'

/** Whether a column writes 1,5 or 1.5, told by its own numbers, else by those of the file: 1,234 alone does not say. */

/** `1,5`, `0,500`, `12,3456`, `1.234,56`: no group of thousands looks like that. */
const COMMA = /^[-(]?\D?\s*(?:0,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)\D?\)?$/
/** `1.5`, `1,234.5`, `0.500`. */
const POINT = /^[-(]?\D?\s*(?:0\.\d+|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+)\D{0,2}$/

const WORDS: readonly string[] = ['name', 'text', 'id', 'time'] satisfies Kind[]
const NUMERIC = COLUMN_NAMES.filter((name) => {
  const column = COLUMNS[name]
  return 'kind' in column && !WORDS.includes(column.kind)
})

/** What some cells show. */
interface Evidence {
  comma: boolean
  point: boolean
}

/**
 * The mark of each column, by its place.
 * @param rows a sample of the file
 * @returns `comma` where that is what the decimals throughout the column begin with
 */
export function decimalMarksOf(
  rows: readonly (readonly string[])[],
  indexes: ColumnIndexes,
): (place: number | undefined) => DecimalMark {
  const byPlace = new Map(
    NUMERIC.flatMap((name) => indexes[name] ?? []).map((place) => [place, evidenceOf(rows, place)]),
  )
  const all = [...byPlace.values()]
  const ofFile = markOf({ comma: all.some(({ comma }) => comma), point: all.some(({ point }) => point) })
  return (place) => {
    const own = byPlace.get(place ?? -1)
    return own && (own.comma || own.point) ? markOf(own) : ofFile
  }
}

function evidenceOf(rows: readonly (readonly string[])[], place: number): Evidence {
  const cells = rows.map((row) => row[place]?.normalize('NFKC').trim() ?? '')
  return { comma: cells.some((cell) => COMMA.test(cell)), point: cells.some((cell) => POINT.test(cell)) }
}

function markOf({ comma, point }: Evidence): DecimalMark {
  return comma && !point ? 'comma' : 'point'
}
