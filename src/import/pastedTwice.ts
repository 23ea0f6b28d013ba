import type { OrderLine } from '../diagnosis/order'

/** Whether a file was pasted behind itself, told by what was read of it: no row has to be kept for that. */

/** The lines of an order as the file has them. */
export interface PlacedLines {
  lines: readonly OrderLine[]
  /** Physical lines of the file, ascending. */
  lineNumbers: readonly number[]
  /** Those of them that contradict what the order's lines before say. */
  conflictLines: readonly number[]
  isCancelled(line: OrderLine): boolean
}

/** So many rows that follow one another again are no coincidence. */
const FEWEST_ROWS = 2

/**
 * The physical line on which the second half of a file begins, where it repeats the first row by row. Equal rows alone
 * are no repetition, as what was bought twice stands twice, unless the header comes again between them.
 * @param orders all that were read
 * @param rejectedLines ascending; undefined where not all of them are known
 * @param repeatedHeaders on which the header came again
 */
export function secondHalfOf(
  orders: Iterable<PlacedLines>,
  rejectedLines: readonly number[] | undefined,
  repeatedHeaders: readonly number[],
): number | undefined {
  const span = { distance: 0, lastOfFirst: 0, firstOfSecond: Number.POSITIVE_INFINITY }
  let rows = 0
  let ordersRead = 0
  let onlyOrder: PlacedLines | undefined

  /** Whether these lines are in both halves, as far apart as all others. */
  function arePaired(lineNumbers: readonly number[]): boolean {
    const half = lineNumbers.length / 2
    if (!Number.isInteger(half)) return false
    for (let i = 0; i < half; i++) {
      const first = lineNumbers[i] ?? 0
      const second = lineNumbers[i + half] ?? 0
      span.distance ||= second - first
      if (second - first !== span.distance) return false
      span.lastOfFirst = Math.max(span.lastOfFirst, first)
      span.firstOfSecond = Math.min(span.firstOfSecond, second)
    }
    rows += half
    return span.lastOfFirst < span.firstOfSecond
  }

  for (const order of orders) {
    const { lineNumbers, conflictLines } = order
    if (!arePaired(lineNumbers) || !isRepeated(order)) return undefined
    if (!areApart(conflictLines, span.distance)) return undefined
    ordersRead++
    onlyOrder = order
  }
  if (rejectedLines && rejectedLines.length > 0 && !arePaired(rejectedLines)) return undefined
  // Rows of several orders differ by their ids, if by nothing else.
  const differ = ordersRead > 1 || (onlyOrder !== undefined && !areAllEqual(onlyOrder.lines))
  const isParted = repeatedHeaders.some((line) => line > span.lastOfFirst && line < span.firstOfSecond)
  return (ordersRead > 0 && isParted) || (differ && rows >= FEWEST_ROWS) ? span.firstOfSecond : undefined
}

function areAllEqual([first, ...others]: readonly OrderLine[]): boolean {
  return others.every((line) => first !== undefined && areEqual(line, first))
}

function areApart(lines: readonly number[], distance: number): boolean {
  const half = lines.length / 2
  return (
    Number.isInteger(half) && lines.slice(0, half).every((line, i) => lines[i + half] === line + distance)
  )
}

function isRepeated({ lines, isCancelled }: PlacedLines): boolean {
  const half = lines.length / 2
  for (let i = 0; i < half; i++) {
    const first = lines[i]
    const second = lines[i + half]
    if (!first || !second || !areEqual(first, second) || isCancelled(first) !== isCancelled(second))
      return false
  }
  return true
}

function areEqual(a: OrderLine, b: OrderLine): boolean {
  return (Object.keys(a) as (keyof OrderLine)[]).every((field) => a[field] === b[field])
}
