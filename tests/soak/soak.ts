import { simulatedClock } from '../../simulation/clock'
import { boundDatabases } from '../../src/data/database'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { Env } from '../../src/env'
import { runScheduled } from '../../src/scheduled/scheduled'
import { IMPORT_TOKEN } from '../harness'
import type { Isolate } from '../isolate'
import { seededRandom } from '../seededRandom'
import { peopleOf } from './people'
import {
  CRON_MS,
  DAY_MS,
  FIRST_DATE,
  fileOf,
  type Happening,
  historyOf,
  midnightMs,
  type PlannedHappening,
  type PlanOptions,
  planDay,
  type StoreFile,
  storeFiles,
  type Visitor,
} from './plan'
import { count, countAnswer, countJudgement, emptyReport, type SoakReport } from './report'
import { type Asked, openTruth, type Truth } from './truth'
import { type Cause, openWorld, RECENT_MS } from './world'

/**
 * Days of the whole application in fast motion: isolates at several places, a cache with the platform's rules, a database that loses calls
 * and answers, a schedule that is late, people who import and look. Each answer is compared with what the data said.
 */

export interface SoakOptions extends PlanOptions {
  /** Writes that KV takes a day (UTC), and every third one. */
  kvWritesADay: number
  kvWritesOnShortDays: number
  /** Told of each violation as it is found, and of each day's end. */
  log?(line: string): void
}

/** What follows each other so closely is under way together. */
const TOGETHER_MS = 1_500
/** What is done behind the answers may go on for so long while something else happens. */
const LEFT_UNDER_WAY_MS = 10_000
/** By wrangler.toml. */
const FRESH_SECONDS = 600
const STALE_SECONDS = 86_400
/** Of three days, the one on which KV takes few writes: among them is the first that begins (UTC) while the simulation goes on. */
const SHORT_DAY = 0
/** More tell nothing new. */
const MAX_VIOLATIONS = 25

