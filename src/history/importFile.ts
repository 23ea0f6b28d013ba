import type { MainDatabase } from '../data/database'
import { TooLargeError } from '../data/tooLarge'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import type { Answers } from '../import/answers'
import { findTooLarge } from '../import/batches'
import type { ImportReport } from '../import/importReport'
import { partsOf } from '../import/parts'
import type { ImportFinished, PartCounts } from '../import/protocol'
import { readToSend } from '../import/readToSend'
import type { Refusal } from '../import/refusal'
import { startOf } from '../import/start'
import type { Unanswered } from '../import/unanswered'
import { errorText, logEvent } from '../log'
import { CURRENCY, shopDate, TIME_ZONE } from '../shop'
import { recallAnswers } from './answers'
import type { Author } from './author'
import { finishImport, importPart, openImport, startImport } from './importParts'

export type ImportOutcome =
  | ImportFinished
  | { status: 'refused'; refusal: Refusal }
  /** Nothing is stored before its sender says more of the file. */
  | ({ status: 'needsAnswer' } & Unanswered)
  | Interrupted

/** Whole orders are stored as far as it came. */
export type Interrupted = {
  status: 'interrupted'
  importId: number
  report: ImportReport
  message: string
} & (
  | {
      /** `failure`: importing the file again goes on. `dayTooLarge`: it would end there again. */
      because: 'failure' | 'dayTooLarge'
    }
  /** The part that comes next is refused. */
  | { because: 'refused'; refusal: Refusal }
)

/** What is to be imported, and how. */
export interface FileToImport {
  body: ReadableStream<Uint8Array>
  /** As its sender calls it; '' where he does not. */
  name: string
  /** What he says of it. */
  answers: Answers
  /** Whether it holds all orders of its stores and days: others are removed. */
  completeDays: boolean
}

/** Text of a file, unpacked: what fits an isolate's memory as orders, with room to spare. */
export const MAX_IMPORT_BYTES = 48 * 1024 * 1024
/** A pause between parts in which other requests get their turn at the database. */
const PAUSE_MS = 5

/**
 * Imports a file: reads it whole, for what is wrong with it may show at its last byte, then stores its orders part by
 * part. The same file twice changes nothing.
 */
export async function importFile(
  db: MainDatabase,
  author: Author,
  file: FileToImport,
  clock: () => Date,
): Promise<ImportOutcome> {
  const settings = { timeZone: TIME_ZONE, currency: CURRENCY, latestDate: latestDate(clock()) }
  const { outcome: read, fingerprintOf } = await readToSend(file.body, settings, {
    maxBytes: MAX_IMPORT_BYTES,
    answers: file.answers,
    recall: (headerSignature) => recallAnswers(db, author.owner, headerSignature),
  })
  if (read.status !== 'read') return read
  const tooLarge = findTooLarge(read.stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }
  const { report, rejectedStores, said } = read
  const parts = partsOf(read, file)
  const fingerprint = await fingerprintOf(file)
  const start = startOf(read, parts, { file: file.name, fingerprint })
  const started = await startImport(db, author, start, clock())
  if (started.status === 'refused') return started
  const open = await openImport(db, author, started.importId)
  if (!open) throw new Error('an import that was just started is not there')

  const counts: PartCounts = {
    ordersStored: 0,
    ordersNew: 0,
    ordersChanged: 0,
    ordersRemoved: 0,
    daysChanged: 0,
  }
  try {
    // Parts that are in already, from a time when it broke off, are only answered.
    for (const [at, part] of parts.entries()) {
      const outcome = await importPart(db, author, open, at + 1, part, clock())
      if (outcome.status === 'refused')
        return interruptedBy(open.id, { ...report, ...counts }, outcome.refusal)
      for (const name of COUNT_NAMES) counts[name] += outcome.counts[name]
      await scheduler.wait(PAUSE_MS)
    }
    const rejected = report.rejected.lines
    const finished = await finishImport(
      db,
      author,
      open,
      { report, parts: parts.length, rejected, rejectedStores, said },
      clock(),
    )
    if (!finished) throw new Error('parts that were stored are not there')
    return { ...finished, report: { ...finished.report, rejected: report.rejected } }
  } catch (error) {
    logEvent('import.interrupted', { error: errorText(error), ordersStored: counts.ordersStored })
    const sofar = { ...report, ...counts }
    return { status: 'interrupted', importId: open.id, report: sofar, ...interruption(sofar, error) }
  }
}

function interruptedBy(importId: number, report: ImportReport, refusal: Refusal): Interrupted {
  logEvent('import.interrupted', { refusal: refusal.reason, ordersStored: report.ordersStored })
  const message = `${stoppedAfter(report)} ${refusal.message}`
  return { status: 'interrupted', importId, because: 'refused', refusal, report, message }
}

const COUNT_NAMES = ['ordersStored', 'ordersNew', 'ordersChanged', 'ordersRemoved', 'daysChanged'] as const

/** The latest day that an order can be of: tomorrow, as a grace for clocks. */
export function latestDate(now: Date): BusinessDate {
  return addDays(shopDate(now), 1)
}

function stoppedAfter({ orders, ordersStored }: ImportReport): string {
  return `The import stopped after ${ordersStored} of ${orders} orders, which are stored whole.`
}

function interruption(
  report: ImportReport,
  error: unknown,
): { because: 'failure' | 'dayTooLarge'; message: string } {
  const stopped = stoppedAfter(report)
  return error instanceof TooLargeError
    ? {
        because: 'dayTooLarge',
        message: `${stopped} ${error.message}: check the columns of the store, the order number and the time.`,
      }
    : { because: 'failure', message: `${stopped} Import the same file again: it goes on from there.` }
}
