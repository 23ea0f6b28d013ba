import { parseJson } from '../json'

/** What a program sends: JSON, packed with gzip or not. */
export type JsonBody = { status: 'ok'; json: unknown } | { status: 'tooLarge' } | { status: 'unreadable' }

/** Unpacked; a part of an import has a day of one store at most. */
const MAX_BODY_BYTES = 16 * 1024 * 1024
const GZIP_MAGIC = [0x1f, 0x8b]

/** Reads a body of any kind, in bounded memory. */
export async function jsonBodyOf(request: Request): Promise<JsonBody> {
  try {
    const packed = await collected(request.body)
    if (!packed) return { status: 'tooLarge' }
    const isGzip = GZIP_MAGIC.every((byte, at) => packed[at] === byte)
    const bytes = isGzip
      ? await collected(new Response(packed).body?.pipeThrough(new DecompressionStream('gzip')) ?? null)
      : packed
    if (!bytes) return { status: 'tooLarge' }
    const json = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return json === undefined ? { status: 'unreadable' } : { status: 'ok', json }
  } catch {
    return { status: 'unreadable' }
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
