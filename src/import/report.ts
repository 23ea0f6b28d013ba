import type { BusinessDate } from '../diagnosis/businessDate'
import type { ColumnName } from '../diagnosis/orderFields'

/** What an import tells about the lines that it read. Types and their words only. */

/** Why a line was rejected: `code` is stable, `text` says it in English. */
export type RejectReason = { text: string } & (
  | {
      code:
        | 'requiredBlank'
        | 'unreadableAmount'
        | 'unreadableTime'
        | 'futureTime'
        | 'tooManyDecimals'
        | 'implausible'
        | 'scientificId'
        | 'controlCharacter'
        | 'malformedQuotes'
    }
  | { code: 'tooLong'; maxChars: number }
  | { code: 'tooFewCells' | 'tooManyCells'; cells: number; expected: number }
  /** The line itself is good, but its order could not be stored whole. */
  | { code: 'orderRejected'; causeLine: number }
)

export interface RejectedLine {
  /** Physical line of the file, where the row begins: the header is usually line 1. */
  line: number
  /** Canonical column, null where the line as a whole is at fault. */
  column: ColumnName | null
  /** The cell, shortened; '' where it is blank or must not be shown. Never an address. */
  value: string
  reason: RejectReason
}

/** An order-level value that a later line of the order contradicts. The first line's value was kept. */
export interface ConflictingValue {
  line: number
  store: string
  orderId: string
  column: ColumnName
  kept: string
  ignored: string
}

export type ImportWarning =
  /** The file has no column 商品采购成本: rules on cost cannot see these lines. */
  | { code: 'noCostColumn' }
  /** Fewer than half of the accepted lines have a cost. */
  | { code: 'fewCosts'; linesWithCost: number; lines: number }
  /** `orders`: how many accepted orders contradict themselves; `examples`: the first few values. */
  | { code: 'conflictingOrderValues'; orders: number; examples: ConflictingValue[] }
  /** A store's day has less than a third of its usual orders. Found by the writer, who knows the history. */
  | { code: 'halfImportedDay'; store: string; date: BusinessDate; orders: number; usualOrders: number }

export interface ReadReport {
  /** Order lines in the file, without the header and blank lines: accepted and rejected. */
  linesRead: number
  linesAccepted: number
  /** Accepted orders, and the stores and days that they belong to. */
  orders: number
  stores: number
  /** null where no order was accepted. */
  days: { count: number; from: BusinessDate; to: BusinessDate } | null
  rejected: {
    count: number
    /** By line. The first {@link REJECTED_LINES_KEPT} that were met. */
    lines: RejectedLine[]
    /** Whether `lines` is shorter than `count`. */
    capped: boolean
  }
  /** Columns that were ignored because nobody knows them, as written. */
  unknownColumns: string[]
  warnings: ImportWarning[]
}

/** A file may be wrong on every line: the report stays small enough to be kept and downloaded. */
export const REJECTED_LINES_KEPT = 10_000

type PlainCode = Exclude<RejectReason['code'], 'tooLong' | 'tooFewCells' | 'tooManyCells' | 'orderRejected'>

const PLAIN_TEXTS: Record<PlainCode, string> = {
  requiredBlank: 'This column must not be blank.',
  unreadableAmount: 'This is not a number.',
  unreadableTime: 'This is not a date and time.',
  futureTime: 'This time has not come yet.',
  tooManyDecimals: 'This number has more than three decimals.',
  implausible: 'This number is too large, or below zero where that cannot be.',
  scientificId: 'Digits of this number are lost (scientific notation): export it as text.',
  controlCharacter: 'This text holds control characters.',
  malformedQuotes: 'The quotation marks of this line are broken.',
}

export function plainReason(code: PlainCode): RejectReason {
  return { code, text: PLAIN_TEXTS[code] }
}

export function tooLong(maxChars: number): RejectReason {
  return { code: 'tooLong', maxChars, text: `This text is longer than ${maxChars} characters.` }
}

export function wrongCellCount(cells: number, expected: number): RejectReason {
  const code = cells < expected ? 'tooFewCells' : 'tooManyCells'
  return { code, cells, expected, text: `The line has ${cells} cells, but the header has ${expected}.` }
}

export function orderRejected(causeLine: number): RejectReason {
  return {
    code: 'orderRejected',
    causeLine,
    text: `Another line of this order was rejected (line ${causeLine}).`,
  }
}