export async function soak(env: Env, options: SoakOptions): Promise<SoakReport> {
  const random = seededRandom(options.seed)
  const clock = simulatedClock(midnightMs(FIRST_DATE) + options.hours.from * 3_600_000)
  const files = storeFiles(options)
  const report = emptyReport(options.seed)
  const said = openSaid(report, () => clock.date(), options.log)
  let truth: Truth | undefined
  const world = openWorld(env, clock, random, report, async () => truth?.note())
  const { isolates } = world

  await send(isolates[0], historyOf(files), 'history.csv')
  await world.settle()
  const known = await openTruth(env, () => clock.nowMs())
  truth = known
  const names = files.map(({ name }) => name)
  const people = await peopleOf(env, names, clock.date())
  const queue: PlannedHappening[] = []
  const orders = openOrders(env)
  const visits: { cause: Cause; what: string }[] = []

  async function happen(happening: Happening): Promise<void> {
    const isolate = isolates[Math.floor(random() * isolates.length)]
    switch (happening.kind) {
      case 'recycle':
        return world.recycle(Math.floor(random() * isolates.length), random() < 0.5)
      case 'cron':
        return run(isolate)
      case 'import':
        return bring(isolate, happening)
      case 'visit':
        return visit(isolate, happening)
    }
  }

  async function run(isolate: Isolate | undefined): Promise<void> {
    if (!isolate) return
    const controller = { cron: '*/5 * * * *', scheduledTime: clock.nowMs(), noRetry: () => undefined }
    try {
      await runScheduled(isolate.services, controller)
      count(report.runs, 'done')
    } catch (error) {
      count(report.runs, 'failed')
      if (!/lost|KV|not done within/.test(String(error))) said.violation(`a run failed: ${String(error)}`)
    }
  }

  async function bring(isolate: Isolate | undefined, happening: Happening & { kind: 'import' }) {
    const { store, date, of } = happening
    const file = files[store]
    if (!file?.byDay.has(date)) return
    const text = fileOf(file, date, of)
    const { status, body } = await send(isolate, text, `${store} ${date} ${of}.csv`, of === 'corrected')
    count(report.imports, status === 200 ? String(body.status) : String(status))
    if (status === 200) orders.note(file, date, text, of)
    else if (status < 500) said.violation(`an import was refused: ${status} ${JSON.stringify(body)}`)
    // Its sender tries again.
    else enqueue(queue, { atMs: clock.nowMs() + 20_000 + random() * 60_000, happening })
  }

  async function visit(isolate: Isolate | undefined, happening: Happening & { kind: 'visit' }) {
    if (!isolate) return
    const { who, date, page } = happening
    const { cookie, asked } = people(who, date)
    const what = `${describe(who, date)}${happening.channel ? ', of a channel,' : ''} at isolate ${isolates.indexOf(isolate)}`
    const cause: Cause = { kvWrites: 0, refreshed: false }
    visits.push({ cause, what })
    const begunMs = clock.nowMs()
    const mayFail = world.isBadSpell()
    const path = `${page ? '/' : '/api/diagnosis'}?${queryOf(asked, happening)}`
    const response = await world.causing(cause, () => follow(isolate, path, { cookie }))
    const body = await response.text()
    await world.settledData()
    report.answers += 1
    if (response.status === 200) {
      if (page) count(report.bySource, 'page')
      else judge(asked, JSON.parse(body) as Diagnosis, begunMs, what)
      return
    }
    count(report.bySource, String(response.status))
    const isExcused = response.status === 503 && (mayFail || world.isBadSpell() || world.hasEnded(isolate))
    if (!isExcused) said.violation(`${response.status} for ${what}: ${body.slice(0, 300)}`)
  }

  function judge(asked: Asked, answer: Diagnosis, begunMs: number, what: string): void {
    const ageSeconds = (begunMs - Date.parse(answer.checkedAt) - RECENT_MS) / 1_000
    countAnswer(report, answer, ageSeconds)
    const details = `${what}: ${detailsOf(answer)}`
    const maxSeconds = answer.source === 'stale' ? STALE_SECONDS : FRESH_SECONDS
    if (ageSeconds > maxSeconds) said.violation(`too old: ${details}`)
    // The pure core is not asked for channels: few ask for them.
    if (answer.onlyChannel) return
    const judgement = known.judge(asked, answer)
    countJudgement(report, judgement)
    if (judgement.status === 'wrong') said.violation(`${details}: ${judgement.why}`)
  }

  /** Looks at what visits have written, once all is done that they do behind their answers. */
  async function settle(): Promise<void> {
    await world.settle()
    for (const { cause, what } of visits.splice(0)) {
      if (cause.refreshed) report.visitsThatRefreshed += 1
      else report.mostKvWritesOfAVisit = Math.max(report.mostKvWritesOfAVisit, cause.kvWrites)
      if (!cause.refreshed && cause.kvWrites > 1) said.violation(`${cause.kvWrites} writes to KV by ${what}`)
    }
  }

  async function advanceTo(atMs: number): Promise<void> {
    const byMs = atMs - clock.nowMs()
    const before = utcDay(clock.date())
    clock.jumpTo(atMs)
    if (utcDay(clock.date()) !== before) renewKvWrites()
    // Leases end by the database's own clock, which does not jump.
    if (byMs < 1_000) return
    for (const d1 of boundDatabases(env).values()) {
      const shift = d1.prepare('UPDATE leases SET expires_at_ms = expires_at_ms - ?')
      await d1.batch([shift.bind(Math.floor(byMs))])
    }
  }

  function renewKvWrites(): void {
    const isShort = Math.floor(clock.nowMs() / DAY_MS) % 3 === SHORT_DAY
    world.setKvWritesLeft(isShort ? options.kvWritesOnShortDays : options.kvWritesADay)
  }

  async function playUntil(endMs: number): Promise<void> {
    for (let next = queue[0]; next && next.atMs < endMs; next = queue[0]) {
      if (report.violations.length >= MAX_VIOLATIONS) return
      await advanceTo(next.atMs)
      const later = queue.findIndex(({ atMs }) => atMs > clock.nowMs() + TOGETHER_MS)
      const together = queue.splice(0, later === -1 ? queue.length : later)
      await Promise.all(
        together.map(async ({ atMs, happening }) => {
          await clock.pass(Math.max(0, atMs - clock.nowMs()))
          await happen(happening)
        }),
      )
      const isSoon = queue[0] && queue[0].atMs < clock.nowMs() + LEFT_UNDER_WAY_MS
      if (!isSoon || random() < 0.5) await settle()
    }
    await settle()
  }

  /** When all is calm again, everybody sees the newest data, and all orders are there. */
  async function checkEnd(): Promise<void> {
    world.setCalm(true)
    for (let i = 0; i < 3; i++) {
      await advanceTo(clock.nowMs() + CRON_MS)
      world.setKvWritesLeft(options.kvWritesADay)
      await run(isolates[i])
      await settle()
    }
    const { cookie, asked } = people({ role: 'boss', of: 'all', store: 0 }, null)
    for (const [i, isolate] of isolates.entries()) {
      const response = await isolate.ask('/api/diagnosis', { headers: { cookie } })
      const answer = (await response.json()) as Diagnosis
      if (answer.source !== 'cache' || !known.isNewest(asked, answer)) {
        said.violation(`in the end isolate ${i} has no current answer, but ${answer.source}`)
      }
    }
    for (const wrong of await orders.differences()) said.violation(wrong)
  }

  const waitAsBefore = waitBy((ms) => clock.pass(ms))
  try {
    renewKvWrites()
    for (let day = 0; day < options.days; day++) {
      world.setCalm(false)
      for (const planned of planDay(options, day, random)) enqueue(queue, planned)
      await playUntil(midnightMs(addDays(FIRST_DATE, day + 1)))
      const { answers, d1Trips, violations } = report
      said.progress(
        `day ${day + 1} of ${options.days}: ${answers} answers, ${d1Trips} trips, ${violations.length} violations`,
      )
    }
    await checkEnd()
  } finally {
    await world.settle()
    waitAsBefore()
  }
  return { ...report, versions: known.versions() }
}

