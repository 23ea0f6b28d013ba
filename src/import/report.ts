import type { BusinessDate } from '../diagnosis/businessDate'
import type { ColumnName } from '../diagnosis/orderFields'
import type { Lang } from '../diagnosis/words'

/** What an import tells about the lines that it read: types, and their words. */

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
        | 'severalStores'
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
  /** What the file itself calls the column; absent where it has none. */
  header?: string
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

/** Some rows of the file: how many, and the first {@link ROWS_KEPT} of them by their physical lines. */
export interface Rows {
  count: number
  lines: number[]
}

/** A cell that was read as unknown, and its line taken nevertheless. */
export type UnreadableCell = RejectedLine

/** Figures of a line that fit one another only if an amount is of something else than was thought. */
export interface AmountExample {
  line: number
  productName: string
  /** In pieces. */
  quantity: number
  /** 元, as read. */
  price: number | null
  listPrice: number | null
  cost: number | null
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
  /**
   * Cells of columns that may be left out: their values are unknown. `zeroCells`: those of them that count as 0, being of
   * fees and discounts, which an order cannot have unknown.
   */
  | { code: 'unreadableCells'; cells: number; zeroCells: number; examples: UnreadableCell[] }
  /** The file was pasted behind itself: it has its first rows so many times, and they were taken once. */
  | { code: 'pastedTwice'; times: number; rows: Rows }
  /** Lines without a price count in no money figure. */
  | { code: 'unknownPrices'; rows: Rows }
  /** Orders that were paid back in part count, less what the file takes off their lines. */
  | { code: 'partlyRefunded'; orders: number; rows: Rows }
  /** Columns that nobody knows but that may tell of cancelled orders or of refunds. */
  | { code: 'statusColumns'; columns: string[] }
  /**
   * Most lines of several pieces make sense only if this column, which was read as the price of one piece or the cost
   * of the whole line, is the other of the two. `per`: what it seems to be.
   */
  | {
      code: 'otherPer'
      column: '实收价格' | '商品采购成本'
      header: string
      per: 'unit' | 'line'
      lines: number
      of: number
      examples: AmountExample[]
    }
  /** No distance reached 100: they were taken for kilometres. */
  | { code: 'kilometres'; header: string }
  /** Whether orders of channels that charge one are real cannot be told without 平台服务费: all count as valid. */
  | { code: 'feesUnknown'; orders: number; channels: string[] }
  /** Names of stores that may be two spellings of one. */
  | { code: 'similarStores'; pairs: [string, string][] }
  /** Several stores of the file have one 门店ID. */
  | { code: 'sharedStoreId'; storeId: string; stores: string[] }
  /** A few prices bear the sign of another currency; they were taken for amounts in the shop's own. */
  | { code: 'foreignSigns'; sign: string; rows: Rows }
  /** A store's day lost more than a tenth of its orders to rejection. */
  | { code: 'doubtfulDay'; store: string; date: BusinessDate; orders: number; rejectedOrders: number }

/** The export that a file was recognised as. */
export interface KindOfFile {
  id: string
  title: Readonly<Record<Lang, string>>
}

/** A row above the header. */
export interface SkippedRow {
  line: number
  /** Its cells that are not blank, shortened. */
  text: string
}

export interface ReadReport {
  kind: KindOfFile
  /** Physical line of the row that names the columns. */
  headerRow: number
  /** One text for all headers with these names: answers are remembered under it. */
  headerSignature: string
  /** What stood above the header. */
  skippedRows: SkippedRow[]
  /** Names that stand twice in the header, as written: the first column counts. */
  duplicateColumns: string[]
  /** Rows that add others up (合计): passed over. */
  totalRows: Rows
  /** Rows that name the columns again: passed over. */
  repeatedHeaders: Rows
  /** Order lines in the file, without headers, totals and blank lines: accepted, cancelled and rejected. */
  linesRead: number
  linesAccepted: number
  /** Lines of cancelled orders, and lines that were taken back whole. */
  linesCancelled: number
  /** Orders whose status takes them out. */
  ordersCancelled: number
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
/** More are garbage: the last one stands for all that follow, and is none. */
export const REJECTED_STORES_KEPT = 1_000
/** As many as a person looks up. */
export const ROWS_KEPT = 100
/** As many as a person looks at to see what is wrong. */
export const EXAMPLES_KEPT = 20

/** How many of the rejected lines can be had. */
export function keptLines({ count, capped }: ReadReport['rejected']): number {
  return capped ? REJECTED_LINES_KEPT : count
}
/** Warnings of one kind, beyond which a report is no longer read. */
export const MOST_ALIKE = 50

/** No rows yet. */
export function noRows(): Rows {
  return { count: 0, lines: [] }
}

export function addRow(rows: Rows, line: number): void {
  rows.count++
  if (rows.lines.length < ROWS_KEPT) rows.lines.push(line)
}

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
  severalStores: 'The line names no store, and several stores have an order of this id.',
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
