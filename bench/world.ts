import { Agent } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestHarness, type TestHarness, unstable_readConfig } from 'wrangler'
import { UserError } from '../scripts/userError.ts'
import type { Trips } from '../simulation/trips.ts'
import { hashOf, newSecret } from '../src/access/secret.ts'
import type { Env } from '../src/env.ts'
import { directUrl } from './directUrl.ts'
import { timedGet } from './http.ts'
import type { DatabaseRows } from './journey.ts'
import { timed } from './measure.ts'
import { childProcesses } from './processes.ts'

/** The project's root. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const IMPORT_TOKEN = 'a-token-for-measuring'

/** Logs take a moment from workerd to here. */
const EVENT_LIMIT_MS = 2_000
const EVENT_POLL_MS = 10

/** What a request or run has crossed of the way to D1 and to KV: until its answer was there, and in all. */
export interface Journey {
  atAnswer: Crossings
  afterwards: Crossings
  /** Of all that it did. */
  rows: DatabaseRows
}

export interface Crossings {
  d1: Trips
  kv: Trips
}

export type World = Awaited<ReturnType<typeof openWorld>>

/**
 * Starts the Worker with bench/worker.ts around it, in a workerd of its own on empty D1 and KV.
 * @param databases how many there are: `DB`, `DB_2`…
 */
export async function startWorld(vars: Record<string, string> = {}, databases = 1): Promise<World> {
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
  const names = Array.from({ length: databases }, (_, at) => (at === 0 ? 'DB' : `DB_${at + 1}`))
  const harness = createTestHarness({
    root: import.meta.dirname,
    workers: [{ config: benchConfig(vars, names) }],
  })
  try {
    return await openWorld(harness, names)
  } catch (error) {
    await harness.close()
    throw error
  }
}

async function openWorld(harness: TestHarness, names: readonly string[]) {
  const before = new Set(childProcesses('workerd'))
  const { url: proxyUrl } = await harness.listen()
  const worker = harness.getWorker<Env>()
  for (const name of names) await worker.applyD1Migrations(name as 'DB')
  const env = await worker.getEnv()
  const url = await directUrl(harness, proxyUrl)
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

  return {
    env,
    /** By the names of their bindings, the main one first. */
    databases: new Map(names.map((name) => [name, env[name as 'DB']])),
    url,
    /** The same Worker behind wrangler's development proxy, as `wrangler dev` serves it. */
    proxyUrl,
    /** Process IDs of its workerd, empty where the system does not tell. */
    processIds: childProcesses('workerd').filter((id) => !before.has(id)),
    /** Over a connection that is kept, uncompressed. */
    get: (path: string) => timedGet(new URL(path, url), agent),
    /** A header by which requests are a person's who sees all stores. */
    signIn: async (): Promise<Record<string, string>> => {
      const secret = newSecret()
      const now = new Date().toISOString()
      await env.DB.batch([
        env.DB.prepare(
          "INSERT INTO people (name, role, all_stores, created_at) VALUES ('Bench', 'viewer', 1, ?)",
        ).bind(now),
        env.DB.prepare(
          `INSERT INTO sessions (person_id, token_hash, device, created_at, used_at, expires_at)
            SELECT id, ?, 'bench', ?, ?, '2999-01-01' FROM people ORDER BY id DESC LIMIT 1`,
        ).bind(await hashOf(secret), now, now),
      ])
      return { cookie: `session=${secret}` }
    },
    /** Moves a store to another database, as `npm run move` does. */
    moveStore: async (store: string, to: string): Promise<void> => {
      const secret = newSecret()
      const now = new Date().toISOString()
      await env.DB.batch([
        env.DB.prepare(
          "INSERT INTO people (name, role, all_stores, created_at) VALUES ('Bench', 'admin', 1, ?)",
        ).bind(now),
        env.DB.prepare(
          `INSERT INTO api_tokens (person_id, token_hash, name, purpose, created_at)
            SELECT id, ?, 'bench', 'people', ? FROM people ORDER BY id DESC LIMIT 1`,
        ).bind(await hashOf(secret), now),
      ])
      for (;;) {
        const response = await fetch(new URL('/api/stores/move', url), {
          method: 'POST',
          body: JSON.stringify({ store, to }),
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        })
        const text = await response.text()
        if (text.includes('"status":"moved"')) return
        if (!text.includes('"status":"unfinished"')) throw new UserError(`A store was not moved: ${text}`)
      }
    },
    /** Sends a file to the import; @returns its answer, whatever it is */
    importFile: async (file: Uint8Array) =>
      timed(async () => {
        const response = await fetch(new URL('/api/import', url), {
          method: 'POST',
          body: new Uint8Array(file),
          headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
        })
        return (await response.json()) as { status: string; report?: { linesRead: number } }
      }),
    /** Runs the scheduled handler as the platform does. */
    runCron: async () => worker.scheduled({ cron: '*/5 * * * *', scheduledTime: new Date() }),
    /** The fields of the first event of a name that the Worker has logged since events were last forgotten. */
    event: async (name: string): Promise<Record<string, unknown>> => {
      for (let waitedMs = 0; waitedMs < EVENT_LIMIT_MS; waitedMs += EVENT_POLL_MS) {
        const found = harness.getLogs().flatMap(({ message }) => parseEvent(message, name))
        if (found[0]) return found[0]
        await setTimeout(EVENT_POLL_MS)
      }
      return {}
    },
    forgetEvents: () => harness.clearLogs(),
    /** Sends JSON as who imports. */
    post: async (path: string, json: unknown) =>
      timed(async () => {
        const response = await fetch(new URL(path, url), {
          method: 'POST',
          body: JSON.stringify(json),
          headers: { authorization: `Bearer ${IMPORT_TOKEN}`, 'content-type': 'application/json' },
        })
        return (await response.json()) as Record<string, unknown>
      }),
    /** Puts D1 and KV so many milliseconds away, there and back; undefined: back where they are, uncounted. */
    setDistance: async (tripMs: number | undefined) => {
      await timedGet(new URL(`/bench/distance?ms=${tripMs ?? ''}`, url), agent)
    },
    /** Trips of the last request or run, once all that it does behind its answer is done. */
    trips: async (): Promise<Journey> => {
      for (;;) {
        const { body } = await timedGet(new URL('/bench/trips', url), agent)
        const { isUnderWay, ...journey } = JSON.parse(body) as Journey & { isUnderWay: boolean }
        if (!isUnderWay) return journey
        await setTimeout(EVENT_POLL_MS)
      }
    },
    /** Keys that the schedule has written to KV since the start. */
    kvWrites: async () => Number((await timedGet(new URL('/bench/kv-writes', url), agent)).body),
    async close() {
      agent.destroy()
      await harness.close()
    },
  }
}

