import type { ColumnName, Per } from '../../../diagnosis/orderFields'
import type { FileRefusal } from '../../../files/fileParts'
import type { Refusal } from '../../../import/refusal'
import type { ImportWarning, RejectReason } from '../../../import/report'
import type { WaitReason } from '../../../import/talk'

/** The shapes of what is said of a file: an entry for each code, so that none goes without words. */

/** How values are written in the reader's language. */
export interface Tell {
  count(value: number): string
  date(date: string): string
  list(items: readonly string[]): string
}

/** Something said of a file, and what to do about it. */
export interface Said {
  title: string
  body: string
  todo: string
  /** One case of it, in the file's own words. */
  example?: string
  /** Physical lines of the file that it is about, the first of them. */
  lines?: readonly number[]
}

/** What stands in the way, and what to do. */
export type Advice = Omit<Said, 'lines' | 'example'>

export type WarningWords = {
  /** Of a code that nobody knows any more. */
  readonly unknown: (code: string) => Said
} & {
  readonly [Code in ImportWarning['code']]: (
    warning: Extract<ImportWarning, { code: Code }>,
    tell: Tell,
  ) => Said
}

export type RefusalWords = {
  readonly [Reason in Refusal['reason']]: (
    refusal: Extract<Refusal, { reason: Reason }>,
    tell: Tell,
  ) => Advice
}

export type FileRefusalWords = {
  readonly [Code in FileRefusal['code']]: (
    refusal: Extract<FileRefusal, { code: Code }>,
    tell: Tell,
  ) => Advice
}

/** Why a line was rejected, in one sentence. `header`: what the file calls the column. */
export type ReasonWords = {
  readonly [Code in RejectReason['code']]: (
    reason: Extract<RejectReason, { code: Code }>,
    header: string,
  ) => string
}

/** What a column that a file may be asked for is called, and what it holds. */
export type ColumnWords = Readonly<Partial<Record<ColumnName, { name: string; hint: string }>>>

type Told<Arguments extends unknown[] = [string]> = (...what: Arguments) => string

/** The words of the page itself. Numbers come as text. */
export interface PageWords {
  title: string
  lead: string
  choose: Record<
    'drop' | 'kinds' | 'forms' | 'privacy' | 'wechat' | 'submit' | 'noScript' | 'missing',
    string
  >
  summary: {
    lines: Told
    orders: Told
    stores: Told<[stores: string, many: boolean]>
    days: Told<[from: string, to: string, days: number]>
  }
  reading: Record<'waiting' | 'title' | 'comparing' | 'opening', string> & {
    progress: Told<[done: string, total: string, lines: string]>
  }
  left: Told<[seconds: number]>
  questions: Record<
    | ('title' | 'note' | 'store' | 'storeHint' | 'channel' | 'channelHint' | 'orColumn')
    | ('none' | 'noneOfThem' | 'offered' | 'firstRows' | 'guessed' | 'submit' | 'missing'),
    string
  > & { column: Told }
  per: Record<
    | ('unit' | 'line' | 'examples' | 'product' | 'quantity' | 'price' | 'listPrice' | 'cost')
    | ('line1' | 'submit'),
    string
  > & { asNow: Told<[per: Per]> }
  preview: Record<
    | ('title' | 'nothingStored' | 'store' | 'date' | 'orders' | 'usual' | 'unknownUsual' | 'revenue')
    | ('isNew' | 'changed' | 'removed' | 'total' | 'newStore' | 'sameAsStored' | 'nothingTaken')
    | ('firstLines' | 'order' | 'time' | 'channel' | 'product' | 'quantity' | 'price' | 'cost')
    | ('unknown' | 'completeDays' | 'completeDaysHint' | 'removesNone' | 'recount' | 'confirm')
    | ('answerFirst' | 'byDay' | 'changeAnswers' | 'leave' | 'leaveFirst'),
    string
  > & {
    storedAs: Told<[name: string, stored: string]>
    moreRows: Told
    unlisted: Told
    removes: Told<[orders: string, where: string]>
    inDay: Told<[store: string, date: string, orders: string]>
  }
  facts: { title: string } & Record<
    | ('cancelled' | 'rejected' | 'skippedRows' | 'totalRows' | 'repeatedHeaders')
    | ('duplicateColumns' | 'unknownColumns'),
    Told
  >
  warnings: { title: string; lines: Told<[lines: string, more: boolean]> }
  rejected: Record<'title' | 'line' | 'column' | 'value' | 'reason' | 'wholeLine' | 'download', string> & {
    more: Told
    fileName: Told
    capped: Told
  }
  sending: Record<'title' | 'finishing' | 'cancel', string> & {
    progress: Told<[done: string, parts: string, lines: string]>
    bytes: Told
    waits: Record<WaitReason, string>
  }
  stopped: Record<'cancelled' | 'goOn', string> & {
    interrupted: Told<[done: number]>
    stored: Told<[done: number, parts: number]>
    because: Record<WaitReason, string>
  }
  done: Record<
    | ('imported' | 'unchanged' | 'nothingImported' | 'orders' | 'isNew' | 'changed' | 'removed')
    | ('rejected' | 'cards' | 'details' | 'another' | 'clear'),
    string
  >
  failures: Record<
    | 'notSignedIn'
    | 'denied'
    | 'unsupported'
    | 'unreachable'
    | 'busy'
    | 'serverFailed'
    | 'crashed'
    | 'noFiles'
    | 'interrupted'
    | 'dayTooLarge'
    | 'expired',
    Advice
  >
  retry: string
  signIn: string
}

/** What is said of a warning. */
export function saidOfWarning(warning: ImportWarning, words: WarningWords, tell: Tell): Said {
  // It may have been kept by another version.
  if (!Object.hasOwn(words, warning.code)) return words.unknown(warning.code)
  const say = words[warning.code] as (warning: ImportWarning, tell: Tell) => Said
  return say(warning, tell)
}

export function saidOfRefusal(refusal: Refusal, words: RefusalWords, tell: Tell): Advice {
  const say = words[refusal.reason] as (refusal: Refusal, tell: Tell) => Advice
  return say(refusal, tell)
}

export function saidOfFileRefusal(refusal: FileRefusal, words: FileRefusalWords, tell: Tell): Advice {
  const say = words[refusal.code] as (refusal: FileRefusal, tell: Tell) => Advice
  return say(refusal, tell)
}

export function saidOfReason(reason: RejectReason, words: ReasonWords, header: string): string {
  if (!Object.hasOwn(words, reason.code)) return reason.text
  const say = words[reason.code] as (reason: RejectReason, header: string) => string
  return say(reason, header)
}
