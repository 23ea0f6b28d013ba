import { BYTE_ORDER_MARK, csvRow, withoutFormula } from '../src/exports/csvRow.ts'
import type { ImportReport } from '../src/import/importReport.ts'
import type { ImportWarning, ReadReport, RejectedLine, Rows } from '../src/import/report.ts'
import { comparisonLines } from './comparisonReport.ts'
import { type ImportAnswer, questionsOf } from './importAnswer.ts'
import { grouped, indented, printable, table } from './terminal.ts'

/** An import's report as text. */

const REJECTED_LINES_SHOWN = 20
const VALUE_CHARS_SHOWN = 40
const MESSAGE_CHARS_SHOWN = 2000

/**
 * What became of one file, for people.
 * @param source what was imported, for the headline
 */
export function reportText(source: string, answer: ImportAnswer, seconds: number): string {
  const name = printable(source)
  if (answer.status === 'refused') {
    return `${name}: refused, nothing was stored. ${printable(answer.message, MESSAGE_CHARS_SHOWN)}`
  }
  if (answer.status === 'needsAnswer') return `${name}: ${unansweredText(answer)}`
  const { report } = answer
  return [
    `${name}: ${headline(answer, seconds)}`,
    ...indented([
      `kind: ${printable(report.kind.title.zh)} / ${printable(report.kind.title.en)}, header in line ${report.headerRow}`,
      ...countLines(answer),
      ...remarks(report),
    ]),
    ...(answer.status === 'compared' ? indented(comparisonLines(answer)) : []),
    ...rejectedLines(report),
  ].join('\n')
}

type Reported = Extract<ImportAnswer, { report: ReadReport }>

function headline(answer: Reported, seconds: number): string {
  const { linesRead } = answer.report
  const took = `in ${seconds.toFixed(1)} s (${grouped(Math.round(linesRead / Math.max(seconds, 0.001)))} lines/s)`
  switch (answer.status) {
    case 'imported':
      return `imported ${took}, as import ${answer.importId}`
    case 'unchanged':
      return `unchanged: all of it was stored before. Read ${took}`
    case 'nothingImported':
      return 'nothing was imported: no line of it could be taken. The reasons are below.'
    case 'compared':
      return `${WOULD_BE[answer.wouldBe]} Read ${took}`
    case 'interrupted': {
      const { partsDone = 0, parts } = answer.progress ?? {}
      const sent = parts === undefined ? '' : `, with ${grouped(partsDone)} of ${grouped(parts)} parts sent`
      return `interrupted after ${seconds.toFixed(1)} s${sent}. ${printable(answer.message, MESSAGE_CHARS_SHOWN)}`
    }
  }
}

const WOULD_BE = {
  imported: 'would change what is below; nothing was stored.',
  unchanged: 'would change nothing: all of it is stored already.',
  nothingImported: 'would import nothing: no line of it could be taken.',
} as const

