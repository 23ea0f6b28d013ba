import type { Lang } from '../src/diagnosis/words.ts'
import type { Question } from '../src/import/answers.ts'
import type { AmountExample, ImportWarning } from '../src/import/report.ts'
import { pieces, UNKNOWN } from '../src/ui/i18n/format.ts'
import { importLocaleOf } from '../src/ui/import/words/index.ts'
import {
  type Advice,
  type Said,
  saidOfFileRefusal,
  saidOfRefusal,
  saidOfWarning,
} from '../src/ui/import/words/shape.ts'
import type { ImportOutcome } from './importOutcome.ts'
import { COMMAND_WORDS } from './importWords.ts'

/** What the page says of a file, for a terminal: texts that may hold anything of the file. */

type Refused = Extract<ImportOutcome, { status: 'refused' | 'fileRefused' }>

/** Why a file is refused, and what to do, sentence by sentence. */
export function refusalTexts(refused: Refused, lang: Lang): string[] {
  const { title, body, todo } = adviceOn(refused, lang)
  return [title, body, todo].filter((text) => text !== '')
}

function adviceOn(refused: Refused, lang: Lang): Advice {
  const { refusals, fileRefusals, tell } = importLocaleOf(lang).words
  if (refused.status === 'fileRefused') return saidOfFileRefusal(refused.refusal, fileRefusals, tell)
  const { refusal } = refused
  // A newer server may have reasons that this command does not know.
  if (!Object.hasOwn(refusals, refusal.reason)) return { title: refusal.message, body: '', todo: '' }
  const said = saidOfRefusal(refusal, refusals, tell)
  return refusal.reason === 'tooLarge' ? { ...said, todo: COMMAND_WORDS[lang].tooLarge } : said
}

/** Lines of the file that are named with a warning. */
const LINES_NAMED = 8
/** Lines whose figures are shown. */
const EXAMPLES_SHOWN = 3

/** A warning: what it is, then what it means, the lines that it is about and what to do. */
export function warningTexts(warning: ImportWarning, lang: Lang): string[] {
  const { page, warnings, tell } = importLocaleOf(lang).words
  if (!Object.hasOwn(warnings, warning.code)) return [warning.code]
  const { title, body, todo, example, lines = [] }: Said = saidOfWarning(warning, warnings, tell)
  return [
    title,
    body,
    ...(example ? [example] : []),
    ...(warning.code === 'otherPer' ? exampleTexts(warning.examples, lang) : []),
    ...(lines.length > 0
      ? [page.warnings.lines(tell.list(lines.slice(0, LINES_NAMED).map(String)), lines.length > LINES_NAMED)]
      : []),
    COMMAND_WORDS[lang].todos[warning.code] ?? todo,
  ]
}

function exampleTexts(examples: readonly AmountExample[], lang: Lang): string[] {
  const { page, tell } = importLocaleOf(lang).words
  const { per } = page
  const amount = (value: number | null) => (value === null ? UNKNOWN : String(value))
  return examples
    .slice(0, EXAMPLES_SHOWN)
    .map(({ line, productName, quantity, price, listPrice, cost }) =>
      tell.list([
        `${per.line1} ${line}: ${productName}`,
        `${per.quantity} ${pieces(quantity)}`,
        `${per.price} ${amount(price)}`,
        `${per.listPrice} ${amount(listPrice)}`,
        `${per.cost} ${amount(cost)}`,
      ]),
    )
}

/** How the command's arguments answer a question, and what is asked. */
export function askedText(question: Question, lang: Lang): [argument: string, asked: string] {
  const { page, columns } = importLocaleOf(lang).words
  if (question === 'store' || question === 'channel') return [argumentOf(question), page.questions[question]]
  const column = columns[question]
  const asked = page.questions.column(column?.name ?? question)
  return [argumentOf(question), column ? `${asked} (${column.hint})` : asked]
}

export function argumentOf(question: Question): string {
  return question === 'store' || question === 'channel' ? `--${question} NAME` : `--map '${question}=HEADER'`
}
