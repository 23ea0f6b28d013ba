import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRecord, parseJson } from '../src/json.ts'
import { type AdminRow, firstAdminSql } from './firstAdminSql.ts'
import { isLocal } from './server.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'
import { startWrangler } from './wrangler.ts'

/** The first admin, made in the database itself: who may change it needs no other secret. */

export type FirstAdmin =
  /** link: shown once, for the database has its hash alone. */
  | { status: 'made'; id: number; name: string; link: string }
  /** Admins there are already, and they came in: they make the others. */
  | { status: 'refused'; admins: { id: number; name: string }[] }

/** Runs SQL where a server's data are. */
export type RunSql = (statements: readonly string[], where: 'local' | 'remote') => Promise<unknown[][]>

const SECRET_BYTES = 32
/** The table `people` checks the same. */
const MAX_NAME_CHARS = 60

/**
 * @param baseUrl of the server that the link leads to; this machine's is served from the local database
 * @throws UserError where the name is too long, or the database cannot be changed
 */
export async function makeFirstAdmin(
  name: string,
  baseUrl: URL,
  now: Date,
  runSql: RunSql = runOnD1,
): Promise<FirstAdmin> {
  if (name.length > MAX_NAME_CHARS) {
    throw new UserError(`The name is too long: write it with ${MAX_NAME_CHARS} characters at most.`)
  }
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const tokenHash = createHash('sha256').update(secret).digest('base64url')
  const local = isLocal(baseUrl)
  const statements = firstAdminSql({ name, tokenHash, local }, now)
  const results = await onceFree(() => runSql(statements, local ? 'local' : 'remote'))
  const admins = (results.at(-1) ?? []) as AdminRow[]
  const linked = admins.find((admin) => admin.linked === 1)
  if (!linked) return { status: 'refused', admins }
  const link = new URL(`/sign-in/${secret}`, baseUrl).href
  return { status: 'made', id: linked.id, name: linked.name, link }
}

const TRIES = 5
const PAUSE_MS = 300

/** The local server has its database open too, and writes to it: what comes at that moment is told that it is locked. */
async function onceFree<T>(run: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await run()
    } catch (error) {
      if (tried === TRIES || !/SQLITE_BUSY|database is locked/i.test(String(error))) throw error
      await sleep(PAUSE_MS)
    }
  }
}

/** With `wrangler d1 execute`, which has the user's access to his Cloudflare account. */
async function runOnD1(statements: readonly string[], where: 'local' | 'remote'): Promise<unknown[][]> {
  const answer: Buffer[] = []
  const errors: Buffer[] = []
  const sql = statements.join(';\n')
  const code = await startWrangler(['d1', 'execute', 'DB', `--${where}`, '--json', '--command', sql], {
    stdout: (chunk) => answer.push(chunk),
    stderr: (chunk) => errors.push(chunk),
  })
  const json = parseJson(Buffer.concat(answer).toString())
  if (code === 0 && Array.isArray(json)) {
    return json.map((result) => (isRecord(result) && Array.isArray(result.results) ? result.results : []))
  }
  throw databaseError(errorText(json) || Buffer.concat([...errors, ...answer]).toString(), where)
}

function errorText(json: unknown): string {
  const error = isRecord(json) ? json.error : undefined
  return isRecord(error) && typeof error.text === 'string' ? error.text : ''
}

const MAX_SAID_CHARS = 600

function databaseError(said: string, where: 'local' | 'remote'): UserError {
  if (/no such table/i.test(said)) {
    return new UserError(
      where === 'local'
        ? 'The local database has no tables for people yet: run `npm start` once.'
        : 'The database has no tables for people yet: run `npx wrangler d1 migrations apply DB --remote`.',
    )
  }
  const advice =
    where === 'local'
      ? 'The local database did not take it'
      : 'The database did not take it; check `npx wrangler login` and the database_id in wrangler.toml'
  return new UserError(`${advice}. wrangler says: ${printable(said.trim(), MAX_SAID_CHARS)}`)
}
