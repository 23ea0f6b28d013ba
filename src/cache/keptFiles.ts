import { keptFileKey } from './keys'

/** Files between the form that sends one and the form that confirms it. */
export interface KeptFiles {
  /** Keeps a file for about this long. */
  keep(owner: string, name: string, bytes: Uint8Array<ArrayBuffer>, ttlSeconds: number): Promise<void>
  /** A file of an owner; null where there is none, or it was kept too long ago. */
  find(owner: string, name: string): Promise<ReadableStream<Uint8Array> | null>
  forget(owner: string, name: string): Promise<void>
}

/** What Workers KV takes as one value. */
export const MAX_KEPT_BYTES = 25 * 1024 * 1024

export function kvFiles(kv: KVNamespace): KeptFiles {
  return {
    keep: (owner, name, bytes, ttlSeconds) =>
      kv.put(keptFileKey(owner, name), bytes.buffer, { expirationTtl: ttlSeconds }),
    async find(owner, name) {
      const bytes = await kv.get(keptFileKey(owner, name), 'arrayBuffer')
      return bytes && new Blob([bytes]).stream()
    },
    forget: (owner, name) => kv.delete(keptFileKey(owner, name)),
  }
}