/** What a file needs to be told, and how: nothing of it is stored yet. */
function unansweredText(answer: Extract<ImportAnswer, { status: 'needsAnswer' }>): string {
  const { kind, header, guesses } = answer
  // A name with a quote could end the argument, and go on as a command.
  const guessed = Object.entries(guesses)
    .filter(([, from]) => !/['"`$\\]/.test(from))
    .map(([column, from]) => `--map '${column}=${from}'`)
  return [
    `it is ${printable(kind.title.zh)} / ${printable(kind.title.en)}, and nothing was stored: it does not say enough. Say it once, and run the command again:`,
    ...indented(questionsOf(answer)),
    ...(guessed.length > 0 ? [`  perhaps: ${printable(guessed.join(' '), MESSAGE_CHARS_SHOWN)}`] : []),
    `  its columns: ${printable(header.filter(Boolean).join(', '), MESSAGE_CHARS_SHOWN)}`,
  ].join('\n')
}

/** The same in one line. */
export function reportSummary({ linesAccepted, orders, stores, rejected }: ImportReport): string {
  const left = rejected.count > 0 ? `; ${grouped(rejected.count)} lines rejected` : ''
  return `${grouped(linesAccepted)} lines, ${grouped(orders)} orders, ${grouped(stores)} stores${left}`
}

function countLines(answer: Reported): string[] {
  const { report } = answer
  const { days } = report
  const stored = 'ordersStored' in report ? (report as ImportReport) : undefined
  const changed = stored
    ? ` (${grouped(stored.ordersNew)} new, ${grouped(stored.ordersChanged)} changed)`
    : ''
  const removed = stored ? ` (${grouped(stored.ordersRemoved)} were stored before)` : ''
  return table([
    ['lines read', grouped(report.linesRead)],
    [answer.status === 'compared' ? 'lines taken' : 'lines imported', grouped(report.linesAccepted)],
    ['orders', `${grouped(stored?.ordersStored ?? report.orders)}${changed}`],
    ...(report.ordersCancelled > 0 ? [['cancelled', `${grouped(report.ordersCancelled)}${removed}`]] : []),
    ['stores', grouped(report.stores)],
    ['days', days ? `${grouped(days.count)} (${printable(days.from)} to ${printable(days.to)})` : '0'],
    ...passedOver('total rows', report.totalRows),
    ...passedOver('repeated headers', report.repeatedHeaders),
    ...report.skippedRows.map(({ line, text }) => [`line ${line}`, `passed over: ${printable(text, 60)}`]),
  ])
}

function passedOver(what: string, { count, lines: [first] }: Rows): string[][] {
  return count === 0 ? [] : [[what, `${grouped(count)}, passed over; the first: line ${first}`]]
}

function remarks({ warnings, unknownColumns }: ReadReport): string[] {
  const lines = warnings.map((warning) => `! ${warningText(warning)}`)
  if (unknownColumns.length > 0) {
    lines.push(
      `ignored columns: ${unknownColumns.map((column) => printable(column, VALUE_CHARS_SHOWN)).join(', ')}`,
    )
  }
  return lines
}

/** A warning in one line, with the first of its examples. */
export function warningText(warning: ImportWarning): string {
  switch (warning.code) {
    case 'noCostColumn':
      return 'There is no column 商品采购成本: rules on cost cannot see these lines.'
    case 'fewCosts':
      return `Only ${grouped(warning.linesWithCost)} of ${grouped(warning.lines)} lines have a cost: rules on cost cannot see the others.`
    case 'conflictingOrderValues': {
      const example = warning.examples[0]
      const first = example
        ? `; the first: line ${example.line}, ${example.column} ${printable(example.ignored, VALUE_CHARS_SHOWN)} after ${printable(example.kept, VALUE_CHARS_SHOWN)}`
        : ''
      return `${grouped(warning.orders)} orders contradict themselves, and their first values were kept${first}.`
    }
    case 'halfImportedDay':
      return `${printable(warning.store)} has only ${grouped(warning.orders)} orders on ${printable(warning.date)}, usually ${grouped(warning.usualOrders)}: is the export of that day complete?`
    case 'unreadableCells':
      return `${grouped(warning.cells)} cells cannot be read, and their values are unknown${zeroCells(warning.zeroCells)}${firstCell(warning.examples)}.`
    case 'pastedTwice':
      return `The file has its rows ${grouped(warning.times)} times, again from line ${warning.rows.lines[0]} on: its ${grouped(warning.rows.count)} lines were taken once.`
    case 'unknownPrices':
      return `${grouped(warning.rows.count)} lines have no price and count in no money figure; the first: line ${warning.rows.lines[0]}.`
    case 'partlyRefunded':
      return `${grouped(warning.orders)} orders were refunded in part: they count, less what the file takes off their lines.`
    case 'statusColumns':
      return `These columns may tell of cancelled or refunded orders, but are not understood: ${list(warning.columns)}.`
    case 'otherPer':
      return `${printable(warning.header, VALUE_CHARS_SHOWN)} was read as ${warning.per === 'line' ? 'of one piece' : 'of the whole line'}, but on ${grouped(warning.lines)} of ${grouped(warning.of)} lines of several pieces it makes sense only as ${warning.per === 'line' ? 'of the whole line' : 'of one piece'}; the first: line ${warning.examples[0]?.line}.`
    case 'kilometres':
      return `No distance in ${printable(warning.header, VALUE_CHARS_SHOWN)} reaches 100: they were taken for kilometres.`
    case 'feesUnknown':
      return `There is no 平台服务费: whether ${grouped(warning.orders)} orders of ${list(warning.channels)} are valid cannot be told.`
    case 'similarStores':
      return `These names may be of one store: ${warning.pairs.map((pair) => pair.map((name) => printable(name)).join(' and ')).join('; ')}.`
    case 'sharedStoreId':
      return `These stores share the 门店ID ${printable(warning.storeId, VALUE_CHARS_SHOWN)}: ${list(warning.stores)}.`
    case 'foreignSigns':
      return `${grouped(warning.rows.count)} prices bear the sign ${printable(warning.sign)}; they were taken for the shop's currency.`
    case 'doubtfulDay':
      return `${printable(warning.store)} lost ${grouped(warning.rejectedOrders)} orders of ${printable(warning.date)} to rejection: its figures are in doubt.`
  }
}

function list(names: readonly string[]): string {
  return names.map((name) => printable(name, VALUE_CHARS_SHOWN)).join(', ')
}

function zeroCells(count: number): string {
  return count === 0 ? '' : `, but ${grouped(count)} of fees and discounts were counted as 0`
}

function firstCell([first]: readonly RejectedLine[]): string {
  if (!first) return ''
  const column = printable(first.header ?? first.column ?? '', VALUE_CHARS_SHOWN)
  return `; the first: line ${first.line}, ${column} ${printable(first.value, VALUE_CHARS_SHOWN)}`
}

function rejectedLines({ rejected }: ReadReport): string[] {
  if (rejected.count === 0) return []
  const shown = rejected.lines.slice(0, REJECTED_LINES_SHOWN)
  const first = rejected.count > shown.length ? `, the first ${shown.length}` : ''
  const rows = shown.map(({ line, column, value, reason }) => [
    String(line),
    printable(column ?? '', VALUE_CHARS_SHOWN),
    printable(value, VALUE_CHARS_SHOWN),
    printable(reason.text),
  ])
  const head = ['line', 'column', 'value', 'reason']
  return [`  ${grouped(rejected.count)} lines rejected${first}:`, ...indented(table([head, ...rows]), 4)]
}

export interface RejectedOfFile {
  file: string
  rejected: readonly RejectedLine[]
}

/** All rejected lines as a CSV file that a spreadsheet opens without running anything in it. */
export function rejectedCsv(files: readonly RejectedOfFile[]): string {
  const rows = files.flatMap(({ file, rejected }) =>
    rejected.map(({ line, column, value, reason }) => [
      file,
      String(line),
      column ?? '',
      value,
      reason.code,
      reason.text,
    ]),
  )
  const lines = [['file', 'line', 'column', 'value', 'reason', 'message'], ...rows]
  return BYTE_ORDER_MARK + lines.map((cells) => `${csvRow(cells.map(withoutFormula))}\r\n`).join('')
}