/** Starts a Worker, and ends it whatever happens. */
export async function withWorld<T>(
  work: (world: World) => Promise<T>,
  vars?: Record<string, string>,
  databases?: number,
): Promise<T> {
  const world = await startWorld(vars, databases)
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** Imports a file, which also makes the cards. @throws unless all of it is taken */
export async function fillWorld(world: World, file: Uint8Array): Promise<World> {
  const { value } = await world.importFile(file)
  if (value.status === 'imported') return world
  throw new UserError(`The import failed, run npm test first: ${JSON.stringify(value).slice(0, 500)}`)
}

/** That of wrangler.toml, as seen from this folder: the .dev.vars that `npm start` writes are not beside it. */
function benchConfig(others: Record<string, string>, names: readonly string[]) {
  const { compatibility_date, d1_databases, kv_namespaces, queues, vars } = unstable_readConfig(
    { config: `${ROOT}wrangler.toml` },
    { hideWarnings: true },
  )
  return {
    name: 'bench',
    main: 'worker.ts',
    ...(compatibility_date ? { compatibility_date } : {}),
    d1_databases: names.flatMap((binding) =>
      d1_databases.map((database: object) => ({
        ...{ ...database, binding, migrations_dir: '../migrations' },
        ...(binding === 'DB' ? {} : { database_name: `bench-${binding}` }),
      })),
    ),
    kv_namespaces,
    queues,
    // What is measured beside archiving has days that are long over.
    vars: { ...vars, ACCESS_MODE: 'public', IMPORT_TOKEN, ARCHIVE_AFTER_DAYS: '100000', ...others },
  }
}

function parseEvent(message: string, name: string): Record<string, unknown>[] {
  if (!message.startsWith(`{"event":"${name}"`)) return []
  return [JSON.parse(message) as Record<string, unknown>]
}
