import { retrying } from '../retry'
import { withinLimit } from '../timeLimit'
import type { Cache } from './cache'

/** Workers KV takes no expiration below a minute. */
const MIN_TTL_SECONDS = 60
/** Keys that one bulk read may name. */
const MAX_KEYS_PER_READ = 100

/** A cache that takes longer is of no use to anybody. */
const READ_LIMIT_MS = 2_000
const WRITE_LIMIT_MS = 5_000

/** KV takes one write a second of a key, and refuses the next: imports that follow each other meet on the directory. */
const WRITES = {
  firstPauseMs: 1_000,
  pausesMs: 3_000,
  // Before midnight (UTC) the day's writes do not come back.
  isPermanent: (error: unknown) => /limit exceeded/i.test(String(error)),
}

/** The cache on Workers KV: read in bulk, each value with its expiration. */
export function kvCache(kv: KVNamespace): Cache {
  return {
    async get(keys) {
      const found = new Map<string, string>()
      for (let at = 0; at < keys.length; at += MAX_KEYS_PER_READ) {
        const values = await withinLimit(
          kv.get(keys.slice(at, at + MAX_KEYS_PER_READ), 'text'),
          READ_LIMIT_MS,
        )
        for (const [key, value] of values) {
          if (value !== null) found.set(key, value)
        }
      }
      return found
    },
    async set(key, value, ttlSeconds) {
      const expirationTtl = Math.max(ttlSeconds, MIN_TTL_SECONDS)
      await retrying(() => withinLimit(kv.put(key, value, { expirationTtl }), WRITE_LIMIT_MS), WRITES)
    },
  }
}
