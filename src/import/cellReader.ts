import type { MicroYuan } from '../diagnosis/money'
import { type NumberProblem, parseAmountMicro, parseWhole } from './amount'
import { hasControlCharacter, hasUnprintable, isBlank, isScientific, shorten } from './cellText'
import type { ColumnName, ColumnPlaces } from './columns'
import { parseOrderTime } from './orderTime'
import { plainReason, type RejectedLine, type RejectReason, tooLong } from './report'

/** Cells of one row by column name, each read as what it should be. No I/O. */

/** What is wrong with a row, as in the report but for its line number. */
export type CellProblem = Omit<RejectedLine, 'line'>

/**
 * Reads cells of the loaded row. A cell that cannot be taken is remembered as the row's problem, the first one
 * only, and read as blank: the caller asks for the problem once, after all cells.
 */
export interface CellReader {
  load(cells: readonly string[]): void
  problem(): CellProblem | undefined
  /** Micro-yuan, null where blank. */
  amountMicro(column: ColumnName): MicroYuan | null
  /** Integer within ±`maxMagnitude`, null where blank. */
  whole(column: ColumnName, maxMagnitude: number): number | null
  requiredWhole(column: ColumnName, maxMagnitude: number): number
  /** Text that is only shown, '' where blank. */
  text(column: ColumnName, maxChars: number): string
  requiredText(column: ColumnName, maxChars: number): string
  /** Text that becomes part of a key: without control characters. */
  requiredName(column: ColumnName, maxChars: number): string
  /** A number kept as text, '' where blank; not one whose digits are lost. */
  id(column: ColumnName, maxChars: number): string
  requiredId(column: ColumnName, maxChars: number): string
  /** `YYYY-MM-DDTHH:MM:SS` */
  time(column: ColumnName): string
  /** Rejects the row for a reason that lies in several cells. */
  reject(column: ColumnName, reason: RejectReason): void
}

const MAX_VALUE_CHARS = 80

/** @param places where the columns stand; one that the file lacks is blank on every row */
export function createCellReader(places: ColumnPlaces): CellReader {
  let cells: readonly string[] = []
  let problem: CellProblem | undefined

  function raw(column: ColumnName): string {
    const place = places[column]
    return place === undefined ? '' : (cells[place] ?? '')
  }

  function trimmed(column: ColumnName): string {
    const text = raw(column).trim()
    return isBlank(text) ? '' : text
  }

  function reject(column: ColumnName, reason: RejectReason): void {
    problem ??= { column, value: shorten(raw(column).trim(), MAX_VALUE_CHARS), reason }
  }

  function numeric(column: ColumnName, value: number | null | NumberProblem): number | null {
    if (typeof value !== 'string') return value
    reject(column, plainReason(value))
    return null
  }

  function checked(column: ColumnName, maxChars: number, isForbidden: (text: string) => boolean): string {
    const text = trimmed(column)
    if (text.length > maxChars) reject(column, tooLong(maxChars))
    else if (isForbidden(text)) reject(column, plainReason('controlCharacter'))
    return text
  }

  function required<T>(column: ColumnName, value: T, blank: T): T {
    if (value === blank) reject(column, plainReason('requiredBlank'))
    return value
  }

  function whole(column: ColumnName, maxMagnitude: number): number | null {
    return numeric(column, parseWhole(raw(column), maxMagnitude))
  }

  function text(column: ColumnName, maxChars: number): string {
    return checked(column, maxChars, hasUnprintable)
  }

  function id(column: ColumnName, maxChars: number): string {
    const value = checked(column, maxChars, hasControlCharacter)
    if (isScientific(value)) reject(column, plainReason('scientificId'))
    return value
  }

  return {
    load(row) {
      cells = row
      problem = undefined
    },
    problem: () => problem,
    amountMicro: (column) => numeric(column, parseAmountMicro(raw(column))),
    whole,
    requiredWhole: (column, maxMagnitude) => required(column, whole(column, maxMagnitude), null) ?? 0,
    text,
    requiredText: (column, maxChars) => required(column, text(column, maxChars), ''),
    requiredName: (column, maxChars) => required(column, checked(column, maxChars, hasControlCharacter), ''),
    id,
    requiredId: (column, maxChars) => required(column, id(column, maxChars), ''),
    time(column) {
      const text = trimmed(column)
      const time = text === '' ? '' : parseOrderTime(text)
      if (time === undefined) reject(column, plainReason('unreadableTime'))
      return required(column, time ?? '', '')
    },
    reject,
  }
}
