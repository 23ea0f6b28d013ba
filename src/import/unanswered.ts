import type { ColumnName } from '../diagnosis/orderFields'
import { type Answers, needsColumn, OFFERED_COLUMNS, type Question, questionOf } from './answers'
import { cleanText, shorten } from './cellText'
import type { HeaderMatch } from './columns'
import { guessColumns } from './guess'
import type { Header } from './header'
import { looksLikeProduct } from './headerNames'
import { missingColumns, noProducts, RefusedError } from './refusal'
import type { KindOfFile } from './report'

/** What is asked where a header alone does not tell enough. */
export interface Unanswered {
  kind: KindOfFile
  /** The names of the file's columns, as written; '' where a column has none. */
  header: readonly string[]
  headerRow: number
  /** One text for all headers with these names, under which the answers can be remembered. */
  headerSignature: string
  questions: Question[]
  /** Columns that it can do without, where it is asked for columns at all: who names them sees more. */
  offered: ColumnName[]
  /** What is known of the columns, and what is guessed of those that are asked for or offered: by the file's names. */
  columns: Partial<Record<ColumnName, string>>
  guesses: Partial<Record<ColumnName, string>>
  /** The first rows, cell by cell under `header`; what may identify a person is left blank. */
  firstRows: string[][]
}

/** Ends the reading of a file that cannot be understood without an answer; `readOrders` turns it into an outcome. */
export class UnansweredError extends Error {
  readonly unanswered: Unanswered

  constructor(unanswered: Unanswered) {
    super(`Unanswered: ${unanswered.questions.join(', ')}.`)
    this.unanswered = unanswered
  }
}

const FIRST_ROWS = 3
const SHOWN_CHARS = 80

/**
 * @param signature of the header
 * @throws UnansweredError where something must be asked
 * @throws RefusedError where no answer could help
 */
export function requireAnswers(header: Header, signature: string, answers: Answers): void {
  const { columns } = header
  const missing = columns.missing.filter((column) => !isAnswered(column, answers))
  if (missing.length === 0) return
  if (hasNoProducts(columns)) throw new RefusedError(noProducts(null))
  const questions = missing.map(questionOf)
  const unread = columns.names.filter((name, index) => name !== '' && !isRead(columns, index))
  // Each of our columns needs one of the file's.
  if (questions.filter(needsColumn).length > unread.length) {
    throw new RefusedError(missingColumns(missing, columns.found))
  }
  const offered = questions.some(needsColumn)
    ? OFFERED_COLUMNS.filter((column) => columns.indexes[column] === undefined)
    : []
  throw new UnansweredError({
    kind: { id: columns.kind.id, title: columns.kind.title },
    header: columns.names.slice(0, columns.width).map((name) => shorten(name, SHOWN_CHARS)),
    headerRow: header.line,
    headerSignature: signature,
    questions,
    offered,
    columns: readColumns(columns),
    guesses: guessColumns([...missing, ...offered], unread),
    firstRows: firstRowsOf(header),
  })
}

function isAnswered(column: ColumnName, { store, channel }: Answers): boolean {
  const question = questionOf(column)
  return (question === 'store' && Boolean(store)) || (question === 'channel' && Boolean(channel))
}

/** An order, when, and how much in all, but not of what. */
function hasNoProducts({ indexes, names, found }: HeaderMatch): boolean {
  const tellsOrder = indexes.订单ID !== undefined && (indexes.下单时间 !== undefined || found.some(isAmount))
  if (!tellsOrder || indexes.商品名称 !== undefined) return false
  const mayBeProduct = names.some(
    (name, index) => !Object.values(indexes).includes(index) && looksLikeProduct(name) && !isAmount(name),
  )
  return !mayBeProduct && (indexes.销量 === undefined || found.some(isTotal))
}

function isAmount(name: string): boolean {
  return /金额|实付|实收|应收|应付|总额|合计|总价|数量|件数|种类|total|amount|paid|count/i.test(name)
}

/** An amount of the whole order. */
function isTotal(name: string): boolean {
  return /订单.*(金额|实付|应付)|总额|总金额|合计|total/i.test(name)
}

function isRead({ indexes }: HeaderMatch, index: number): boolean {
  return Object.values(indexes).includes(index)
}

function readColumns({ indexes, names }: HeaderMatch): Partial<Record<ColumnName, string>> {
  return Object.fromEntries(Object.entries(indexes).map(([column, index]) => [column, names[index] ?? '']))
}

function firstRowsOf({ columns, sample }: Header): string[][] {
  return sample
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .slice(0, FIRST_ROWS)
    .map(({ cells }) => {
      // A row with too many cells has slipped: any of them may be part of an address.
      const slipped = columns.hasPersonalData && cells.length > columns.width
      return Array.from({ length: columns.width }, (_, index) =>
        slipped || columns.personal[index] ? '' : shorten(cleanText(cells[index] ?? ''), SHOWN_CHARS),
      )
    })
}
