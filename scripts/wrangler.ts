import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

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
  // A fifth of what each start costs is the compiling of wrangler.
  NODE_COMPILE_CACHE: '.wrangler/compile-cache',
}

/** What takes in what wrangler says. */
export interface WranglerOutput {
  stdout(chunk: Buffer): void
  stderr(chunk: Buffer): void
}

const running = new Set<ChildProcess>()

/** Runs wrangler until it ends, and answers its exit code. */
export function startWrangler(
  args: readonly string[],
  output: WranglerOutput,
  env: Record<string, string> = {},
): Promise<number> {
  const packageJson = createRequire(import.meta.url).resolve('wrangler/package.json')
  const wrangler = path.join(path.dirname(packageJson), 'bin', 'wrangler.js')
  const child = spawn(process.execPath, [wrangler, ...args], {
    env: { ...process.env, ...WRANGLER_ENV, ...env },
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

/** What wrangler came to. */
export interface WranglerEnd {
  code: number
  stdout: string
  stderr: string
}

/** Runs wrangler until it ends, and answers all that it said. */
export async function runWrangler(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<WranglerEnd> {
  const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  const output = {
    stdout: (chunk: Buffer) => said.stdout.push(chunk),
    stderr: (chunk: Buffer) => said.stderr.push(chunk),
  }
  const code = await startWrangler(args, output, env)
  return {
    code,
    stdout: Buffer.concat(said.stdout).toString(),
    stderr: Buffer.concat(said.stderr).toString(),
  }
}

/** What a run that failed says of it: its errors, or else the end of what it said, without colours and advertising. */
export function wranglerSaid({ stdout, stderr }: WranglerEnd): string {
  const text = stripVTControlCharacters(stderr.trim() === '' ? stdout : stderr)
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        line !== '' &&
        !/Logs were written to|please file an issue|report this error|think this is a bug/i.test(line),
    )
  return lines.join(' ').replace(/^.*?\[ERROR\]\s*/, '')
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

/** For commands that have nothing to tidy up: a signal, which reaches this process alone, ends wrangler too. */
export function endWithSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group has ended.
  }
}
