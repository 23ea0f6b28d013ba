/** Tells a file that was read in a certain way from all others: the same one goes on where its import broke off. */

export interface Fingerprint {
  /** The stream, whose bytes are seen as they pass. */
  over(bytes: ReadableStream<Uint8Array>): ReadableStream<Uint8Array>
  /**
   * Once all of it has passed.
   * @param understood how the bytes were read: whatever else makes other parts of them
   */
  end(understood: unknown): Promise<string>
}

/** Platforms digest no streams: blocks of this size are digested, and then their digests. */
const BLOCK_BYTES = 4 * 1024 * 1024
/** Raised where the same bytes are cut into other parts. */
const PARTS_VERSION = 1

/** SHA-256, in hex, of the bytes' blocks and of how they were understood. */
export function createFingerprint(): Fingerprint {
  const digests: Promise<ArrayBuffer>[] = []
  let block = new Uint8Array(BLOCK_BYTES)
  let filled = 0
  let ended = false

  function endBlock(): void {
    digests.push(crypto.subtle.digest('SHA-256', block.subarray(0, filled)))
    block = new Uint8Array(BLOCK_BYTES)
    filled = 0
  }

  function see(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + BLOCK_BYTES - filled)
      block.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled === BLOCK_BYTES) endBlock()
    }
  }

  return {
    over: (bytes) =>
      bytes.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(piece, controller) {
            see(piece)
            controller.enqueue(piece)
          },
        }),
      ),
    async end(understood) {
      if (!ended) endBlock()
      ended = true
      const said = new TextEncoder().encode(JSON.stringify([PARTS_VERSION, understood]))
      const all = new Blob([...(await Promise.all(digests)), said])
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await all.arrayBuffer()))
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    },
  }
}
