import type { AccessMode } from './access/verdict'
import type { Variables } from './env'

/** The Worker's configuration, read once a request from its environment. */
export interface Config {
  /** Who may look (docs/access.md); a value that is none of the modes closes. */
  accessMode: AccessMode
  /** The first operator's. */
  importToken: ImportToken
  /** By which assertions of Cloudflare Access are verified; undefined where they are not. */
  cloudflareAccess: { teamOrigin: string; audience: string } | undefined
  cacheTtlSeconds: number
  maxStaleSeconds: number
  /** Orders of days that ended so many days ago are archived. */
  archiveAfterDays: number
  /** A refresh of more stores than this goes over the queue. */
  shardAboveStores: number
  /** How large the database may become. */
  databaseLimitBytes: number
  /** Whether lists, orders and products are read from the nearest copy of the database. */
  readsNearCopies: boolean
}

const DEFAULT_CACHE_TTL_SECONDS = 600
const DEFAULT_MAX_STALE_SECONDS = 86_400
/** Longer than platforms correct what they have billed, and than their exports reach back. */
const DEFAULT_ARCHIVE_AFTER_DAYS = 45
/** What one invocation computes in some ten seconds, a third of the CPU time that it has. */
const DEFAULT_SHARD_ABOVE_STORES = 200
/** What Cloudflare lets a database of the Paid plan hold; on Free it is 500. */
const DEFAULT_DATABASE_LIMIT_MB = 10_000
const BYTES_A_MB = 1_000_000

export function readConfig(env: Variables): Config {
  return {
    accessMode: ACCESS_MODES.find((mode) => mode === env.ACCESS_MODE) ?? 'closed',
    importToken: importToken(env.IMPORT_TOKEN),
    cloudflareAccess: cloudflareAccess(env.ACCESS_TEAM_DOMAIN, env.ACCESS_AUD),
    cacheTtlSeconds: whole('CACHE_TTL_SECONDS', env.CACHE_TTL_SECONDS, DEFAULT_CACHE_TTL_SECONDS),
    maxStaleSeconds: whole('MAX_STALE_SECONDS', env.MAX_STALE_SECONDS, DEFAULT_MAX_STALE_SECONDS),
    archiveAfterDays: whole('ARCHIVE_AFTER_DAYS', env.ARCHIVE_AFTER_DAYS, DEFAULT_ARCHIVE_AFTER_DAYS),
    shardAboveStores: whole('SHARD_ABOVE_STORES', env.SHARD_ABOVE_STORES, DEFAULT_SHARD_ABOVE_STORES),
    databaseLimitBytes: databaseLimitMb(env.DATABASE_LIMIT_MB) * BYTES_A_MB,
    readsNearCopies: env.READ_REPLICAS !== 'off',
  }
}

const ACCESS_MODES: readonly AccessMode[] = ['closed', 'people', 'public']

/** The secret IMPORT_TOKEN. One that no request could send is said to be that, instead of failing each of them. */
export type ImportToken = { status: 'unset' } | { status: 'unusable' } | { status: 'set'; token: string }

/** What a bearer token may consist of (RFC 6750). */
const BEARER_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/

function importToken(token: string | undefined): ImportToken {
  if (!token) return { status: 'unset' }
  return BEARER_TOKEN.test(token) ? { status: 'set', token } : { status: 'unusable' }
}

/** @param teamDomain such as `team.cloudflareaccess.com`, with or without `https://` */
function cloudflareAccess(teamDomain: string | undefined, audience: string | undefined) {
  if (!teamDomain && !audience) return undefined
  if (!teamDomain || !audience) {
    throw new Error('ACCESS_TEAM_DOMAIN and ACCESS_AUD go together: set both, or neither')
  }
  const url = teamDomain.includes('://') ? teamDomain : `https://${teamDomain}`
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new Error(
      `ACCESS_TEAM_DOMAIN is ${JSON.stringify(teamDomain)}: set it to <team>.cloudflareaccess.com`,
    )
  }
  return { teamOrigin: new URL(url).origin, audience }
}

/** @throws where nothing would fit */
function databaseLimitMb(value: string | undefined): number {
  const limitMb = whole('DATABASE_LIMIT_MB', value, DEFAULT_DATABASE_LIMIT_MB)
  if (limitMb === 0) throw new Error('DATABASE_LIMIT_MB is 0: set it to what the database may hold')
  return limitMb
}

/** @throws where the value is no whole number: a typing error must not become another freshness limit */
function whole(name: string, value: string | undefined, byDefault: number): number {
  if (value === undefined || value === '') return byDefault
  if (!/^\d{1,9}$/.test(value)) {
    throw new Error(`${name} is ${JSON.stringify(value)}: set it to a whole number`)
  }
  return Number(value)
}
