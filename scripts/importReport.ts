import type { Lang } from '../src/diagnosis/words.ts'
import { csvText } from '../src/exports/csv.ts'
import { textTable } from '../src/exports/exportTable.ts'
import type { ImportReport } from '../src/import/importReport.ts'
import type { ReadReport, RejectedLine } from '../src/import/report.ts'
import type { Unanswered } from '../src/import/unanswered.ts'
import { factsOf } from '../src/ui/import/facts.ts'
import { rejectedTable } from '../src/ui/import/rejectedTable.ts'
import { importLocaleOf } from '../src/ui/import/words/index.ts'
import { comparisonLines } from './comparisonReport.ts'
import type { ImportOutcome } from './importOutcome.ts'
import { askedText, refusalTexts, warningTexts } from './importSaid.ts'
import { COMMAND_WORDS } from './importWords.ts'
import { grouped, indented, printable, table } from './terminal.ts'

/** An import's report as text. */

const REJECTED_LINES_SHOWN = 20
const VALUE_CHARS_SHOWN = 40
const MESSAGE_CHARS_SHOWN = 2000

/**
 * What became of one export, for people.
 * @param source what was imported, for the headline
 */
export function reportText(source: string, outcome: ImportOutcome, seconds: number, lang: Lang): string {
  const name = printable(source)
  const words = COMMAND_WORDS[lang]
  switch (outcome.status) {
    case 'refused':
    case 'fileRefused':
      return [`${name}: ${words.refused}`, ...indented(refusalTexts(outcome, lang).map(message))].join('\n')
    case 'needsAnswer':
      return `${name}: ${unansweredText(outcome.unanswered, lang)}`
    default:
      return [
        `${name}: ${headline(outcome, seconds, lang)}`,
        ...indented([...countLines(outcome, lang), ...remarks(outcome.report, lang)]),
        ...(outcome.status === 'compared' ? indented(comparisonLines(outcome, lang)) : []),
        ...rejectedLines(outcome.report, lang),
      ].join('\n')
  }
}

function message(text: string): string {
  return printable(text, MESSAGE_CHARS_SHOWN)
}

type Reported = Extract<ImportOutcome, { report: ReadReport }>

function headline(outcome: Reported, seconds: number, lang: Lang): string {
  const words = COMMAND_WORDS[lang]
  const { linesRead } = outcome.report
  const took = words.took(seconds.toFixed(1), grouped(Math.round(linesRead / Math.max(seconds, 0.001))))
  switch (outcome.status) {
    case 'imported':
      return words.imported(took, outcome.importId)
    case 'unchanged':
      return words.unchanged(took)
    case 'nothingImported':
      return words.nothingImported
    case 'compared':
      return words.wouldBe[outcome.wouldBe](took)
    case 'interrupted': {
      const { partsDone = 0, parts } = outcome.progress ?? {}
      const sent = parts === undefined ? '' : words.partsSent(grouped(partsDone), grouped(parts))
      return `${words.interrupted(seconds.toFixed(1))}${sent}. ${message(outcome.message)}`
    }
  }
}

/** What a file needs to be told, and how: nothing of it is stored yet. */
function unansweredText({ kind, header, guesses, questions }: Unanswered, lang: Lang): string {
  const words = COMMAND_WORDS[lang]
  // A name with a quote could end the argument, and go on as a command.
  const guessed = Object.entries(guesses)
    .filter(([, from]) => !/['"`$\\]/.test(from))
    .map(([column, from]) => `--map '${column}=${from}'`)
  return [
    words.needsAnswer(printable(kind.title[lang])),
    ...indented(table(questions.map((question) => askedText(question, lang)))),
    ...(guessed.length > 0 ? [`  ${words.perhaps}: ${message(guessed.join(' '))}`] : []),
    `  ${words.itsColumns}: ${message(header.filter(Boolean).join(', '))}`,
  ].join('\n')
}

/** What was imported, in one line. */
export function reportSummary({ linesAccepted, orders, stores, rejected }: ImportReport): string {
  const left = rejected.count > 0 ? `; ${grouped(rejected.count)} lines rejected` : ''
  return `${grouped(linesAccepted)} lines, ${grouped(orders)} orders, ${grouped(stores)} stores${left}`
}

function countLines(outcome: Reported, lang: Lang): string[] {
  const words = COMMAND_WORDS[lang]
  const { report } = outcome
  const { kind, days } = report
  const stored = 'ordersStored' in report ? (report as ImportReport) : undefined
  const changed = stored ? words.newAndChanged(grouped(stored.ordersNew), grouped(stored.ordersChanged)) : ''
  const isStored = outcome.status !== 'compared' && outcome.status !== 'interrupted'
  return table([
    [words.kind, `${printable(kind.title[lang])}${words.headerInLine(report.headerRow)}`],
    [words.linesRead, grouped(report.linesRead)],
    [isStored ? words.linesImported : words.linesTaken, grouped(report.linesAccepted)],
    [words.orders, `${grouped(stored?.ordersStored ?? report.orders)}${changed}`],
    ...(stored && stored.ordersRemoved > 0 ? [[words.removed, grouped(stored.ordersRemoved)]] : []),
    [words.stores, grouped(report.stores)],
    [words.days, days ? words.fromTo(grouped(days.count), printable(days.from), printable(days.to)) : '0'],
  ])
}

/** What was passed over, then what to mind. */
function remarks(report: ReadReport, lang: Lang): string[] {
  // The rejected lines have a table of their own.
  const facts = factsOf({ ...report, rejected: { ...report.rejected, count: 0 } }, importLocaleOf(lang).words)
  return [
    ...facts.map((fact) => `- ${message(fact)}`),
    ...report.warnings.flatMap((warning) => {
      const [title = '', ...more] = warningTexts(warning, lang).map(message)
      return [`! ${title}`, ...indented(more)]
    }),
  ]
}

function rejectedLines({ rejected }: ReadReport, lang: Lang): string[] {
  if (rejected.count === 0) return []
  const words = COMMAND_WORDS[lang]
  const shown = rejected.lines.slice(0, REJECTED_LINES_SHOWN)
  const first = rejected.count > shown.length ? words.theFirst(grouped(shown.length)) : ''
  const { headers, rows } = rejectedTable(shown, importLocaleOf(lang).words)
  const cells = rows.map(([line = '', column = '', value = '', reason = '']) => [
    line,
    printable(column, VALUE_CHARS_SHOWN),
    printable(value, VALUE_CHARS_SHOWN),
    printable(reason),
  ])
  return [`  ${words.rejected(grouped(rejected.count))}${first}:`, ...indented(table([headers, ...cells]), 4)]
}

export interface RejectedOfFile {
  file: string
  rejected: readonly RejectedLine[]
}

/** All rejected lines as a CSV file that a spreadsheet opens without running anything in it. */
export function rejectedCsv(files: readonly RejectedOfFile[], lang: Lang): string {
  const { words } = importLocaleOf(lang)
  const rows = files.flatMap(({ file, rejected }) =>
    rejectedTable(rejected, words).rows.map((row) => [file, ...row]),
  )
  return csvText(textTable([COMMAND_WORDS[lang].file, ...rejectedTable([], words).headers], rows))
}
