import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

/** wrangler as a child process that never outlives this one. */

const STOP_GRACE_MS = 5000

/** Quiet and offline: no questions, no update check, no figures sent, no `cf` object fetched. */
const WRANGLER_ENV = {
  CI: '1',
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: '.wrangler/logs',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** What takes in what wrangler says. */
export interface WranglerOutput {
  stdout(chunk: Buffer): void
  stderr(chunk: Buffer): void
}

const running = new Set<ChildProcess>()

/** Runs wrangler until it ends, and answers its exit code. */
export function startWrangler(args: readonly string[], output: WranglerOutput): Promise<number> {
  const packageJson = createRequire(import.meta.url).resolve('wrangler/package.json')
  const wrangler = path.join(path.dirname(packageJson), 'bin', 'wrangler.js')
  const child = spawn(process.execPath, [wrangler, ...args], {
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl+C reaches this process alone, which then ends wrangler and its workerd.
    detached: true,
  })
  running.add(child)
  child.stdout.on('data', output.stdout)
  child.stderr.on('data', output.stderr)
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
