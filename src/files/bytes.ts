import { type FileRefusal, FileRefusedError, type SourceFile } from './fileParts'

/** Bytes of a file, in bounded pieces. */

/**
 * The pieces of a stream, as they come.
 * @param maxBytes what is allowed at most
 * @param broken what it means when the stream fails
 * @throws FileRefusedError
 */
export async function* piecesOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  broken: FileRefusal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let left = maxBytes
  try {
    for (;;) {
      const { value, done } = await next(reader, broken)
      if (done) return
      left -= value.length
      if (left < 0) throw new FileRefusedError({ code: 'tooLarge', limitBytes: maxBytes })
      yield value
    }
  } finally {
    // A stream that has failed cannot be cancelled, and has nothing left to be.
    await reader.cancel().catch(() => undefined)
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>, broken: FileRefusal) {
  try {
    return await reader.read()
  } catch (error) {
    throw error instanceof FileRefusedError ? error : new FileRefusedError(broken)
  }
}

/** All bytes of a stream. */
async function wholeOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  broken: FileRefusal,
): Promise<Uint8Array<ArrayBuffer>> {
  return joined(await allOf(stream, maxBytes, broken))
}

/** All bytes of a stream as a file that is in memory, or wherever the system keeps it. */
export async function blobOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  broken: FileRefusal,
): Promise<Blob> {
  return new Blob(await allOf(stream, maxBytes, broken))
}

async function allOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  broken: FileRefusal,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of piecesOf(stream, maxBytes, broken)) pieces.push(piece as Uint8Array<ArrayBuffer>)
  return pieces
}

/** The first bytes of a stream, fewer where it ends before or fails after them. */
export async function headOf(
  stream: ReadableStream<Uint8Array>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of piecesOf(stream, Number.POSITIVE_INFINITY, { code: 'unreadable' })) {
      pieces.push(piece)
      length += piece.length
      if (length >= bytes) break
    }
  } catch {
    // What is cut off is told when it is read as a whole.
  }
  return joined(pieces).slice(0, bytes)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Some bytes of a file. @throws FileRefusedError where the system does not hand them out */
export function bytesOf(file: SourceFile, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return wholeOf(file.slice(start, end).stream(), end - start, { code: 'unreadable' })
}

/** Tells how many bytes go through. */
export function counted(
  stream: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        onBytes(piece.length)
        controller.enqueue(piece)
      },
    }),
  )
}

/** Unpacks what was packed: gzip, or an entry of a zip. */
export function unpacked(
  stream: ReadableStream<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new DecompressionStream(format) as TransformStream<Uint8Array, Uint8Array>)
}
