import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { isRecord } from '../src/json.ts'
import { readTarget } from './deployment/target.ts'
import type { ImportTarget } from './importServer.ts'
import { keepLocalDatabase } from './localDatabase.ts'
import { UserError } from './userError.ts'
import { startWrangler, type WranglerOutput } from './wrangler.ts'

/** What wrangler does for `npm start`: the databases' migrations, and the local server. */

export const LOG_FILE = '.wrangler/start.log'
const LOG_LINES_SHOWN = 30
const START_LIMIT_MS = 60_000
/** While a build fails, wrangler takes requests and never answers them. */
const HEALTH_LIMIT_MS = 5000
const BUILD_FAILED = 'Build failed with'
const POLL_MS = 150

/** Where wrangler's output goes. */
interface Log extends WranglerOutput {
  /** The last lines, for when something failed. */
  tail(): string
  close(): void
}

/** @param verbose also prints what is written */
export function openLog(verbose: boolean): Log {
  mkdirSync(path.dirname(LOG_FILE), { recursive: true })
  const file = openSync(LOG_FILE, 'w')
  const write = (chunk: Buffer) => {
    writeSync(file, chunk)
    if (verbose) process.stdout.write(chunk)
  }
  return {
    stdout: write,
    stderr: write,
    tail: () => readFileSync(LOG_FILE, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n'),
    close: () => closeSync(file),
  }
}

/** @throws UserError where something else listens on the port */
export async function checkPortIsFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', () =>
      reject(
        new UserError(
          `Port ${port} is taken: stop what listens there, or choose another with \`PORT=${port + 1} npm start\`.`,
        ),
      ),
    )
    probe.listen(port, HOST, () => probe.close(() => resolve()))
  })
}

/** Reachable from this machine only. */
const HOST = '127.0.0.1'

/** Brings the local databases to the newest schema. Harmless where they are. */
export async function applyMigrations(log: Log): Promise<void> {
  keepLocalDatabase()
  for (const { binding } of readTarget(undefined).databases) {
    const code = await startWrangler(['d1', 'migrations', 'apply', binding, '--local'], log)
    if (code !== 0) throw new UserError(`The migrations of the local database failed:\n\n${log.tail()}`)
  }
}

export interface DevServer {
  /** Settles when wrangler ends, whoever ended it. */
  exited: Promise<number>
}

/** Starts the local server with the port as its only address. */
export function startDevServer(port: number, log: Log): DevServer {
  const args = ['dev', '--ip', HOST, '--port', String(port), '--show-interactive-dev-session=false']
  return { exited: startWrangler(args, log) }
}

/** What `/healthz` tells who has the import token; null where it does not know. */
interface Health {
  stores: number | null
}

/** Waits for the first answer of the server. */
export async function waitUntilHealthy(
  { baseUrl, importToken }: ImportTarget,
  server: DevServer,
  log: Log,
): Promise<Health> {
  let ended = false
  server.exited.then(
    () => (ended = true),
    () => (ended = true),
  )
  for (const until = Date.now() + START_LIMIT_MS; Date.now() < until && !ended; ) {
    if (log.tail().includes(BUILD_FAILED)) break
    const health = await fetchHealth(baseUrl, importToken)
    if (health) return health
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new UserError(
    `The local server ${ended ? 'stopped' : 'does not answer'}. Its last words:\n\n${log.tail()}`,
  )
}

async function fetchHealth(baseUrl: URL, importToken: string): Promise<Health | undefined> {
  try {
    const response = await fetch(new URL('/healthz', baseUrl), {
      headers: { authorization: `Bearer ${importToken}` },
      signal: AbortSignal.timeout(HEALTH_LIMIT_MS),
    })
    const json: unknown = await response.json()
    if (!response.ok || !isRecord(json) || json.ok !== true) return undefined
    return { stores: typeof json.stores === 'number' ? json.stores : null }
  } catch {
    return undefined
  }
}
