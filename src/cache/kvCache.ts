import { retrying } from '../retry'
import type { Cache } from './cache'

/** Workers KV takes no expiration below a minute. */
const MIN_TTL_SECONDS = 60
/** Keys that one bulk read may name. */
const MAX_KEYS_PER_READ = 100

/** KV takes one write a second of a key, and refuses the next: imports that follow each other meet on the directory. */
const WRITE_ATTEMPTS = 3
const WRITE_PAUSE_MS = 1_000

/** The cache on Workers KV: read in bulk, each value with its expiration. */
export function kvCache(kv: KVNamespace): Cache {
  return {
    async get(keys) {
      const found = new Map<string, string>()
      for (let at = 0; at < keys.length; at += MAX_KEYS_PER_READ) {
        const values = await kv.get(keys.slice(at, at + MAX_KEYS_PER_READ), 'text')
        for (const [key, value] of values) {
          if (value !== null) found.set(key, value)
        }
      }
      return found
    },
    async set(key, value, ttlSeconds) {
      const expirationTtl = Math.max(ttlSeconds, MIN_TTL_SECONDS)
      await retrying(WRITE_ATTEMPTS, WRITE_PAUSE_MS, () => kv.put(key, value, { expirationTtl }))
    },
  }
}
