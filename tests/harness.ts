import { createTestHarness, unstable_readConfig } from 'wrangler'
import { boundDatabases } from '../src/data/database'
import type { Env } from '../src/env'
import { type BatchAnswer, databaseClient } from './databaseClient'

/** The secret of the tests' workers. */
export const IMPORT_TOKEN = 'a token for tests'.replaceAll(' ', '-')

/** The days of tests are old, and most of them look at `orders`. */
const NEVER = '100000'

process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'

/**
 * The Worker as wrangler.toml has it, on real bindings: workerd, D1 and KV in memory, migrations applied.
 * @param vars override those of wrangler.toml
 * @param limit of uses a minute, in place of each rate limit of wrangler.toml
 * @param databases how many there are: `DB`, `DB_2`…
 */
export async function startWorker(
  vars: Record<string, string> = { ACCESS_MODE: 'public' },
  { limit, databases = 1 }: { limit?: number; databases?: number } = {},
) {
  const names = Array.from({ length: databases }, (_, at) => (at === 0 ? 'DB' : `DB_${at + 1}`))
  const isAsWritten = limit === undefined && databases === 1
  const config = isAsWritten ? { configPath: './wrangler.toml' } : { config: configWith(names, limit) }
  const harness = createTestHarness({
    // As secrets they also override a .dev.vars that lies about.
    workers: [
      { ...config, secrets: { ACCESS_MODE: '', IMPORT_TOKEN, ARCHIVE_AFTER_DAYS: NEVER, ...vars } },
      { config: databaseWorkerConfig(names) },
    ],
  })
  const { url } = await harness.listen()
  const worker = harness.getWorker<Env>()
  for (const name of names) await worker.applyD1Migrations(name as 'DB')
  const askDatabase = (name: string) => async (batch: unknown) => {
    const response = await harness
      .getWorker('database')
      .fetch(`http://database/${name}`, { method: 'POST', body: JSON.stringify(batch) })
    return (await response.json()) as BatchAnswer
  }
  const env: Env = {
    ...(await worker.getEnv()),
    ...(Object.fromEntries(names.map((name) => [name, databaseClient(askDatabase(name))])) as {
      DB: D1Database
    }),
  }
  let visits = 0
  // Each visit is from an address of its own: the limits of one address are no matter of most tests.
  const address = () => `2001:db8::${(visits++).toString(16)}`
  const get = (path: string, headers: Record<string, string> = {}) =>
    harness.fetch(path, {
      headers: { 'accept-encoding': 'identity', 'cf-connecting-ip': address(), ...headers },
    })

  return {
    /** Where a browser reaches it. */
    url,
    env,
    get,
    getJson: async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>,
    post: (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
      harness.fetch(path, { method: 'POST', body, headers }),
    importCsv: (body: string | Uint8Array) =>
      harness.fetch('/api/import', {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
      }),
    /** Runs the scheduled handler as the platform does. */
    runCron: (scheduledTime = new Date()) => worker.scheduled({ cron: '*/5 * * * *', scheduledTime }),
    logs: () => harness.getLogs(),
    /** Empties D1, KV and the logs: much faster than a new worker. */
    async clear() {
      harness.clearLogs()
      const tables = [
        'audit_events',
        'import_answers',
        'import_changes',
        'import_rejections',
        'import_parts',
        'import_days',
        'imports',
        'store_keys',
        'api_tokens',
        'sessions',
        'sign_in_links',
        'person_stores',
        'people',
        'cards',
        'schema_cards',
        'refreshed_schemas',
        'openings',
        'archived_order_days',
        'archived_products',
        'archived_days',
        'store_days',
        'orders',
        'products',
        'store_moves',
        'stores',
        'run_shards',
        'runs',
        'leases',
        'database_sizes',
      ]
      for (const d1 of boundDatabases(env).values()) {
        await d1.batch([
          ...tables.map((table) => d1.prepare(`DELETE FROM ${table}`)),
          d1.prepare(
            // Versions never fall: the Worker's memory holds the newest that it has seen.
            'UPDATE data_clock SET version = version + 1, rollup_version = 0',
          ),
        ])
      }
      const { keys } = await env.CACHE.list()
      await Promise.all(keys.map(({ name }) => env.CACHE.delete(name)))
    },
    close: () => harness.close(),
  }
}

/** That of wrangler.toml with so many databases, and perhaps with rate limits that are soon reached. */
function configWith(names: readonly string[], limit?: number) {
  const {
    compatibility_date = '',
    ratelimits,
    ...config
  } = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true })
  const { name = '', compatibility_flags, kv_namespaces, queues, vars } = config
  return {
    ...{ name, main: 'src/worker.ts', compatibility_date, compatibility_flags },
    ...{ d1_databases: databasesOf(config, names), kv_namespaces, queues, vars },
    ratelimits: ratelimits.map(
      (of: { name: string; namespace_id: string; simple: { limit: number; period: 10 | 60 } }) => ({
        ...of,
        simple: limit === undefined ? of.simple : { ...of.simple, limit },
      }),
    ),
  }
}

/** databaseWorker.ts on the same databases. */
function databaseWorkerConfig(names: readonly string[]) {
  const config = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true })
  const { compatibility_date = '' } = config
  const d1_databases = databasesOf(config, names)
  return { name: 'database', main: 'tests/databaseWorker.ts', compatibility_date, d1_databases }
}

/** The database of wrangler.toml, and others like it. */
function databasesOf(
  { d1_databases }: Pick<ReturnType<typeof unstable_readConfig>, 'd1_databases'>,
  names: readonly string[],
) {
  return names.flatMap((binding) =>
    d1_databases.map((database: { binding: string; database_name: string }) =>
      database.binding === binding
        ? database
        : { ...database, binding, database_name: `${database.database_name}-${binding}` },
    ),
  )
}

const shared = new Map<string, Promise<TestWorker>>()

/** The one Worker with these variables that all test files of a process use in turn, emptied. It ends with the process. */
export async function sharedWorker(vars?: Record<string, string>, databases = 1): Promise<TestWorker> {
  const key = JSON.stringify([vars, databases])
  const starting = shared.get(key) ?? startWorker(vars, { databases })
  shared.set(key, starting)
  const worker = await starting
  await worker.clear()
  return worker
}

export type TestWorker = Awaited<ReturnType<typeof startWorker>>
