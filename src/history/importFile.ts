import type { Database } from '../data/database'
import { DayTooLargeError } from '../data/rollupRecord'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Answers } from '../import/answers'
import { findTooLargeDay } from '../import/batches'
import type { ImportReport } from '../import/importReport'
import { partsOf } from '../import/parts'
import type { ImportFinished, PartCounts } from '../import/protocol'
import { readOrders } from '../import/readOrders'
import type { Refusal } from '../import/refusal'
import { startOf } from '../import/start'
import type { Unanswered } from '../import/unanswered'
import { errorText, logEvent } from '../log'
import { recallAnswers } from './answers'
import type { Author } from './author'
import { finishImport, importPart, openImport, startImport } from './importParts'

export type ImportOutcome =
  | ImportFinished
  | { status: 'refused'; refusal: Refusal }
  /** Nothing is stored before its sender says more of the file. */
  | ({ status: 'needsAnswer' } & Unanswered)
  /** Whole orders are stored as far as it came; importing the file again completes it. */
  | { status: 'interrupted'; report: ImportReport; message: string }

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
  db: Database,
  author: Author,
  file: FileToImport,
  clock: () => Date,
): Promise<ImportOutcome> {
  const read = await readOrders(file.body, {
    maxBytes: MAX_IMPORT_BYTES,
    latestDate: latestDate(clock()),
    answers: file.answers,
    recall: (headerSignature) => recallAnswers(db, author.owner, headerSignature),
  })
  if (read.status !== 'read') return read
  const tooLarge = findTooLargeDay(read.stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }
  const { report, rejectedStores, said } = read
  const parts = partsOf(read, file)
  const started = await startImport(
    db,
    author,
    startOf(read, parts, { file: file.name, fingerprint: randomFingerprint() }),
    clock(),
  )
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
    for (const [at, part] of parts.entries()) {
      const outcome = await importPart(db, author, open, at + 1, part, clock())
      if (outcome.status === 'refused') return outcome
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
    return { status: 'interrupted', report: sofar, message: interruption(sofar, error) }
  }
}

const COUNT_NAMES = ['ordersStored', 'ordersNew', 'ordersChanged', 'ordersRemoved', 'daysChanged'] as const

/** A day of grace for clocks; the stores' own clock is eight hours ahead of UTC. */
export function latestDate(now: Date): BusinessDate {
  return new Date(now.getTime() + (24 + 8) * 3_600_000).toISOString().slice(0, 10)
}

/** A file that is read as it comes has none of its own before its end: it starts an import that nothing goes on with. */
function randomFingerprint(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

function interruption({ orders, ordersStored }: ImportReport, error: unknown): string {
  const stored = `after ${ordersStored} of ${orders} orders. Those are stored whole.`
  return error instanceof DayTooLargeError
    ? `The import stopped ${stored} ${error.message}: check the columns of the store and of the time.`
    : `The database failed ${stored} Import the file again to complete it.`
}
