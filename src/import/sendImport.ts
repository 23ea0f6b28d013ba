import { isRecord } from '../json'
import type { Answers } from './answers'
import { findTooLarge } from './batches'
import { joinedComparisons } from './joinedComparisons'
import { comparedPartsOf, type PartOptions, partsOf, type ReadFile } from './parts'
import type {
  Comparison,
  DayComparison,
  ImportEnd,
  ImportFinished,
  ImportSettings,
  ImportStart,
  ImportStarted,
  PartCounts,
  StoreMatch,
} from './protocol'
import type { Refusal } from './refusal'
import { sendParts } from './sendParts'
import { startOf } from './start'
import { type Answered, ask, type ImportServer, packJson, type TalkFailure } from './talk'

/**
 * The conversation by which a file that was read here is stored there (docs/imports.md#the-wire): settings, then the
 * file is read, then a comparison, or start, parts and finish. The page and the command hold the same one.
 */

/** Longer headers are of no export, and no address holds them: nothing was said of them before. */
const MAX_SIGNATURE_CHARS = 12_000
const NOT_FOUND = 404

export type Settings = { status: 'settings'; settings: ImportSettings } | TalkFailure

/** How this shop's files are to be read. Asked once: without a server there is no import. */
export async function loadSettings(server: ImportServer): Promise<Settings> {
  const asked = await ask(server, settingsQuestion(''))
  if (asked.status === 'answered') return { status: 'settings', settings: asked.answer }
  // Of a version that took whole files alone.
  const isUnknown = asked.status === 'denied' && asked.httpStatus === NOT_FOUND
  return isUnknown ? { status: 'unsupported', httpStatus: NOT_FOUND } : asked
}

/** For `readOrders`: what was said before of files with a header. Where no answer comes, the sender says it again. */
export function recallFrom(server: ImportServer): (headerSignature: string) => Promise<Answers | undefined> {
  return async (headerSignature) => {
    const signature = encodeURIComponent(headerSignature)
    if (signature.length > MAX_SIGNATURE_CHARS) return undefined
    const asked = await ask(server, settingsQuestion(`?header=${signature}`))
    return asked.status === 'answered' ? asked.answer.answers : undefined
  }
}

function settingsQuestion(query: string) {
  const path = `/api/imports/settings${query}`
  return { method: 'GET', path, isAnswer: isSettings, tries: SETTINGS_TRIES } as const
}

/** Nothing is lost yet: who has typed a wrong address should not wait for minutes. */
const SETTINGS_TRIES = 3

/** What storing a file would change. */
export type Compared =
  | { status: 'compared'; stores: StoreMatch[]; days: DayComparison[] }
  | { status: 'refused'; refusal: Refusal }
  | TalkFailure

/** How far a conversation has come. */
export interface PartProgress {
  partsDone: number
  parts: number
}

/** Asks what storing a file would change, day by day. Stores nothing. */
export async function compareImport(
  server: ImportServer,
  read: ReadFile,
  options: PartOptions,
  onProgress: (progress: PartProgress) => void = () => undefined,
): Promise<Compared> {
  const tooLarge = findTooLarge(read.stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }
  const parts = comparedPartsOf(read, options)
  const requests = parts.map((part) => ({ path: '/api/imports/compare', part }))
  const step = (partsDone: number) => onProgress({ partsDone, parts: parts.length })
  step(0)
  const asked = await sendParts(server, requests, isComparison, step)
  return asked.status === 'answered' ? { status: 'compared', ...joinedComparisons(asked.answer) } : asked
}

/** What is known of a file beside what was read from it. */
export interface SentFile extends PartOptions, Pick<ImportStart, 'file' | 'fingerprint'> {}

export type Sent =
  | { status: 'finished'; finished: ImportFinished; stores: StoreMatch[] }
  /** `importId`: the import that has begun, if any; `progress`: what of it is stored. Sending the file again goes on with it. */
  | (TalkFailure & { importId?: number; progress?: PartProgress })

/**
 * Stores a file. Parts that are in already, from a time when the connection broke off, are left out.
 * @param onProgress told before the first part, and after each
 */
export async function sendImport(
  server: ImportServer,
  read: ReadFile,
  file: SentFile,
  onProgress: (progress: PartProgress) => void = () => undefined,
): Promise<Sent> {
  const tooLarge = findTooLarge(read.stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }
  const parts = partsOf(read, file)
  const body = await packJson(server, startOf(read, parts, file))
  const started = await ask(server, { method: 'POST', path: '/api/imports', body, isAnswer: isStarted })
  if (started.status !== 'answered') return started
  const { importId, partsDone, stores } = started.answer
  const done = new Set(partsDone)
  const requests = parts.flatMap((part, at) =>
    done.has(at + 1) ? [] : [{ path: `/api/imports/${importId}/parts/${at + 1}`, part }],
  )

  let progress: PartProgress = { partsDone: 0, parts: parts.length }
  const step = (answered: number) => {
    progress = { partsDone: parts.length - requests.length + answered, parts: parts.length }
    onProgress(progress)
  }
  step(0)
  const asked = await sendParts(server, requests, isPartCounts, step)
  if (asked.status !== 'answered') return { ...asked, importId, progress }
  const ended = await finish(server, importId, read, parts.length)
  if (ended.status !== 'answered') return { ...ended, importId, progress }
  // The server need not send back what was sent to it.
  const report = { ...ended.answer.report, rejected: read.report.rejected }
  return { status: 'finished', finished: { ...ended.answer, report }, stores }
}

async function finish(
  server: ImportServer,
  importId: number,
  { report, rejectedStores, said }: ReadFile,
  parts: number,
): Promise<Answered<ImportFinished>> {
  const end: ImportEnd = { report, parts, rejected: report.rejected.lines, rejectedStores, said }
  const body = await packJson(server, end)
  const path = `/api/imports/${importId}`
  const ended = await ask(server, { method: 'POST', path: `${path}/finish`, body, isAnswer: isFinished })
  if (ended.status !== 'denied' || ended.httpStatus !== NOT_FOUND) return ended
  // It had ended, and its answer was lost: the history has it.
  const record = await ask(server, { method: 'GET', path, isAnswer: isEndedRecord })
  if (record.status !== 'answered') return ended
  const { outcome, detail } = record.answer
  return { status: 'answered', answer: { status: outcome, importId, report: detail.report } }
}

function isSettings(json: unknown): json is ImportSettings {
  if (!isRecord(json) || !isRecord(json.answers)) return false
  return [json.timeZone, json.currency, json.latestDate].every((value) => typeof value === 'string')
}

function isStarted(json: unknown): json is ImportStarted {
  if (!isRecord(json) || json.status !== 'started') return false
  return typeof json.importId === 'number' && Array.isArray(json.partsDone) && Array.isArray(json.stores)
}

function isComparison(json: unknown): json is Comparison {
  return isRecord(json) && json.status === 'compared' && isRecord(json.store) && Array.isArray(json.days)
}

function isPartCounts(json: unknown): json is PartCounts {
  return isRecord(json) && typeof json.ordersStored === 'number'
}

const FINISHED: readonly unknown[] = ['imported', 'unchanged', 'nothingImported']

function isFinished(json: unknown): json is ImportFinished {
  return isRecord(json) && FINISHED.includes(json.status) && isRecord(json.report)
}

interface EndedRecord {
  outcome: ImportFinished['status']
  detail: Pick<ImportFinished, 'report'>
}

function isEndedRecord(json: unknown): json is EndedRecord {
  return (
    isRecord(json) && FINISHED.includes(json.outcome) && isRecord(json.detail) && isRecord(json.detail.report)
  )
}
