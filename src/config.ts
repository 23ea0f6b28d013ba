/** The Worker's configuration, read once a request from its environment. */
export interface Config {
  /** Without `public`, everything but /healthz and the import answers 403. */
  accessMode: 'public' | 'closed'
  /** Unset: the import is closed. */
  importToken: string | undefined
  cacheTtlSeconds: number
  maxStaleSeconds: number
}

/** Bindings and variables; see wrangler.toml. */
export interface Env {
  DB: D1Database
  CACHE: KVNamespace
  ACCESS_MODE?: string
  IMPORT_TOKEN?: string
  CACHE_TTL_SECONDS?: string
  MAX_STALE_SECONDS?: string
}

const DEFAULT_CACHE_TTL_SECONDS = 600
const DEFAULT_MAX_STALE_SECONDS = 86_400

export function readConfig(env: Env): Config {
  return {
    accessMode: env.ACCESS_MODE === 'public' ? 'public' : 'closed',
    importToken: env.IMPORT_TOKEN || undefined,
    cacheTtlSeconds: seconds('CACHE_TTL_SECONDS', env.CACHE_TTL_SECONDS, DEFAULT_CACHE_TTL_SECONDS),
    maxStaleSeconds: seconds('MAX_STALE_SECONDS', env.MAX_STALE_SECONDS, DEFAULT_MAX_STALE_SECONDS),
  }
}

/** @throws where the value is no whole number of seconds: a typing error must not become another freshness limit */
function seconds(name: string, value: string | undefined, byDefault: number): number {
  if (value === undefined || value === '') return byDefault
  if (!/^\d{1,9}$/.test(value)) {
    throw new Error(`${name} is ${JSON.stringify(value)}: set it to a whole number of seconds`)
  }
  return Number(value)
}
