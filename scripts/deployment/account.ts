import { isRecord, parseJson } from '../../src/json.ts'
import { runOnD1 } from '../d1.ts'
import { printable } from '../terminal.ts'
import { UserError } from '../userError.ts'
import { runWrangler, type WranglerEnd, wranglerSaid } from '../wrangler.ts'
import type { Account } from './plan.ts'
import type { Target } from './target.ts'

/** What an account has, as wrangler tells it. */

const MAX_SAID_CHARS = 800

/** @throws UserError where Cloudflare does not tell */
export async function readAccount(target: Target): Promise<Account> {
  // One first: who is not signed in is told so once.
  const ids = await findDatabases(target.databases.map(({ name }) => name))
  const [databases, namespaceId, secrets, ...queues] = await Promise.all([
    Promise.all(
      [...ids].map(async ([name, id]) => [name, { id, applied: await appliedMigrations(name) }] as const),
    ),
    findNamespace(target.namespace),
    secretsOf(target.name),
    ...target.queues.map(async (name) => ((await isQueue(name)) ? [name] : [])),
  ])
  return {
    databases: new Map(databases),
    namespaceId,
    queues: queues.flat(),
    secrets,
  }
}

/** The ids of those databases that there are, by name, in the order of the names. */
export async function findDatabases(names: readonly string[]): Promise<Map<string, string>> {
  const databases = await listed(['d1', 'list', '--json'])
  return new Map(
    names.flatMap((name) => {
      const id = text(databases.find((row) => row.name === name)?.uuid)
      return id === undefined ? [] : [[name, id]]
    }),
  )
}

export async function findNamespace(title: string): Promise<string | undefined> {
  const namespaces = await listed(['kv', 'namespace', 'list'])
  return text(namespaces.find((row) => row.title === title)?.id)
}

/** None where nothing was ever applied. */
async function appliedMigrations(database: string): Promise<string[]> {
  const reading = runOnD1(['SELECT name FROM d1_migrations ORDER BY id'], 'remote', database)
  const [rows = []] = await reading.catch((error: unknown) => {
    if (/no such table: d1_migrations/.test(String(error))) return []
    throw error
  })
  return rows.map((row) => String(isRecord(row) ? row.name : ''))
}

/** The names of a Worker's secrets; undefined where there is no such Worker. */
async function secretsOf(name: string): Promise<string[] | undefined> {
  const ended = await runWrangler(['secret', 'list', '--name', name, '--format', 'json'])
  if (ended.code !== 0 && /Worker "[^"]*" not found/.test(wranglerSaid(ended))) return undefined
  return rowsOf(ended).flatMap((row) => text(row.name) ?? [])
}

async function isQueue(name: string): Promise<boolean> {
  const ended = await runWrangler(['queues', 'info', name])
  if (ended.code === 0) return true
  if (/does not exist/.test(wranglerSaid(ended))) return false
  throw unreadable(ended)
}

async function listed(args: readonly string[]): Promise<Record<string, unknown>[]> {
  return rowsOf(await runWrangler(args))
}

function rowsOf(ended: WranglerEnd): Record<string, unknown>[] {
  const json = ended.code === 0 ? parseJson(ended.stdout) : undefined
  if (!Array.isArray(json)) throw unreadable(ended)
  return json.filter(isRecord)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function unreadable(ended: WranglerEnd): UserError {
  const said = wranglerSaid(ended)
  const advice = /CLOUDFLARE_API_TOKEN|not authenticated|Authentication error/i.test(said)
    ? 'Cloudflare does not know you: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN'
    : 'Cloudflare does not tell what is there: nothing was changed, run the command again'
  return new UserError(`${advice}. wrangler says: ${printable(said, MAX_SAID_CHARS)}`)
}
