import type { BusinessDate } from '../diagnosis/businessDate'
import { createAmountCheck, NO_CHECK } from './amountCheck'
import type { Answers } from './answers'
import type { CellRules } from './cellReader'
import { isBlank } from './cellText'
import type { HeaderMatch } from './columns'
import { createCurrencyCheck } from './currency'
import { decimalMarksOf } from './decimalMark'
import { type Header, readHeader } from './header'
import { headerSignature } from './headerNames'
import { OTHER } from './kinds/index'
import { own } from './kinds/own'
import { createLineReader } from './lineReader'
import { type CollectedOrders, createOrderAssembler } from './orderAssembler'
import { emptyFile, noLines, noProducts, RefusedError } from './refusal'
import { addRow, type ImportWarning, noRows, type Rows } from './report'
import { createRowSplitter, type Row, type RowSplitter } from './rows'
import { createStoreIds, type StoreIds } from './storeIds'
import { betweenZones, localTimes } from './timeZone'
import { requireAnswers } from './unanswered'

/** How a file is to be understood, beside what it says itself. */
export interface TableOptions {
  latestDate?: BusinessDate | undefined
  answers: Answers
  /** Of the shop, an IANA name. */
  timeZone: string
  /** Of the shop, an ISO 4217 code. */
  currency: string
}

/** What a whole file says. */
export interface TableContent {
  header: Header
  signature: string
  collected: CollectedOrders
  totalRows: Rows
  repeatedHeaders: Rows
  tookKilometres: boolean
  /** Whether any line has a 平台服务费. */
  hasServiceFees: boolean
  /** Of the amounts: what they are of, and in which currency. */
  amountWarnings: ImportWarning[]
  storeIds: StoreIds
}

/**
 * Text to collected orders, a piece of text at a time. Text that is no table of orders throws a RefusedError, one that
 * cannot be understood without an answer an UnansweredError.
 */
export interface Table {
  push(text: string): void
  /** Takes the last text. */
  end(text: string): TableContent
}

interface OpenTable {
  rows: RowSplitter
  close(): TableContent
}

/** A distance below this many metres is not worth a rider: a file without a larger one means kilometres. */
const FEWEST_METRES = 100
const MILLI_PER_UNIT = 1000
const METRES_PER_KILOMETRE = 1000

/**
 * One text for all files with the same header, under which answers are remembered.
 * @returns undefined while the text is too short to tell
 * @throws RefusedError where the text is no table of orders
 */
export function signatureOf(text: string, last: boolean, answers: Answers): string | undefined {
  const header = readHeader(text, last, answers)
  return header && headerSignature(header.cells)
}

/** A table whose header is still to come. */
export function createTable(options: TableOptions): Table {
  let beginning = ''
  let open: OpenTable | undefined

  function advance(text: string, last: boolean): void {
    if (open) {
      open.rows.push(text, last)
      return
    }
    beginning += text
    const header = readHeader(beginning, last, options.answers)
    if (!header) return
    beginning = ''
    open = openTable(header, options)
    open.rows.push(header.rest, last)
  }

  return {
    push: (text) => advance(text, false),
    end(text) {
      advance(text, true)
      if (!open) throw new RefusedError(emptyFile())
      return open.close()
    },
  }
}

function openTable(header: Header, options: TableOptions): OpenTable {
  const { columns, cells: headerCells, format } = header
  const { kind } = columns
  const signature = headerSignature(headerCells)
  if (kind.instead) throw new RefusedError(noProducts(kind))
  const currencies = createCurrencyCheck(columns, options.currency)
  // A file that will be refused is not asked about first.
  for (const row of header.sample) createCurrencyCheck(columns, options.currency).see(row.line, row.cells)
  requireAnswers(header, signature, options.answers)

  const reader = createLineReader(columns, header, rulesOf(header, options))
  const assembler = createOrderAssembler({
    headerOf: (column) => columns.names[columns.indexes[column] ?? -1],
    store: options.answers.store,
    channel: options.answers.channel ?? kind.constants?.渠道,
  })
  const amounts = kind === own || kind === OTHER ? createAmountCheck(columns) : NO_CHECK
  const storeIds = createStoreIds()
  const serviceFees = createFilledCheck(columns)
  const totalRows = noRows()
  const repeatedHeaders = noRows()

  function take(row: Row): void {
    const step = reader.read(row)
    if (step.status === 'blank') return
    if (step.status === 'passed') {
      addRow(step.as === 'total' ? totalRows : repeatedHeaders, row.line)
      return
    }
    assembler.add(row.line, step)
    if (step.status === 'rejected') return
    currencies.see(row.line, row.cells)
    amounts.see(row.line, step.line)
    storeIds.see(step.store, step.storeId)
    serviceFees.see(row.cells)
  }

  return {
    rows: createRowSplitter(format, header.restLine, take),
    close() {
      const { haveUnit, largestMilli } = reader.distances
      const tookKilometres = !haveUnit && largestMilli > 0 && largestMilli < FEWEST_METRES * MILLI_PER_UNIT
      const collected = assembler.close(tookKilometres ? METRES_PER_KILOMETRE : 1, repeatedHeaders.lines)
      if (collected.linesRead === 0) throw new RefusedError(noLines())
      return {
        header,
        signature,
        collected,
        totalRows,
        repeatedHeaders,
        tookKilometres,
        hasServiceFees: serviceFees.isFilled(),
        amountWarnings: [...currencies.warnings(), ...amounts.warnings()],
        storeIds,
      }
    },
  }
}

function rulesOf(header: Header, { latestDate, timeZone }: TableOptions): CellRules {
  const { columns, sample } = header
  return {
    latestDate,
    decimals: decimalMarksOf(
      sample.map(({ cells }) => cells),
      columns.indexes,
    ),
    toLocal: localTimes(timeZone),
    fromLocal: betweenZones(columns.kind.timeZone ?? timeZone, timeZone),
  }
}

/** Whether any row says anything in the column of 平台服务费. */
function createFilledCheck({ indexes }: HeaderMatch) {
  const at = indexes.平台服务费
  let filled = false
  return {
    see(cells: readonly string[]): void {
      filled ||= at !== undefined && !isBlank((cells[at] ?? '').trim())
    },
    isFilled: () => filled,
  }
}
