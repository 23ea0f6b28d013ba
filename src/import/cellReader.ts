import type { BusinessDate } from '../diagnosis/businessDate'
import { MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import {
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  type ColumnsWith,
  type Kind,
  type ValueOf,
} from '../diagnosis/orderFields'
import type { Milli } from '../diagnosis/quantity'
import { MAX_CHARS } from '../limits'
import { type DecimalMark, type NumberProblem, parseAmountMicro, parseQuantityMilli } from './amount'
import {
  cleanId,
  cleanText,
  hasControlCharacter,
  hasUnprintable,
  isBlank,
  isDigits,
  isPlain,
  isScientific,
  shorten,
} from './cellText'
import type { HeaderMatch } from './columns'
import { parseOrderTime } from './orderTime'
import { plainReason, type RejectedLine, type RejectReason, tooLong } from './report'
import type { ToLocal } from './timeZone'

/** What is wrong with a cell or a row, as in the report but for its line number. */
export type CellProblem = Omit<RejectedLine, 'line'>

/** A column whose cells are read. */
type ReadColumn = ColumnsWith<{ kind: Kind }>

/** Of a number null where the cell is blank, also of a fee: whether a line says it matters to its order. */
type CellValue<Name extends ReadColumn> =
  Name extends ColumnsWith<{ required: 'cell' }>
    ? ValueOf<Name>
    : ValueOf<Name> extends string
      ? string
      : number | null

type Readers = { readonly [Name in ReadColumn]: () => CellValue<Name> }

/** How the cells of a file are to be understood. */
export interface CellRules {
  /** The latest day that an order can be of; absent: any. */
  latestDate?: BusinessDate | undefined
  /** By the place of a column. */
  decimals: (place: number | undefined) => DecimalMark
  /** What a time with an offset is in the shop's zone. */
  toLocal: ToLocal
  /** What a time without one is there. */
  fromLocal: (time: string) => string
}

/**
 * Reads cells of the loaded row. A cell that cannot be taken is read as blank. Where its column must be there, that is
 * the row's problem, the first one only: the caller asks for it once, after all cells. Elsewhere it is a flaw, and the
 * value is unknown.
 */
export interface CellReader {
  load(cells: readonly string[]): void
  problem(): CellProblem | undefined
  /** Of the loaded row; empty nearly always. */
  flaws(): readonly CellProblem[]
  /** Whether the cell of a column that may be left out could not be read, of those that were. */
  isFlawed(column: ReadColumn): boolean
  /**
   * The cell of each column, as the table of columns says what it holds; text that is blank is ''. Metres are
   * thousandths of one here: whether they are metres shows when all lines are read.
   */
  read: Readers
  /** A number of a column that is not among the canonical ones; null where it is blank or no number. */
  readMicroAt(index: number | undefined): MicroYuan | null
  /** A quantity of such a column; null where it is blank or none, or finer than thousandths. */
  readMilliAt(index: number | undefined): Milli | null
  /** Rejects the value for a reason that lies in several cells. */
  reject(column: ReadColumn, reason: RejectReason): void
  /** What the distances of all rows so far were. */
  distances: { largestMilli: number; haveUnit: boolean }
}

const MAX_VALUE_CHARS = 80
const MICRO_PER_MILLI = MICRO_PER_YUAN / 1000
const MILLI_PER_UNIT = 1000
const NO_FLAWS: readonly CellProblem[] = []

/** No distance that is worth reading is longer. */
const MAX_DISTANCE_CHARS = 40
/** A distance with its unit behind it. */
const METRES = /^(.*\d)\s*(?:m|米|公尺|metres?|meters?)$/i
const KILOMETRES = /^(.*\d)\s*(?:km|公里|千米)$/i

/** @param header where the columns stand; one that the file lacks is blank on every row */
export function createCellReader(header: HeaderMatch, rules: CellRules): CellReader {
  const { indexes, names } = header
  const { latestDate, decimals, toLocal, fromLocal } = rules
  const distances = { largestMilli: 0, haveUnit: header.kilometres || header.metres }
  let cells: readonly string[] = []
  let problem: CellProblem | undefined
  let flaws: CellProblem[] | undefined

  function reject(column: ReadColumn, reason: RejectReason): void {
    const index = indexes[column]
    const value = shorten((index === undefined ? '' : (cells[index] ?? '')).trim(), MAX_VALUE_CHARS)
    const found: CellProblem = { column, value, reason }
    if (index !== undefined) found.header = names[index] ?? column
    if ('required' in COLUMNS[column]) problem ??= found
    else flaws = [...(flaws ?? NO_FLAWS), found]
  }

  // The readers below are closures of one column, made once a file: rows are read without looking anything up.
  function rawReader(column: ReadColumn): () => string {
    const index = indexes[column]
    return index === undefined ? () => '' : () => cells[index] ?? ''
  }

  function numeric(column: ReadColumn, value: number | null | NumberProblem): number | null {
    if (typeof value !== 'string') return value
    reject(column, plainReason(value))
    return null
  }

  function textReader(column: ReadColumn, maxChars: number, isForbidden: (text: string) => boolean) {
    const raw = rawReader(column)
    return () => {
      const cell = raw().trim()
      const plain = isPlain(cell)
      const text = plain ? cell : cleanText(cell)
      if (isBlank(text)) return ''
      if (text.length > maxChars) reject(column, tooLong(maxChars))
      else if (!plain && isForbidden(text)) reject(column, plainReason('controlCharacter'))
      else return text
      return ''
    }
  }

  function idReader(column: ReadColumn, maxChars: number) {
    const raw = rawReader(column)
    const read = textReader(column, maxChars, hasControlCharacter)
    return () => {
      const cell = raw()
      if (cell.length <= maxChars && isDigits(cell)) return cell
      const text = cleanId(read())
      if (!isScientific(text)) return text
      reject(column, plainReason('scientificId'))
      return ''
    }
  }

  function timeReader(column: ReadColumn) {
    const raw = timeText(rawReader(column), header.kindIndexes.timeOfDay)
    return () => {
      const cell = raw()
      const time = cell === '' ? '' : localTime(cell)
      if (time === undefined) reject(column, plainReason('unreadableTime'))
      // A day that has not come yet would become every store's last one.
      else if (latestDate !== undefined && time.slice(0, 10) > latestDate) {
        reject(column, plainReason('futureTime'))
      } else return time
      return ''
    }
  }

  /** In the shop's zone; '' where the cell is blank. */
  function localTime(cell: string): string | undefined {
    const said = parseOrderTime(cell, toLocal)
    if (said !== undefined) return hasOffset(cell) ? said : fromLocal(said)
    const text = cleanText(cell)
    if (isBlank(text)) return ''
    return text === cell ? undefined : localTime(text)
  }

  /** The day and, where it stands in a column of its own, the time of the day. */
  function timeText(day: () => string, timeOfDay: number | undefined): () => string {
    if (timeOfDay === undefined) return day
    return () => {
      const date = day().trim()
      return isBlank(date) ? '' : `${date} ${(cells[timeOfDay] ?? '').trim()}`
    }
  }

  function amountReader(column: ReadColumn) {
    const raw = rawReader(column)
    const mark = decimals(indexes[column])
    return () => numeric(column, parseAmountMicro(raw(), mark))
  }

  function thousandthsReader(column: ReadColumn, maxPieces: number) {
    const raw = rawReader(column)
    const mark = decimals(indexes[column])
    return () => numeric(column, parseQuantityMilli(raw(), maxPieces, mark))
  }

  /** Up to a whole thousandth, half of which nobody walks. */
  function distanceReader(column: ReadColumn) {
    const raw = rawReader(column)
    const mark = decimals(indexes[column])
    return () => {
      const { text, unit } = withUnit(raw(), header.kilometres)
      const micro = numeric(column, parseAmountMicro(text, mark))
      if (micro === null) return null
      if (micro < 0) {
        reject(column, plainReason('implausible'))
        return null
      }
      const milli = Math.ceil((micro * (unit === 'km' ? MILLI_PER_UNIT : 1)) / MICRO_PER_MILLI)
      distances.haveUnit ||= unit !== undefined
      distances.largestMilli = Math.max(distances.largestMilli, milli)
      return milli
    }
  }

  function readerOf(column: ReadColumn): () => string | number | null {
    const spec = COLUMNS[column]
    const maxChars = 'limit' in spec ? MAX_CHARS[spec.limit] : 0
    switch (spec.kind) {
      case 'name':
        return textReader(column, maxChars, hasControlCharacter)
      case 'text':
        return textReader(column, maxChars, hasUnprintable)
      case 'id':
        return idReader(column, maxChars)
      case 'time':
        return timeReader(column)
      case 'thousandths':
        return thousandthsReader(column, spec.maxPieces)
      case 'amount':
      case 'fee':
        return amountReader(column)
      case 'metres':
        return distanceReader(column)
    }
  }

  /** The reader of a column that no line may leave blank. What is the order's, another of its lines may say. */
  function required(column: ReadColumn, read: () => string | number | null): () => string | number {
    return () => {
      const value = read()
      if ((value === null || value === '') && !problem) reject(column, plainReason('requiredBlank'))
      return value ?? 0
    }
  }

  const readers = COLUMN_NAMES.flatMap((name) => {
    if (!isRead(name)) return []
    const column = COLUMNS[name]
    const read = readerOf(name)
    const mustSay = column.level === 'line' && 'required' in column && column.required === 'cell'
    return [[name, mustSay ? required(name, read) : read]]
  })

  return {
    load(row) {
      cells = row
      problem = undefined
      flaws = undefined
    },
    problem: () => problem,
    flaws: () => flaws ?? NO_FLAWS,
    isFlawed: (column) => flaws?.some((flaw) => flaw.column === column) ?? false,
    read: Object.fromEntries(readers) as Readers,
    readMicroAt(index) {
      const micro = index === undefined ? null : parseAmountMicro(cells[index] ?? '', decimals(index))
      return typeof micro === 'number' ? micro : null
    },
    readMilliAt(index) {
      const { maxPieces } = COLUMNS.销量
      const milli =
        index === undefined ? null : parseQuantityMilli(cells[index] ?? '', maxPieces, decimals(index))
      return typeof milli === 'number' ? milli : null
    },
    reject,
    distances,
  }
}

function isRead(name: ColumnName): name is ReadColumn {
  return 'kind' in COLUMNS[name]
}

/** A time that is longer than `2026-01-18 07:31:02` may say how far it is from UTC. */
function hasOffset(time: string): boolean {
  return time.length > 19 && /(?:Z|UTC|[+-]\d{2}:?\d{2})\s*$/i.test(time.trim())
}

function withUnit(cell: string, inKilometres: boolean): { text: string; unit: 'km' | 'm' | undefined } {
  const lastCode = cell.charCodeAt(cell.length - 1)
  const endsInDigit = lastCode >= 0x30 && lastCode <= 0x39
  if (!endsInDigit && cell !== '' && cell.length <= MAX_DISTANCE_CHARS) {
    const text = cell.normalize('NFKC').trim()
    const kilometres = KILOMETRES.exec(text)?.[1]
    if (kilometres !== undefined) return { text: kilometres, unit: 'km' }
    const metres = METRES.exec(text)?.[1]
    if (metres !== undefined) return { text: metres, unit: 'm' }
  }
  return { text: cell, unit: inKilometres ? 'km' : undefined }
}
