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

/** How often a file has the same rows, one copy behind the other. */
export interface Copies {
  times: number
  /** Physical line on which the second copy begins. */
  secondFrom: number
}

/** So many rows that follow one another again are no coincidence. */
const FEWEST_ROWS = 2
/** Nobody pastes more often without seeing it. */
const MOST_COPIES = 8

/**
 * How often a file was pasted behind itself, row by row; undefined where it was not. Equal rows alone are no repetition,
 * as what was bought twice stands twice, unless the header comes again between them.
 * @param ordersOf all that were read, from the first on each time it is called
 * @param rejectedLines ascending; undefined where not all of them are known
 * @param repeatedHeaders on which the header came again: they are no rows, and may stand in one copy alone
 */
export function copiesOf(
  ordersOf: () => Iterable<PlacedLines>,
  rejectedLines: readonly number[] | undefined,
  repeatedHeaders: readonly number[],
): Copies | undefined {
  for (let times = MOST_COPIES; times > 1; times--) {
    const secondFrom = secondCopy(times, ordersOf(), rejectedLines, repeatedHeaders)
    if (secondFrom !== undefined) return { times, secondFrom }
  }
  return undefined
}

function secondCopy(
  times: number,
  orders: Iterable<PlacedLines>,
  rejectedLines: readonly number[] | undefined,
  repeatedHeaders: readonly number[],
): number | undefined {
  const span = { distance: 0, lastOfFirst: 0, firstOfSecond: Number.POSITIVE_INFINITY }
  let rows = 0
  let ordersRead = 0
  let onlyOrder: PlacedLines | undefined

  /** A line as it would be counted without the headers before it. */
  function placeOf(line: number): number {
    return line - countBelow(repeatedHeaders, line)
  }

  /** Whether a copy has these lines as far behind those of the first as it has all others. */
  function areRepeated(lines: readonly number[]): boolean {
    const each = lines.length / times
    return (
      Number.isInteger(each) &&
      lines.every((line, i) => {
        const first = lines[i % each] ?? 0
        const distance = placeOf(line) - placeOf(first)
        if (i === each) span.distance ||= distance
        return distance === span.distance * Math.floor(i / each)
      })
    )
  }

  /** Whether all of the first copy stands above all of the second. */
  function areApart(lines: readonly number[]): boolean {
    const each = lines.length / times
    if (each === 0) return true
    span.lastOfFirst = Math.max(span.lastOfFirst, lines[each - 1] ?? 0)
    span.firstOfSecond = Math.min(span.firstOfSecond, lines[each] ?? 0)
    rows += each
    return span.lastOfFirst < span.firstOfSecond
  }

  for (const order of orders) {
    const { lineNumbers, conflictLines } = order
    if (!areRepeated(lineNumbers) || !areApart(lineNumbers)) return undefined
    if (!areSame(order, times) || !areRepeated(conflictLines)) return undefined
    ordersRead++
    onlyOrder = order
  }
  if (rejectedLines && !(areRepeated(rejectedLines) && areApart(rejectedLines))) return undefined
  if (!onlyOrder) return undefined
  // Rows of several orders differ by their ids, if by nothing else.
  const differ = ordersRead > 1 || !areAllEqual(onlyOrder.lines)
  const isParted = repeatedHeaders.some((line) => line > span.lastOfFirst && line < span.firstOfSecond)
  return isParted || (differ && rows >= FEWEST_ROWS) ? span.firstOfSecond : undefined
}

/** @param sorted ascending */
function countBelow(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function areAllEqual([first, ...others]: readonly OrderLine[]): boolean {
  return others.every((line) => first !== undefined && areEqual(line, first))
}

/** Whether each copy says the same of an order's lines. */
function areSame({ lines, isCancelled }: PlacedLines, times: number): boolean {
  const each = lines.length / times
  return lines.every((line, i) => {
    const first = lines[i % each]
    return first !== undefined && areEqual(first, line) && isCancelled(first) === isCancelled(line)
  })
}

function areEqual(a: OrderLine, b: OrderLine): boolean {
  return (Object.keys(a) as (keyof OrderLine)[]).every((field) => a[field] === b[field])
}
