import { type Refusal, refuseBrokenGzip, refuseInterrupted, refuseTooLarge } from './refusal'

/** The bytes of an upload: unpacked, counted, and in pieces of bounded size. */

export type ByteStep =
  | { status: 'bytes'; bytes: Uint8Array }
  | { status: 'end' }
  | { status: 'refused'; refusal: Refusal }

/** Bytes to be pulled. After `end` or `refused` there is no next step. */
export interface ByteSource {
  next(): Promise<ByteStep>
  /**
   * Reads what is left of the upload, for nothing: a server that answers before it has taken the body in
   * resets the connection, and the sender never sees the answer.
   */
  discard(): Promise<void>
}

/** An upload may come in one piece of many megabytes: text is decoded in smaller ones. */
const MAX_STEP_BYTES = 65_536
/** One piece of gzip unpacks to as much as a thousand times its size, all at once: 16 MB. */
const MAX_GZIP_PIECE_BYTES = 16_384
/** More than a Worker is ever sent (100 MB on the Free and Pro plans): only against a stream without end. */
const MAX_DISCARDED_BYTES = 128_000_000
const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b]

/**
 * Reads a stream, gzip or not: its first two bytes tell.
 * @param maxBytes limit of the unpacked bytes, and of the packed ones too
 */
export async function openBytes(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<ByteSource> {
  const upload = limited(pieces(body, refuseInterrupted), maxBytes)
  const { head, source } = await peek(upload, GZIP_MAGIC.length)
  const isGzip = GZIP_MAGIC.every((byte, place) => head[place] === byte)
  return isGzip ? limited(gunzip(source), maxBytes) : source
}

/** @param refuse what it means when the stream fails */
function pieces(stream: ReadableStream<Uint8Array>, refuse: () => Refusal): ByteSource {
  const reader = stream.getReader()
  let piece: Uint8Array = new Uint8Array()
  return {
    async next() {
      try {
        while (piece.length === 0) {
          const step = await reader.read()
          if (step.done) return { status: 'end' }
          piece = step.value
        }
      } catch {
        return { status: 'refused', refusal: refuse() }
      }
      const bytes = piece.subarray(0, MAX_STEP_BYTES)
      piece = piece.subarray(MAX_STEP_BYTES)
      return { status: 'bytes', bytes }
    },
    async discard() {
      try {
        for (let left = MAX_DISCARDED_BYTES; left > 0; ) {
          const step = await reader.read()
          if (step.done) return
          left -= step.value.length
        }
        await reader.cancel()
      } catch {
        // The upload broke off: nothing is left to be read.
      }
    },
  }
}

/** Refuses at the first byte beyond the limit. */
function limited(source: ByteSource, maxBytes: number): ByteSource {
  let bytesRead = 0
  return {
    async next() {
      const step = await source.next()
      if (step.status !== 'bytes') return step
      bytesRead += step.bytes.length
      return bytesRead > maxBytes ? { status: 'refused', refusal: refuseTooLarge(maxBytes) } : step
    },
    discard: () => source.discard(),
  }
}

/** Looks at the first bytes, fewer where the source ends before. The source returned still begins with them. */
async function peek(source: ByteSource, bytes: number): Promise<{ head: number[]; source: ByteSource }> {
  const steps: ByteStep[] = []
  const head: number[] = []
  while (head.length < bytes) {
    const step = await source.next()
    steps.push(step)
    if (step.status !== 'bytes') break
    head.push(...step.bytes.subarray(0, bytes))
  }
  return {
    head,
    source: { next: async () => steps.shift() ?? (await source.next()), discard: () => source.discard() },
  }
}

function gunzip(packed: ByteSource): ByteSource {
  let refusal: Refusal | undefined
  const stream = new ReadableStream<BufferSource>({
    async pull(controller) {
      const step = await packed.next()
      if (step.status === 'end') controller.close()
      else if (step.status === 'bytes') {
        for (let at = 0; at < step.bytes.length; at += MAX_GZIP_PIECE_BYTES) {
          controller.enqueue(step.bytes.slice(at, at + MAX_GZIP_PIECE_BYTES))
        }
      } else {
        refusal = step.refusal
        controller.error(new Error(refusal.message))
      }
    },
  })
  const unpackedStream = stream.pipeThrough(new DecompressionStream('gzip'))
  const unpacked = pieces(unpackedStream, () => refusal ?? refuseBrokenGzip())
  return { next: () => unpacked.next(), discard: () => packed.discard() }
}
