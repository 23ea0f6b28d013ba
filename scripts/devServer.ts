import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { UserError } from './userError.ts'

/** wrangler as a child process: the database's migrations, and the local server. */

export const LOG_FILE = '.wrangler/start.log'
const LOG_LINES_SHOWN = 30
const STOP_GRACE_MS = 5000
const START_LIMIT_MS = 60_000
/** While a build fails, wrangler takes requests and never answers them. */
const HEALTH_LIMIT_MS = 5000
const BUILD_FAILED = 'Build failed with'
const POLL_MS = 150

/** Quiet and offline: no questions, no update check, no figures sent, no `cf` object fetched. */
const WRANGLER_ENV = {
  CI: '1',
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: '.wrangler/logs',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** Where wrangler's output goes. */
interface Log {
  write(chunk: Uint8Array): void
  /** The last lines, for when something failed. */
  tail(): string
  close(): void
}

/** @param verbose also prints what is written */
export function openLog(verbose: boolean): Log {
  mkdirSync(path.dirname(LOG_FILE), { recursive: true })
  const file = openSync(LOG_FILE, 'w')
  return {
    write(chunk) {
      writeSync(file, chunk)
      if (verbose) process.stdout.write(chunk)
    },
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

/** Brings the local database to the newest schema. Harmless where it is. */
export async function applyMigrations(log: Log): Promise<void> {
  const code = await startWrangler(['d1', 'migrations', 'apply', 'DB', '--local'], log)
  if (code !== 0) throw new UserError(`The migrations of the local database failed:\n\n${log.tail()}`)
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

/** What `/healthz` says about the data; null where it does not know. */
interface Health {
  stores: number | null
}

/** Waits for the first answer of the server. */
export async function waitUntilHealthy(baseUrl: URL, server: DevServer, log: Log): Promise<Health> {
  let ended = false
  server.exited.then(
    () => (ended = true),
    () => (ended = true),
  )
  for (const until = Date.now() + START_LIMIT_MS; Date.now() < until && !ended; ) {
    if (log.tail().includes(BUILD_FAILED)) break
    const health = await fetchHealth(baseUrl)
    if (health) return health
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new UserError(
    `The local server ${ended ? 'stopped' : 'does not answer'}. Its last words:\n\n${log.tail()}`,
  )
}

async function fetchHealth(baseUrl: URL): Promise<Health | undefined> {
  try {
    const response = await fetch(new URL('/healthz', baseUrl), {
      signal: AbortSignal.timeout(HEALTH_LIMIT_MS),
    })
    const json: unknown = await response.json()
    if (!response.ok || typeof json !== 'object' || json === null || !('stores' in json)) return undefined
    return { stores: typeof json.stores === 'number' ? json.stores : null }
  } catch {
    return undefined
  }
}

const running = new Set<ChildProcess>()

/** Runs wrangler until it ends, and answers its exit code. */
function startWrangler(args: string[], log: Log): Promise<number> {
  const packageJson = createRequire(import.meta.url).resolve('wrangler/package.json')
  const wrangler = path.join(path.dirname(packageJson), 'bin', 'wrangler.js')
  const child = spawn(process.execPath, [wrangler, ...args], {
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl+C reaches this process alone, which then ends wrangler and its workerd.
    detached: true,
  })
  running.add(child)
  child.stdout.on('data', log.write)
  child.stderr.on('data', log.write)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => {
      signalGroup(child, 'SIGKILL')
      running.delete(child)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Ends whatever was started here, gently at first. */
export async function stopWrangler(): Promise<void> {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)))
  for (const child of running) signalGroup(child, 'SIGTERM')
  const giveUp = setTimeout(killWrangler, STOP_GRACE_MS)
  await Promise.all(ends)
  clearTimeout(giveUp)
}

function killWrangler(): void {
  for (const child of running) signalGroup(child, 'SIGKILL')
}

// Whatever ends this process, no workerd stays behind.
process.once('exit', killWrangler)

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group has ended.
  }
}
