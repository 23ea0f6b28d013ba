import type { BusinessDate } from '../diagnosis/businessDate'
import { MICRO_PER_YUAN } from '../diagnosis/money'
import {
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  type ColumnsWith,
  type Kind,
  type ValueOf,
} from '../diagnosis/orderFields'
import { MAX_CHARS } from '../limits'
import { type NumberProblem, parseAmountMicro, parseQuantityMilli } from './amount'
import { hasControlCharacter, hasUnprintable, isBlank, isScientific, shorten } from './cellText'
import type { ColumnIndexes } from './columns'
import { parseOrderTime } from './orderTime'
import { plainReason, type RejectedLine, type RejectReason, tooLong } from './report'

/** What is wrong with a row, as in the report but for its line number. */
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

/**
 * Reads cells of the loaded row. A cell that cannot be taken is remembered as the row's problem, the first one
 * only, and read as blank: the caller asks for the problem once, after all cells.
 */
export interface CellReader {
  load(cells: readonly string[]): void
  problem(): CellProblem | undefined
  /** The cell of each column, as the table of columns says what it holds; text that is blank is ''. */
  read: Readers
  /** Rejects the row for a reason that lies in several cells. */
  reject(column: ReadColumn, reason: RejectReason): void
}

const MAX_VALUE_CHARS = 80

/**
 * @param indexes where the columns stand; one that the file lacks is blank on every row
 * @param latestDate the latest day that an order can be of; absent: any
 */
export function createCellReader(indexes: ColumnIndexes, latestDate?: BusinessDate): CellReader {
  let cells: readonly string[] = []
  let problem: CellProblem | undefined

  function reject(column: ReadColumn, reason: RejectReason): void {
    problem ??= { column, value: shorten(rawReader(column)().trim(), MAX_VALUE_CHARS), reason }
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
      const text = raw().trim()
      if (isBlank(text)) return ''
      if (text.length > maxChars) reject(column, tooLong(maxChars))
      else if (isForbidden(text)) reject(column, plainReason('controlCharacter'))
      return text
    }
  }

  function idReader(column: ReadColumn, maxChars: number) {
    const read = textReader(column, maxChars, hasControlCharacter)
    return () => {
      const text = read()
      if (isScientific(text)) reject(column, plainReason('scientificId'))
      return text
    }
  }

  function timeReader(column: ReadColumn) {
    const raw = rawReader(column)
    return () => {
      const text = raw().trim()
      if (isBlank(text)) return ''
      const time = parseOrderTime(text)
      if (time === undefined) reject(column, plainReason('unreadableTime'))
      // A day that has not come yet would become every store's last one.
      else if (latestDate !== undefined && time.slice(0, 10) > latestDate) {
        reject(column, plainReason('futureTime'))
      }
      return time ?? ''
    }
  }

  function amountReader(column: ReadColumn) {
    const raw = rawReader(column)
    return () => numeric(column, parseAmountMicro(raw()))
  }

  function thousandthsReader(column: ReadColumn, maxPieces: number) {
    const raw = rawReader(column)
    return () => numeric(column, parseQuantityMilli(raw(), maxPieces))
  }

  /** Up to whole metres: bands include their upper bound, and none is left by that. */
  function metresReader(column: ReadColumn) {
    const read = amountReader(column)
    return () => {
      const micro = read()
      if (micro === null) return null
      if (micro < 0) reject(column, plainReason('implausible'))
      return Math.ceil(micro / MICRO_PER_YUAN)
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
        return metresReader(column)
    }
  }

  /** The reader of a column whose cells must not be blank. */
  function required(column: ReadColumn, read: () => string | number | null): () => string | number {
    return () => {
      const value = read()
      if (value === null || value === '') reject(column, plainReason('requiredBlank'))
      return value ?? 0
    }
  }

  const readers = COLUMN_NAMES.flatMap((name) => {
    if (!isRead(name)) return []
    const read = readerOf(name)
    const column = COLUMNS[name]
    return [[name, 'required' in column && column.required === 'cell' ? required(name, read) : read]]
  })

  return {
    load(row) {
      cells = row
      problem = undefined
    },
    problem: () => problem,
    read: Object.fromEntries(readers) as Readers,
    reject,
  }
}

function isRead(name: ColumnName): name is ReadColumn {
  return 'kind' in COLUMNS[name]
}
