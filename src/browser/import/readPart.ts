import type { FilePart, FileTable } from '../../files/fileParts'
import { createFingerprint } from '../../import/fingerprint'
import type { ReadFile } from '../../import/parts'
import type { ImportSettings } from '../../import/protocol'
import { type ReadOptions, type ReadOutcome, readOrders } from '../../import/readOrders'
import type { Unanswered } from '../../import/unanswered'
import type { Trouble } from '../../ui/import/view'
import type { ReadingProgress } from './messages'

/** A file as it was read, and what tells it from all others. */
export interface ReadPart {
  read: ReadFile
  fingerprint: string
}

export type PartOutcome =
  | ({ status: 'read' } & ReadPart)
  | { status: 'needsAnswer'; unanswered: Unanswered }
  | { status: 'trouble'; trouble: Trouble }

/** Only against a stream without end: the orders of a larger file fit no memory. */
const MAX_BYTES = 4_000_000_000
/** Between two words on how far it has come. */
const PROGRESS_BYTES = 1_000_000

export interface ReadPartOptions extends Pick<ReadOptions, 'answers' | 'recall'> {
  settings: ImportSettings
  signal: AbortSignal
  onProgress(progress: ReadingProgress): void
}

/** Reads an export: of a workbook's tables the first that holds orders. */
export async function readPart(part: FilePart, options: ReadPartOptions): Promise<PartOutcome> {
  if (part.status === 'refused') {
    return { status: 'trouble', trouble: { kind: 'fileRefusal', refusal: part.refusal } }
  }
  let first: PartOutcome | undefined
  for (const table of part.tables) {
    const outcome = await readTable(table, options)
    if (outcome.status !== 'trouble') return outcome
    first ??= outcome
  }
  return (
    first ?? {
      status: 'trouble',
      trouble: { kind: 'fileRefusal', refusal: { code: 'noTable', what: 'workbook' } },
    }
  )
}

async function readTable(table: FileTable, options: ReadPartOptions): Promise<PartOutcome> {
  const { settings, answers = {}, recall } = options
  const fingerprint = createFingerprint()
  const outcome = await readOrders(fingerprint.over(watched(table, options)), {
    maxBytes: MAX_BYTES,
    latestDate: settings.latestDate,
    timeZone: settings.timeZone,
    currency: settings.currency,
    answers,
    ...(recall && { recall }),
  })
  return outcomeOf(outcome, table, fingerprint.end)
}

async function outcomeOf(
  outcome: ReadOutcome,
  table: FileTable,
  fingerprintOf: (understood: unknown) => Promise<string>,
): Promise<PartOutcome> {
  switch (outcome.status) {
    case 'read':
      return { status: 'read', read: outcome, fingerprint: await fingerprintOf(outcome.said) }
    case 'needsAnswer': {
      const { status: _, ...unanswered } = outcome
      return { status: 'needsAnswer', unanswered }
    }
    case 'refused': {
      // What is wrong with the file itself says more than that its stream broke off.
      const refusal = table.refusal()
      if (refusal) return { status: 'trouble', trouble: { kind: 'fileRefusal', refusal } }
      return { status: 'trouble', trouble: { kind: 'refusal', refusal: outcome.refusal } }
    }
  }
}

const NEWLINE = 10
const GZIP_MAGIC = 0x1f

/** A table's stream, with word of how far it has come. */
function watched(
  table: FileTable,
  { signal, onProgress }: Pick<ReadPartOptions, 'signal' | 'onProgress'>,
): ReadableStream<Uint8Array> {
  let bytesRead = 0
  let toldAt = 0
  let lines = 0
  let isPacked: boolean | undefined
  const tell = () => {
    if (bytesRead < toldAt + PROGRESS_BYTES && toldAt > 0) return
    toldAt = bytesRead
    onProgress({ bytesRead, bytes: table.sourceBytes, lines: isPacked ? null : lines })
  }
  const stream = table.open((bytes) => {
    bytesRead += bytes
    tell()
  })
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        isPacked ??= piece[0] === GZIP_MAGIC
        if (!isPacked) for (const byte of piece) if (byte === NEWLINE) lines++
        controller.enqueue(piece)
      },
    }),
    { signal },
  )
}
