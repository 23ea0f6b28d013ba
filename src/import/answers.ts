import { type AmountPerColumn, COLUMN_NAMES, type ColumnName, type Per } from '../diagnosis/orderFields'
import { MAX_CHARS } from '../limits'
import { cleanText, hasControlCharacter, isBlank } from './cellText'

/** What the sender says of a file that its header does not. */
export interface Answers {
  /** The store of all lines, where no column names it. */
  readonly store?: string
  /** The channel of all lines, where no column names it. */
  readonly channel?: string
  /** Which of the file's columns is which of ours, by the file's own name for it. */
  readonly columns?: Readonly<Partial<Record<ColumnName, string>>>
  /** What an amount is of, where its name does not tell or tells wrongly. */
  readonly per?: Readonly<Partial<Record<AmountPerColumn, Per>>>
}

/** What a file needs to be answered: a constant, or which of its columns it is. */
export type Question = 'store' | 'channel' | ColumnName

/** The columns that a constant can stand for. */
const CONSTANTS: Readonly<Partial<Record<ColumnName, 'store' | 'channel'>>> = {
  门店名称: 'store',
  渠道: 'channel',
}

/** What an unknown header is asked for beside what it needs: without them whole rules stay silent. */
export const OFFERED_COLUMNS = [
  '商品采购成本',
  '库存',
  '一级分类名',
  '平台服务费',
] as const satisfies readonly ColumnName[]

/** What an address or a command says of a file, or the first part of it that cannot be read. */
export type SaidAnswers = { status: 'ok'; answers: Answers } | { status: 'unreadable'; map: string }

/** @param maps `COLUMN=HEADER`: which of ours, and what the file calls it */
export function saidAnswers({
  store,
  channel,
  maps,
}: {
  store: string | null | undefined
  channel: string | null | undefined
  maps: readonly string[]
}): SaidAnswers {
  const columns: Partial<Record<ColumnName, string>> = {}
  for (const map of maps) {
    const [name = '', ...header] = map.split('=')
    const column = name.trim()
    if (!isColumnName(column) || header.length === 0) return { status: 'unreadable', map }
    columns[column] = header.join('=').trim()
  }
  return {
    status: 'ok',
    answers: {
      ...(store ? { store } : {}),
      ...(channel ? { channel } : {}),
      ...(maps.length > 0 ? { columns } : {}),
    },
  }
}

function isColumnName(value: unknown): value is ColumnName {
  return COLUMN_NAMES.some((name) => name === value)
}

/** The answers without a store or a channel that no cell of a file could name either. */
export function usableAnswers({ store, channel, ...rest }: Answers): Answers {
  const usableStore = usableStoreName(store ?? '')
  const usableChannel = usableName(channel, MAX_CHARS.channel)
  return {
    ...rest,
    ...(usableStore === undefined ? {} : { store: usableStore }),
    ...(usableChannel === undefined ? {} : { channel: usableChannel }),
  }
}

/** A name that a store can have, as it is kept; undefined for one that no cell of a file could give it. */
export function usableStoreName(name: string): string | undefined {
  return usableName(name, MAX_CHARS.storeName)
}

function usableName(answer: string | undefined, maxChars: number): string | undefined {
  const name = cleanText(answer ?? '')
  return isBlank(name) || name.length > maxChars || hasControlCharacter(name) ? undefined : name
}

export function questionOf(column: ColumnName): Question {
  return CONSTANTS[column] ?? column
}

/** Whether a question can only be answered by a column of the file. */
export function needsColumn(question: Question): boolean {
  return question !== 'store' && question !== 'channel'
}

/** The column that a question is about. */
export function columnOf(question: Question): ColumnName {
  if (question === 'store') return '门店名称'
  return question === 'channel' ? '渠道' : question
}
