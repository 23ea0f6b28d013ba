import './extensionless.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextRun } from '../src/status/cron.ts'
import { cronsOf, scheduledUrl } from './cron.ts'
import { demoCsv } from './demoData.ts'
import {
  applyMigrations,
  checkPortIsFree,
  type DevServer,
  LOG_FILE,
  openLog,
  startDevServer,
  waitUntilHealthy,
} from './devServer.ts'
import { DEV_VARS_FILE, type DevVars, ensureDevVars } from './devVars.ts'
import type { ImportTarget } from './importServer.ts'
import { ensureLocalAdmin, LOCAL_ADMIN_NAME, type LocalAdmin } from './localAdmin.ts'
import { personText } from './peopleWords.ts'
import { DEFAULT_PORT } from './server.ts'
import { box, printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { stopWrangler } from './wrangler.ts'
import { yesterdayInShanghai } from './yesterday.ts'

/** `npm start`: everything that a newcomer's machine needs to show the page, without an account or a network. */

const DEMO_STORES = 4
const DEMO_DAYS = 30

async function main(): Promise<number> {
  try {
    return await Promise.race([start(), stopSignal()])
  } finally {
    await stopWrangler()
  }
}

async function start(): Promise<never> {
  const port = chosenPort()
  const baseUrl = new URL(`http://localhost:${port}`)
  await checkPortIsFree(port)

  const devVars = ensureDevVars()
  say(DEV_VARS_WORDS[devVars.change])

  const log = openLog(process.env.VERBOSE === '1')
  say('Database: applying migrations')
  await applyMigrations(log)

  say(`Server: starting (its log: ${LOG_FILE}; VERBOSE=1 shows it here)`)
  const server = startDevServer(port, log)
  const target = { baseUrl, importToken: devVars.importToken }
  const { stores } = await waitUntilHealthy(target, server, log)

  const admin = await ensureLocalAdmin(baseUrl)
  say(localAdminWords(admin))
  await importDemo(target, stores)

  const crons = cronsOf('wrangler.toml')
  for (const cron of crons) await runSchedule(baseUrl, cron, new Date())

  console.log(`\n${welcome(baseUrl, admin)}\n`)
  return Promise.race([keepSchedules(baseUrl, crons), unexpectedEnd(server, log.tail)])
}

const DEV_VARS_WORDS: Record<DevVars['change'], string> = {
  fileCreated: `Secrets: wrote ${DEV_VARS_FILE} with a random import token`,
  tokenAdded: `Secrets: added a random import token to ${DEV_VARS_FILE}`,
  none: `Secrets: ${DEV_VARS_FILE} is there`,
}

function localAdminWords(admin: LocalAdmin): string {
  switch (admin.status) {
    case 'there':
      return 'Sign-in: not needed on this machine'
    case 'made':
      return `Sign-in: not needed on this machine, as ${LOCAL_ADMIN_NAME}`
    case 'others':
      return `Sign-in: by a personal link, for there are other admins: ${admin.admins.map(personText).join(', ')}`
    case 'none':
      return `Sign-in: no local admin, the server answered ${admin.answered}; ACCESS_MODE=people in ${DEV_VARS_FILE} opens the pages`
  }
}

function say(line: string): void {
  console.log(`· ${line}`)
}

function chosenPort(): number {
  const text = process.env.PORT || String(DEFAULT_PORT)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new UserError(`PORT is ${printable(text)}: set it to a number from 1 to 65535.`)
  }
  return port
}

/** Fills an empty database, so that there is something to see. */
async function importDemo(target: ImportTarget, stores: number | null): Promise<void> {
  if (stores === null) return say('Data: the server does not know its stores; no demo data imported')
  if (stores > 0) return say(`Data: ${stores} stores are there`)
  if (process.env.DEMO === '0') return say('Data: none (DEMO=0)')
  say(`Data: importing ${DEMO_STORES} demo stores`)
  const csv = demoCsv({ stores: DEMO_STORES, days: DEMO_DAYS, lastDate: yesterdayInShanghai(Date.now()) })
  const { importText } = await import('./importText.ts')
  const report = await importText('Demo data', csv, target)
  say(`Data: ${report}${report.includes('rejected') ? ' (on purpose)' : ''}`)
}

/** Runs the scheduled handler once. It heals by itself, so that a failed run is only told. */
async function runSchedule(baseUrl: URL, cron: string, scheduledTime: Date): Promise<void> {
  const startedMs = performance.now()
  const outcome = await fetch(scheduledUrl(baseUrl, cron, scheduledTime))
    .then((response) => response.json() as Promise<{ outcome?: string }>)
    .then((json) => json.outcome ?? 'no outcome')
    .catch(() => 'no answer')
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  const time = scheduledTime.toTimeString().slice(0, 5)
  say(`Schedule ${cron} at ${time}: ${printable(outcome, 40)} after ${seconds} s`)
}

/** Does what Cloudflare does in production and wrangler does not: fires the schedule. */
async function keepSchedules(baseUrl: URL, crons: readonly string[]): Promise<never> {
  await Promise.all(
    crons.map(async (cron) => {
      for (let time = nextRun(cron, new Date()); time; time = nextRun(cron, new Date())) {
        await sleepUntil(time)
        await runSchedule(baseUrl, cron, time)
      }
      say(`Schedule ${cron}: cannot be read, so it does not run here`)
    }),
  )
  // Without any schedule there is nothing to keep.
  return new Promise<never>(() => undefined)
}

/** A timer of more than 24 days would fire at once. */
const LONGEST_SLEEP_MS = 86_400_000

async function sleepUntil(time: Date): Promise<void> {
  for (let leftMs = time.getTime() - Date.now(); leftMs > 0; leftMs = time.getTime() - Date.now()) {
    await sleep(Math.min(leftMs, LONGEST_SLEEP_MS))
  }
}

async function unexpectedEnd(server: DevServer, logTail: () => string): Promise<never> {
  const code = await server.exited
  throw new UserError(`The local server ended by itself (code ${code}). Its last words:\n\n${logTail()}`)
}

function welcome(baseUrl: URL, admin: LocalAdmin): string {
  const url = Number(baseUrl.port) === DEFAULT_PORT ? '' : ` --url ${baseUrl.origin}`
  const signedIn = admin.status === 'there' || admin.status === 'made'
  return box([
    `Today Must Do · 今日必做   ${baseUrl.origin}`,
    '',
    ...(signedIn ? ['You are            the local admin, on this machine alone'] : []),
    `Import an export   npm run import -- orders.csv${url}`,
    ...(signedIn ? [`Add a person       npm run people -- add NAME --role viewer --all-stores${url}`] : []),
    'Stop               Ctrl+C',
  ])
}

/** Settles when somebody wants this to end: that is no failure. */
function stopSignal(): Promise<0> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0))
    if (process.env.npm_lifecycle_event) whenParentEnds(() => resolve(0))
  })
}

const PARENT_CHECK_MS = 500

/** npm, told to end, ends the shell between it and this process, which hears nothing of it. */
function whenParentEnds(stop: () => void): void {
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    stop()
  }, PARENT_CHECK_MS)
}

await runCommand(main)
process.exit()
