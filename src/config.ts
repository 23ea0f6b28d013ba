import type { Variables } from './env'

/** The Worker's configuration, read once a request from its environment. */
export interface Config {
  /** Without `public`, everything but /healthz and the import answers 403. */
  accessMode: 'public' | 'closed'
  /** Unset: the import is closed. */
  importToken: string | undefined
  cacheTtlSeconds: number
  maxStaleSeconds: number
  /** A refresh of more stores than this goes over the queue. */
  shardAboveStores: number
}

const DEFAULT_CACHE_TTL_SECONDS = 600
const DEFAULT_MAX_STALE_SECONDS = 86_400
/** What one invocation computes in some ten seconds, a third of the CPU time that it has. */
const DEFAULT_SHARD_ABOVE_STORES = 200

export function readConfig(env: Variables): Config {
  return {
    accessMode: env.ACCESS_MODE === 'public' ? 'public' : 'closed',
    importToken: env.IMPORT_TOKEN || undefined,
    cacheTtlSeconds: whole('CACHE_TTL_SECONDS', env.CACHE_TTL_SECONDS, DEFAULT_CACHE_TTL_SECONDS),
    maxStaleSeconds: whole('MAX_STALE_SECONDS', env.MAX_STALE_SECONDS, DEFAULT_MAX_STALE_SECONDS),
    shardAboveStores: whole('SHARD_ABOVE_STORES', env.SHARD_ABOVE_STORES, DEFAULT_SHARD_ABOVE_STORES),
  }
}

/** @throws where the value is no whole number: a typing error must not become another freshness limit */
function whole(name: string, value: string | undefined, byDefault: number): number {
  if (value === undefined || value === '') return byDefault
  if (!/^\d{1,9}$/.test(value)) {
    throw new Error(`${name} is ${JSON.stringify(value)}: set it to a whole number`)
  }
  return Number(value)
}
