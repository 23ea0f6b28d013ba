import type { FilePart, FileTable } from '../../files/fileParts'
import { readPart as readFilePart } from '../../files/readPart'
import type { ReadFile } from '../../import/parts'
import type { ImportSettings } from '../../import/protocol'
import type { ReadOptions } from '../../import/readOrders'
import type { ReadToSend } from '../../import/readToSend'
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

/** Reads an export, with word of how far it has come. */
export async function readPart(part: FilePart, options: ReadPartOptions): Promise<PartOutcome> {
  const { settings, answers = {}, recall } = options
  const outcome = await readFilePart(part, {
    settings,
    said: { answers, ...(recall && { recall }) },
    open: (table) => watched(table, options),
  })
  switch (outcome.status) {
    case 'refused':
      return { status: 'trouble', trouble: { kind: 'refusal', refusal: outcome.refusal } }
    case 'fileRefused':
      return { status: 'trouble', trouble: { kind: 'fileRefusal', refusal: outcome.refusal } }
    default:
      return outcome
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
