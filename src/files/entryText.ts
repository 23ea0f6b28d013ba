import { piecesOf } from './bytes'
import type { FileRefusal } from './fileParts'
import type { OnRead } from './table'
import type { ZipEntry } from './zip'

const DAMAGED: FileRefusal = { code: 'damaged', what: 'workbook' }

/** The text of a part of a workbook, as it is unpacked. @throws FileRefusedError where there is more than `maxBytes` */
export async function* textOf(entry: ZipEntry, maxBytes: number, onRead?: OnRead): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const stream = await entry.open(onRead)
  // A directory that says less than there is, is of a file that nobody should unpack.
  for await (const piece of piecesOf(stream, Math.min(maxBytes, entry.unpackedBytes), DAMAGED)) {
    yield decoder.decode(piece, { stream: true })
  }
}
