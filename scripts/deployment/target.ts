import { readdirSync } from 'node:fs'
import path from 'node:path'
import { experimental_readRawConfig } from 'wrangler'
import { isRecord } from '../../src/json.ts'
import { printable } from '../terminal.ts'
import { UserError } from '../userError.ts'

/** What is deployed, and under which names: those of `wrangler.toml`, or beside them those of an environment. */

/** The parts of `wrangler.toml` that are of an account, as they are written there. */
export interface RawConfig {
  name: string
  vars?: Record<string, unknown>
  d1_databases: readonly RawDatabase[]
  kv_namespaces: readonly [RawNamespace]
  queues: { producers: readonly RawQueue[]; consumers: readonly RawConsumer[] }
  ratelimits: readonly { namespace_id: string }[]
}

interface RawDatabase {
  binding: string
  database_name: string
  database_id?: string
  migrations_dir: string
}

interface RawNamespace {
  binding: string
  id?: string
}

interface RawQueue {
  queue: string
}

interface RawConsumer extends RawQueue {
  dead_letter_queue?: string
}

export interface Target {
  /** `wrangler.toml` under the target's names. */
  config: RawConfig
  /** Of the Worker. */
  name: string
  /** The name of the main database. */
  database: string
  /** All databases, the main one first. */
  databases: readonly TargetDatabase[]
  /** The title of the KV namespace, as wrangler itself would choose it. */
  namespace: string
  /** Those that are consumed, dead letters included. */
  queues: readonly string[]
  /** The migrations of this checkout, in their order. */
  migrations: readonly string[]
}

/** One of a target's databases. The directory names it by its binding, the account by its name. */
export interface TargetDatabase {
  binding: string
  name: string
}

/** What the account has given the target's parts. */
export interface Ids {
  /** By the databases' names. */
  databases: ReadonlyMap<string, string>
  namespace: string
}

const MAIN_BINDING = 'DB'
const CONFIG_FILE = 'wrangler.toml'

/**
 * @param env a name for a deployment beside the first one, such as `staging`
 * @throws UserError where the name cannot be a part of names
 */
export function readTarget(env: string | undefined): Target {
  const { rawConfig } = experimental_readRawConfig({ config: CONFIG_FILE })
  return targetOf(rawConfig as unknown as RawConfig, env, migrationsIn)
}

export function targetOf(
  raw: RawConfig,
  env: string | undefined,
  migrationsOf: (folder: string) => readonly string[],
): Target {
  const config = withoutIds(env === undefined ? raw : beside(raw, env))
  const [main, ...others] = databasesOf(config)
  const [namespace] = config.kv_namespaces
  return {
    config,
    name: config.name,
    database: main.database_name,
    databases: [main, ...others].map(({ binding, database_name: name }) => ({ binding, name })),
    namespace: `${config.name}-${namespace.binding.toLowerCase()}`,
    queues: config.queues.consumers.map(({ queue }) => queue),
    migrations: migrationsOf(main.migrations_dir),
  }
}

/** @throws UserError where the blocks of `wrangler.toml` are no main database and others beside it */
function databasesOf({ d1_databases: databases }: RawConfig): [RawDatabase, ...RawDatabase[]] {
  const main = databases.find(({ binding }) => binding === MAIN_BINDING)
  const others = databases.filter((database) => database !== main)
  const wrong = others.find(({ binding }) => !/^DB_[1-9]\d*$/.test(binding))
  const areOthers =
    new Set(databases.map(({ binding }) => binding)).size === databases.length &&
    new Set(databases.map(({ database_name }) => database_name)).size === databases.length
  if (
    !main ||
    wrong ||
    !areOthers ||
    others.some(({ migrations_dir }) => migrations_dir !== main.migrations_dir)
  ) {
    throw new UserError(
      `The [[d1_databases]] of ${CONFIG_FILE} are DB, and perhaps DB_2, DB_3 and so on, each with a database_name of its own and the same migrations_dir${wrong ? `; ${printable(wrong.binding)} is none of them` : ''}.`,
    )
  }
  return [main, ...others]
}

function migrationsIn(folder: string): string[] {
  return readdirSync(path.resolve(folder))
    .filter((file) => file.endsWith('.sql'))
    .sort()
}

/** The configuration with the account's ids, as wrangler needs it where a Worker is deployed for the first time. */
export function deployedConfig({ config }: Target, ids: Ids): RawConfig {
  const [namespace] = config.kv_namespaces
  return {
    ...config,
    d1_databases: config.d1_databases.map((database) => ({
      ...database,
      database_id: ids.databases.get(database.database_name) ?? '',
    })),
    kv_namespaces: [{ ...namespace, id: ids.namespace }],
  }
}

/** The same Worker under other names, with nothing in common but the code. */
function beside(raw: RawConfig, env: string): RawConfig {
  if (!/^[a-z0-9]{1,20}$/.test(env)) {
    throw new UserError('--env is a part of names: write it with up to 20 small letters and digits.')
  }
  // In the middle: by how a queue's name ends, the Worker knows its dead letters.
  const named = (name: string) =>
    name.startsWith(raw.name) ? `${raw.name}-${env}${name.slice(raw.name.length)}` : `${env}-${name}`
  return {
    ...withoutAddresses(raw),
    name: named(raw.name),
    d1_databases: raw.d1_databases.map((database) => ({
      ...database,
      database_name: named(database.database_name),
    })),
    queues: {
      producers: raw.queues.producers.map((producer) => ({ ...producer, queue: named(producer.queue) })),
      consumers: raw.queues.consumers.map((consumer) => ({
        ...consumer,
        queue: named(consumer.queue),
        ...(consumer.dead_letter_queue ? { dead_letter_queue: named(consumer.dead_letter_queue) } : {}),
      })),
    },
    // Counted by this number, for all Workers of an account that name it.
    ratelimits: raw.ratelimits.map((limit) => ({
      ...limit,
      namespace_id: `${limit.namespace_id}${numberOf(env)}`,
    })),
  }
}

/** Names alone say what is meant. */
function withoutIds(config: RawConfig): RawConfig {
  const databases = config.d1_databases.map(({ database_id: _, ...database }) => database)
  const [{ id: _, ...namespace }] = config.kv_namespaces
  return { ...config, d1_databases: databases, kv_namespaces: [namespace] }
}

/** An address leads to one deployment. */
function withoutAddresses(raw: RawConfig): RawConfig {
  return Object.fromEntries(
    Object.entries(raw).filter(([key]) => !['route', 'routes', 'workers_dev'].includes(key)),
  ) as unknown as RawConfig
}

/** Four digits, the same for the same name. */
function numberOf(env: string): string {
  let sum = 0
  for (const char of env) sum = (sum * 31 + char.charCodeAt(0)) % 9000
  return String(1000 + sum)
}

/** The variables that `wrangler.toml` sets; no secret may have their names. */
export function varsOf({ config }: Target): ReadonlySet<string> {
  return new Set(isRecord(config.vars) ? Object.keys(config.vars) : [])
}
