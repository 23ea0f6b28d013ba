import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { runOnD1, type Where } from './d1.ts'
import { type AdminRow, firstAdminSql } from './firstAdminSql.ts'
import { isLocal } from './server.ts'
import { UserError } from './userError.ts'

/** The first admin, made in the database itself: who may change it needs no other secret. */

export type FirstAdmin =
  /** link: shown once, for the database has its hash alone. */
  | { status: 'made'; id: number; name: string; link: string }
  /** Admins there are already, and they came in: they make the others. */
  | { status: 'refused'; admins: { id: number; name: string }[] }

/** Runs SQL where a server's data are. */
export type RunSql = (statements: readonly string[], where: Where) => Promise<unknown[][]>

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
