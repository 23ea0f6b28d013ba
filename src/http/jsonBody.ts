import { parseJson } from '../json'

/** Unpacked; a part of an import has a day of one store at most. */
const MAX_BODY_BYTES = 16 * 1024 * 1024
const GZIP_MAGIC = [0x1f, 0x8b]

/**
 * Reads JSON, packed with gzip or not, in bounded memory.
 * @returns undefined for a body of any other kind, and for one that is larger than any part
 */
export async function jsonBodyOf(request: Request): Promise<unknown> {
  try {
    const packed = await collected(request.body)
    if (!packed) return undefined
    const isGzip = GZIP_MAGIC.every((byte, at) => packed[at] === byte)
    const bytes = isGzip
      ? await collected(new Response(packed).body?.pipeThrough(new DecompressionStream('gzip')) ?? null)
      : packed
    return bytes && parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** All bytes of a stream; undefined where they are too many. */
async function collected(
  stream: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = stream?.getReader()
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    length += step.value.length
    if (length > MAX_BODY_BYTES) {
      await reader?.cancel()
      return undefined
    }
    pieces.push(step.value)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