function queryOf({ names, date }: Asked, { channel }: { channel: boolean }): URLSearchParams {
  const query = new URLSearchParams(names.map((name) => ['store', name]))
  if (date) query.set('date', date)
  if (channel) query.set('channel', '美团闪购')
  return query
}

function detailsOf({ source, staleReason, checkedAt, computedAt, failed }: Diagnosis): string {
  const without = failed.length > 0 ? `, without ${failed.join()}` : ''
  return `${staleReason ?? source}, checked at ${checkedAt}, computed at ${computedAt}${without}`
}

/** What a browser shows: a manager's page leads to that of his store. */
async function follow(isolate: Isolate, path: string, headers: Record<string, string>): Promise<Response> {
  const response = await isolate.ask(path, { headers })
  const location = response.headers.get('location')
  return location ? isolate.ask(location, { headers }) : response
}

function openSaid(report: SoakReport, now: () => Date, log: SoakOptions['log']) {
  return {
    violation(what: string): void {
      report.violations.push(`${now().toISOString()} ${what}`)
      log?.(`VIOLATION ${report.violations.at(-1)}`)
    },
    progress(what: string): void {
      log?.(`${new Date().toISOString()} ${what}`)
    },
  }
}

/** Which orders were sent, and are to be there. */
function openOrders(env: Env) {
  const sent = new Map<string, Set<string>>()
  return {
    note({ name }: StoreFile, date: BusinessDate, text: string, of: string): void {
      const ids = text.trimEnd().split('\n').slice(1)
      const key = `${name} ${date}`
      const before = of === 'corrected' ? undefined : sent.get(key)
      sent.set(key, new Set([...(before ?? []), ...ids.map((line) => line.split(',')[0] ?? '')]))
    },
    async differences(): Promise<string[]> {
      const { results: stores } = await env.DB.prepare('SELECT id, name, database FROM stores').all<{
        id: number
        name: string
        database: string
      }>()
      const counts = async (query: string) => {
        const found = new Map<string, number>()
        for (const [database, d1] of boundDatabases(env)) {
          const { results } = await d1.prepare(query).all<{ id: number; date: string; orders: number }>()
          for (const { id, date, orders } of results) {
            const store = stores.find((one) => one.id === id && one.database === database)
            if (store) found.set(`${store.name} ${date}`, orders)
          }
        }
        return found
      }
      const rolledUp = await counts(
        'SELECT store_id AS id, business_date AS date, order_count AS orders FROM store_days',
      )
      const standing = await counts(
        `SELECT store_id AS id, date, sum(n) AS orders FROM (
           SELECT store_id, substr(ordered_at, 1, 10) AS date, count(*) AS n FROM orders GROUP BY 1, 2
           UNION ALL SELECT store_id, business_date, order_count FROM archived_days WHERE is_verified = 1
         ) GROUP BY 1, 2`,
      )
      return [...sent].flatMap(([day, ids]) =>
        rolledUp.get(day) === ids.size && standing.get(day) === ids.size
          ? []
          : [
              `${rolledUp.get(day)} orders are rolled up and ${standing.get(day)} are there of ${day}, not ${ids.size}`,
            ],
      )
    },
  }
}

function utcDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function describe(who: Visitor, date: BusinessDate | null): string {
  return `${JSON.stringify(who)} for ${date ?? 'the latest day'}`
}

function enqueue(queue: PlannedHappening[], planned: PlannedHappening): void {
  const later = queue.findIndex(({ atMs }) => atMs > planned.atMs)
  queue.splice(later === -1 ? queue.length : later, 0, planned)
}

async function send(isolate: Isolate | undefined, text: string, file: string, completeDays = false) {
  if (!isolate) throw new Error('there is no isolate')
  const query = new URLSearchParams({ file, ...(completeDays ? { 'complete-days': '1' } : {}) })
  const response = await isolate.ask(`/api/import?${query}`, {
    method: 'POST',
    body: text,
    headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Has the platform's pauses pass by another clock. @returns puts them back */
function waitBy(wait: (ms: number) => Promise<void>): () => void {
  const before: unknown = Reflect.get(globalThis, 'scheduler')
  Object.assign(globalThis, { scheduler: { wait } })
  return () => Object.assign(globalThis, { scheduler: before })
}
