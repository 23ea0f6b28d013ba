import type { FilePart, FileRefusal, FileTable } from '../../files/fileParts'
import type { ReadFile } from '../../import/parts'
import type { ImportSettings } from '../../import/protocol'
import type { ReadOptions } from '../../import/readOrders'
import { type ReadToSend, readToSend } from '../../import/readToSend'
import type { Unanswered } from '../../import/unanswered'
import type { Trouble } from '../../ui/import/view'
import type { ReadingProgress } from './messages'

/** A file as it was read, and what tells it from all others. */
export interface ReadPart extends Pick<ReadToSend, 'fingerprintOf'> {
  read: ReadFile
}

export type PartOutcome =
  | ({ status: 'read' } & ReadPart)
  | { status: 'needsAnswer'; unanswered: Unanswered }
  | { status: 'trouble'; trouble: Trouble }

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
    // A list of something else may look as if it only needed a word.
    const isUnclear = outcome.status === 'needsAnswer' && part.tables.length > 1
    if (!isUnclear && !holdsNoOrders(outcome)) return outcome
    first = first?.status === 'needsAnswer' ? first : outcome
  }
  return first ?? { status: 'trouble', trouble: { kind: 'fileRefusal', refusal: NO_TABLE } }
}

const NO_TABLE: FileRefusal = { code: 'noTable', what: 'workbook' }
/** Why a sheet of a workbook is none of orders, where another one is. */
const NO_ORDERS: readonly string[] = ['notATable', 'missingColumns', 'noLines', 'empty', 'noProducts']

function holdsNoOrders(outcome: PartOutcome): boolean {
  return (
    outcome.status === 'trouble' &&
    outcome.trouble.kind === 'refusal' &&
    NO_ORDERS.includes(outcome.trouble.refusal.reason)
  )
}

async function readTable(table: FileTable, options: ReadPartOptions): Promise<PartOutcome> {
  const { settings, answers = {}, recall } = options
  const { outcome, fingerprintOf } = await readToSend(watched(table, options), settings, {
    answers,
    ...(recall && { recall }),
  })
  // What is wrong with the file itself says more than that its stream broke off.
  const refusal = table.refusal()
  if (refusal) return { status: 'trouble', trouble: { kind: 'fileRefusal', refusal } }
  switch (outcome.status) {
    case 'read':
      return { status: 'read', read: outcome, fingerprintOf }
    case 'needsAnswer': {
      const { status: _, ...unanswered } = outcome
      return { status: 'needsAnswer', unanswered }
    }
    case 'refused':
      return { status: 'trouble', trouble: { kind: 'refusal', refusal: outcome.refusal } }
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
