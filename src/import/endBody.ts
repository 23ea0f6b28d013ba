import { type AmountPerColumn, COLUMN_NAMES, type ColumnName, type Per } from '../diagnosis/orderFields'
import { MAX_CHARS } from '../limits'
import type { Answers } from './answers'
import { isAmountPer } from './columns'
import type { ImportEnd } from './protocol'
import {
  type AmountExample,
  type ConflictingValue,
  EXAMPLES_KEPT,
  type ImportWarning,
  REJECTED_LINES_KEPT,
  REJECTED_STORES_KEPT,
  type ReadReport,
  type RejectedLine,
  type RejectReason,
  ROWS_KEPT,
  type Rows,
} from './report'
import { charsOf, REPORT_LIMITS } from './reportLimits'
import {
  byCode,
  count,
  fields,
  flag,
  listOf,
  number,
  oneOf,
  optional,
  orNull,
  type Reader,
  read,
  record,
  text,
} from './shape'

/**
 * The end of an import, as it comes over the wire: a report that its reader has made, which is kept and shown to others.
 * It is built anew of what a report may hold.
 */
export function readEnd(json: unknown): ImportEnd | undefined {
  const end = read(END, json)
  return end && charsOf(end.report) <= REPORT_LIMITS.chars ? end : undefined
}

const { entries, textChars } = REPORT_LIMITS
const TEXT = text(textChars)
const TEXTS = listOf(TEXT, entries)
const COLUMN = oneOf<ColumnName>(COLUMN_NAMES)
const ROWS: Reader<Rows> = fields<Rows>({ count, lines: listOf(count, ROWS_KEPT) })
const TITLE = fields<{ zh: string; en: string }>({ zh: TEXT, en: TEXT })

const PLAIN = { text: TEXT }
const plain = fields<{ text: string }>(PLAIN)
const cells = fields<{ text: string; cells: number; expected: number }>({
  ...PLAIN,
  cells: count,
  expected: count,
})

const REASON = byCode<RejectReason>({
  requiredBlank: plain,
  unreadableAmount: plain,
  unreadableTime: plain,
  futureTime: plain,
  tooManyDecimals: plain,
  implausible: plain,
  scientificId: plain,
  controlCharacter: plain,
  malformedQuotes: plain,
  severalStores: plain,
  tooLong: fields({ ...PLAIN, maxChars: count }),
  tooFewCells: cells,
  tooManyCells: cells,
  orderRejected: fields({ ...PLAIN, causeLine: count }),
})

const REJECTED_LINE = fields<RejectedLine>({
  line: count,
  column: orNull(COLUMN),
  header: optional(TEXT),
  value: TEXT,
  reason: REASON,
})

const CONFLICT = fields<ConflictingValue>({
  line: count,
  store: TEXT,
  orderId: TEXT,
  column: COLUMN,
  kept: TEXT,
  ignored: TEXT,
})

const AMOUNTS = fields<AmountExample>({
  line: count,
  productName: TEXT,
  quantity: number,
  price: orNull(number),
  listPrice: orNull(number),
  cost: orNull(number),
})

const PER = oneOf<Per>(['unit', 'line'])

const PAIR: Reader<[string, string]> = (given) => {
  const { 0: a, 1: b } = fields<{ 0: string; 1: string }>({ 0: TEXT, 1: TEXT })(listOf(TEXT, 2)(given))
  return [a, b]
}

const WARNING = byCode<ImportWarning>({
  noCostColumn: fields({}),
  fewCosts: fields({ linesWithCost: count, lines: count }),
  conflictingOrderValues: fields({ orders: count, examples: listOf(CONFLICT, EXAMPLES_KEPT) }),
  halfImportedDay: fields({ store: TEXT, date: TEXT, orders: count, usualOrders: count }),
  unreadableCells: fields({ cells: count, zeroCells: count, examples: listOf(REJECTED_LINE, EXAMPLES_KEPT) }),
  pastedTwice: fields({ times: count, rows: ROWS }),
  unknownPrices: fields({ rows: ROWS }),
  partlyRefunded: fields({ orders: count, rows: ROWS }),
  statusColumns: fields({ columns: TEXTS }),
  otherPer: fields({
    column: oneOf(['实收价格', '商品采购成本']),
    header: TEXT,
    per: PER,
    lines: count,
    of: count,
    examples: listOf(AMOUNTS, EXAMPLES_KEPT),
  }),
  kilometres: fields({ header: TEXT }),
  feesUnknown: fields({ orders: count, channels: TEXTS }),
  similarStores: fields({ pairs: listOf(PAIR, entries) }),
  sharedStoreId: fields({ storeId: TEXT, stores: TEXTS }),
  foreignSigns: fields({ sign: TEXT, rows: ROWS }),
  doubtfulDay: fields({ store: TEXT, date: TEXT, orders: count, rejectedOrders: count }),
})

const REPORT = fields<ReadReport>({
  kind: fields<ReadReport['kind']>({ id: TEXT, title: TITLE }),
  headerRow: count,
  headerSignature: text(REPORT_LIMITS.signatureChars),
  skippedRows: listOf(fields<ReadReport['skippedRows'][number]>({ line: count, text: TEXT }), entries),
  duplicateColumns: TEXTS,
  totalRows: ROWS,
  repeatedHeaders: ROWS,
  linesRead: count,
  linesAccepted: count,
  linesCancelled: count,
  ordersCancelled: count,
  orders: count,
  stores: count,
  days: orNull(fields<NonNullable<ReadReport['days']>>({ count, from: TEXT, to: TEXT })),
  rejected: fields<ReadReport['rejected']>({
    count,
    lines: listOf(REJECTED_LINE, REJECTED_LINES_KEPT),
    capped: flag,
  }),
  unknownColumns: TEXTS,
  warnings: listOf(WARNING, entries),
})

/** What names a column in the file, which may be of any length; only short answers are remembered. */
const HEADER = text(1_000_000)

const SAID = fields<Answers>({
  store: optional(text(MAX_CHARS.storeName)),
  channel: optional(text(MAX_CHARS.channel)),
  columns: optional(record<ColumnName, string>(COLUMN_NAMES, HEADER)),
  per: optional(record<AmountPerColumn, Per>(COLUMN_NAMES.filter(isAmountPer), PER)),
})

const END = fields<ImportEnd>({
  report: REPORT,
  parts: count,
  rejected: listOf(REJECTED_LINE, REJECTED_LINES_KEPT),
  rejectedStores: optional(listOf(orNull(text(MAX_CHARS.storeName)), REJECTED_STORES_KEPT + 1)),
  said: SAID,
})
