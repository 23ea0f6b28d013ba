import { MAX_KEPT_BYTES } from '../cache/keptFiles'
import { interrupted, type Refusal, tooLarge } from '../import/refusal'

/** A file packed for the time between two forms, or why it is not. */
export type PackedFile =
  | { status: 'packed'; bytes: Uint8Array<ArrayBuffer> }
  | { status: 'empty' }
  | { status: 'refused'; refusal: Refusal }

const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b]

/**
 * Packs a file piece by piece as it comes; what is packed already stays as it is.
 * @param maxBytes of what is sent; what is too large is read to its end nevertheless, or the sender would see no answer
 */
export async function packFile(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<PackedFile> {
  let sentBytes = 0
  let target: Target | undefined
  try {
    for await (const piece of body) {
      if (piece.length === 0) continue
      sentBytes += piece.length
      target ??= targetFor(piece)
      if (sentBytes <= maxBytes) await target.write(new Uint8Array(piece))
    }
  } catch {
    await target?.end().catch(() => undefined)
    return { status: 'refused', refusal: interrupted() }
  }
  if (!target) return { status: 'empty' }
  const bytes = await target.end()
  return sentBytes > maxBytes || bytes.length > MAX_KEPT_BYTES
    ? { status: 'refused', refusal: tooLarge(maxBytes) }
    : { status: 'packed', bytes }
}

/** Takes pieces of a file, and has all of it packed in the end. */
interface Target {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>
  end(): Promise<Uint8Array<ArrayBuffer>>
}

function targetFor(first: Uint8Array): Target {
  const isPacked = GZIP_MAGIC.every((byte, at) => first[at] === byte)
  const { readable, writable } = isPacked
    ? new TransformStream<BufferSource, Uint8Array>()
    : new CompressionStream('gzip')
  const collected = new Response(readable).arrayBuffer()
  const writer = writable.getWriter()
  return {
    write: (piece) => writer.write(piece),
    async end() {
      await writer.close()
      return new Uint8Array(await collected)
    },
  }
}
