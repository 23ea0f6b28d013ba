import { brokenGzip, interrupted, type Refusal, RefusedError, tooLarge } from './refusal'

/**
 * Hands out the next bytes, undefined at the end.
 * @throws RefusedError where the bytes cannot be had; there is no next piece after that
 */
type Pull = () => Promise<Uint8Array | undefined>

/** The bytes of an upload: unpacked, counted, and in pieces of bounded size. */
export interface ByteSource {
  next: Pull
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
export function openBytes(body: ReadableStream<Uint8Array>, maxBytes: number): ByteSource {
  const upload = pieces(body, interrupted)
  let next: Pull | undefined
  return {
    async next() {
      next ??= await unpacked(limited(upload.next, maxBytes), maxBytes)
      return next()
    },
    discard: upload.discard,
  }
}

async function unpacked(upload: Pull, maxBytes: number): Promise<Pull> {
  const { head, next } = await peek(upload, GZIP_MAGIC.length)
  const isGzip = GZIP_MAGIC.every((byte, place) => head[place] === byte)
  return isGzip ? limited(gunzip(next), maxBytes) : next
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
          if (step.done) return undefined
          piece = step.value
        }
      } catch {
        throw new RefusedError(refuse())
      }
      const bytes = piece.subarray(0, MAX_STEP_BYTES)
      piece = piece.subarray(MAX_STEP_BYTES)
      return bytes
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
function limited(next: Pull, maxBytes: number): Pull {
  let bytesRead = 0
  return async () => {
    const bytes = await next()
    bytesRead += bytes?.length ?? 0
    if (bytesRead > maxBytes) throw new RefusedError(tooLarge(maxBytes))
    return bytes
  }
}

/** Looks at the first bytes, fewer where the source ends before. What is returned still begins with them. */
async function peek(next: Pull, bytes: number): Promise<{ head: number[]; next: Pull }> {
  const taken: (Uint8Array | undefined)[] = []
  const head: number[] = []
  while (head.length < bytes) {
    const piece = await next()
    taken.push(piece)
    if (!piece) break
    head.push(...piece.subarray(0, bytes))
  }
  return { head, next: async () => (taken.length > 0 ? taken.shift() : next()) }
}

function gunzip(next: Pull): Pull {
  let refusal: Refusal | undefined
  const packed = new ReadableStream<BufferSource>({
    async pull(controller) {
      try {
        const bytes = await next()
        if (!bytes) return controller.close()
        for (let at = 0; at < bytes.length; at += MAX_GZIP_PIECE_BYTES) {
          controller.enqueue(bytes.slice(at, at + MAX_GZIP_PIECE_BYTES))
        }
      } catch (error) {
        // A stream may fail with an error of its own instead: the cause is kept beside it.
        if (error instanceof RefusedError) refusal = error.refusal
        throw error
      }
    },
  })
  return pieces(packed.pipeThrough(new DecompressionStream('gzip')), () => refusal ?? brokenGzip()).next
}
