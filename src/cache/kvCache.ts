import type { Cache } from './cache'

/** Workers KV takes no expiration below a minute. */
const MIN_TTL_SECONDS = 60
/** Keys that one bulk read may name. */
const MAX_KEYS_A_READ = 100

/** The cache on Workers KV: read in bulk, each value with its expiration. */
export function kvCache(kv: KVNamespace): Cache {
  return {
    async get(keys) {
      const found = new Map<string, string>()
      for (let at = 0; at < keys.length; at += MAX_KEYS_A_READ) {
        const values = await kv.get(keys.slice(at, at + MAX_KEYS_A_READ), 'text')
        for (const [key, value] of values) {
          if (value !== null) found.set(key, value)
        }
      }
      return found
    },
    async set(key, value, ttlSeconds) {
      await kv.put(key, value, { expirationTtl: Math.max(ttlSeconds, MIN_TTL_SECONDS) })
    },
    async delete(key) {
      await kv.delete(key)
    },
  }
}
