import { AsyncLocalStorage } from 'node:async_hooks'
import { simulatedClock } from '../../simulation/clock'
import { faultyD1 } from '../../simulation/faultyD1'
import { realKv } from '../../simulation/realKv'
import { openRoute, type Route } from '../../simulation/trips'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { Env } from '../../src/env'
import { runScheduled } from '../../src/scheduled/scheduled'
import type { PlainStatement } from '../databaseClient'
import { IMPORT_TOKEN } from '../harness'
import { type Isolate, openIsolate } from '../isolate'
import { personIn } from '../people'
import { seededRandom } from '../seededRandom'
import {
  AREA,
  DAY_MS,
  FIRST_DATE,
  fileOf,
  type Happening,
  HISTORY_DAYS,
  midnightMs,
  type PlannedHappening,
  type PlanOptions,
  planDay,
  storeFiles,
  type Visitor,
} from './plan'
import { type Asked, openTruth } from './truth'

/**
 * Days of the whole application in fast motion: isolates at several places, a cache with the platform's rules, a database that loses calls and
 * answers, a schedule that is late, people who import and look. Each answer is compared with what the data said.
 */

export interface SoakOptions extends PlanOptions {
  /** Writes that KV takes a day (UTC), and on every third one. */
  kvWritesADay: number
  kvWritesOnShortDays: number
  log?(line: string): void
}

export interface SoakReport {
  seed: number
  answers: number
  /** By source or, where there is none, by what was said instead. */
  bySource: Record<string, number>
  versions: number
  /** Answers that are of a version before the newest: by how many versions at most. */
  behind: { answers: number; mostVersions: number }
  mixed: number
  imports: Record<string, number>
  crons: { done: number; failed: number }
  d1Trips: number
  lostTrips: number
  kvWritesByDay: Record<string, number>
  kvWritesRefused: Record<string, number>
  mostKvWritesOfAVisit: number
  visitsThatRan: number
  oldestFreshSeconds: number
  violations: string[]
}

const PLACES = 3
const ISOLATES = 6
/** What follows each other so closely is under way together. */
const TOGETHER_MS = 1_500
/** What is done behind the answers may go on for so long while something else happens. */
const LEFT_UNDER_WAY_MS = 10_000
const FRESH_SECONDS = 600
const STALE_SECONDS = 86_400
/** An isolate gives an answer again for a second. */
const RECENT_SECONDS = 1
const MAX_VIOLATIONS = 25
const IMPORT_TRIES = 20

/** Who causes what happens to the bindings. */
interface Cause {
  kvWrites: number
  ranRefresh: boolean
}

export async function soak(env: Env, options: SoakOptions): Promise<SoakReport> {
  const random = seededRandom(options.seed)
  const clock = simulatedClock(midnightMs(FIRST_DATE))
  const files = storeFiles(options)
  const causes = new AsyncLocalStorage<Cause>()
  const report = emptyReport(options.seed)
  const startedMs = clock.nowMs()

  const violate = (what: string) => {
    report.violations.push(`${clock.date().toISOString()} ${what}`)
    options.log?.(`VIOLATION ${report.violations.at(-1)}`)
  }
  const chance = (share: number) => random() < share
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }

  // Some minutes of every hour the network is bad.
  let isCalm = true
  const isBadSpell = () => !isCalm && clock.nowMs() % (60 * 60_000) < 4 * 60_000
  const lost = () => (isCalm ? 0 : isBadSpell() ? 0.15 : 0.003)
  let writing = Promise.resolve()
  let truth: Awaited<ReturnType<typeof openTruth>> | undefined
  const db = faultyD1<PlainStatement>(env.DB, {
    random,
    lostCalls: lost,
    lostAnswers: lost,
    async run(statements, work) {
      report.d1Trips += 1
      await clock.pass(2 + random() * 150)
      if (statements.some(({ sql }) => /^insert into "runs"/i.test(sql))) {
        const cause = causes.getStore()
        if (cause) cause.ranRefresh = true
      }
      if (!statements.some(({ sql }) => /^update "(data_clock|stores)"/i.test(sql))) return work()
      const before = writing
      let end = (): void => undefined
      writing = new Promise((resolve) => {
        end = resolve
      })
      await before
      try {
        const results = await work()
        await truth?.note()
        return results
      } finally {
        end()
      }
    },
  })

  const kvWorld = realKv(
    env.CACHE,
    () => clock.nowMs(),
    () => (chance(0.7) ? random() * 60_000 : 0),
  )
  const way: Route = {
    ...openRoute(() => 0),
    async travel(work) {
      await clock.pass(1 + random() * 40)
      return work()
    },
  }
  const places = Array.from({ length: PLACES }, () => watchedKv(kvWorld.place(way)))

  function watchedKv(kv: KVNamespace): KVNamespace {
    return {
      get: async (...inputs: Parameters<typeof kv.get>) => {
        if (!isCalm && chance(isBadSpell() ? 0.05 : 0.002)) throw new Error('KV GET failed: 500 Internal Server Error')
        return kv.get(...inputs)
      },
      delete: (key: string) => kv.delete(key),
      put: async (...inputs: Parameters<typeof kv.put>) => {
        if (!isCalm && chance(isBadSpell() ? 0.05 : 0.002)) throw new Error('KV PUT failed: 500 Internal Server Error')
        try {
          await kv.put(...inputs)
        } catch (error) {
          count(report.kvWritesRefused, /limit/.test(String(error)) ? 'quota' : 'too fast')
          throw error
        }
        const cause = causes.getStore()
        if (cause) cause.kvWrites += 1
      },
    } as unknown as KVNamespace
  }

  const openAt = (place: number): Isolate =>
    openIsolate(
      { ...env, DB: db, CACHE: places[place] ?? env.CACHE },
      {
        get now() {
          return clock.date()
        },
        recentMs: RECENT_SECONDS * 1_000,
        accessMode: 'people',
      },
    )
  const isolates = Array.from({ length: ISOLATES }, (_, i) => openAt(i % PLACES))
  const settle = () => Promise.all(isolates.map((isolate) => isolate.settle()))

  // What was imported before the first day, by another way than the isolates'.
  const everything = files.map((file) =>
    Array.from({ length: HISTORY_DAYS }, (_, back) => addDays(FIRST_DATE, -1 - back))
      .slice(1)
      .flatMap((date) => file.byDay.get(date) ?? []),
  )
  await importBy(pick(isolates), [files[0]?.header ?? '', ...everything.flat(), ''].join('\n'), 'history.csv')
  await settle()
  truth = await openTruth(env, () => clock.nowMs())
  const known = truth

  const people = await peopleOf(env, files, clock.date())
  const queue: PlannedHappening[] = []

  const stored = new Map<string, Set<string>>()
  const visits: { cause: Cause; what: string }[] = []

  async function happen(happening: Happening): Promise<void> {
    const isolate = pick(isolates)
    switch (happening.kind) {
      case 'recycle': {
        const place = Math.floor(random() * ISOLATES)
        await isolates[place]?.settle()
        isolates[place] = openAt(place % PLACES)
        return
      }
      case 'cron':
        return runCron(isolate)
      case 'import':
        return bring(isolate, happening, 1)
      case 'visit':
        return visit(isolate, happening)
    }
  }

  async function runCron(isolate: Isolate): Promise<void> {
    const scheduledTime = clock.nowMs()
    try {
      await runScheduled(isolate.services, { cron: '*/5 * * * *', scheduledTime, noRetry: () => undefined })
      report.crons.done += 1
    } catch (error) {
      report.crons.failed += 1
      if (!/lost|KV|put\(\)|not done within/.test(String(error))) violate(`a run failed: ${String(error)}`)
    }
  }

  async function bring(
    isolate: Isolate,
    happening: Happening & { kind: 'import' },
    tried: number,
  ): Promise<void> {
    const { store, date, of } = happening
    const file = files[store]
    if (!file?.byDay.has(date)) return
    const text = fileOf(file, date, of)
    const { status, body } = await importBy(isolate, text, `${store} ${date} ${of}.csv`, of === 'corrected')
    count(report.imports, status === 200 ? String(body.status) : String(status))
    if (status === 200) {
      noteStored(file.name, date, text, of)
      return
    }
    if (status < 500) violate(`an import was refused: ${status} ${JSON.stringify(body).slice(0, 300)}`)
    else if (tried < IMPORT_TRIES) {
      // Its sender tries again. What he wants may have been overtaken by then, so a part of a day is not sent any more.
      enqueue(queue, { atMs: clock.nowMs() + 20_000 + random() * 60_000, happening })
    } else violate(`an import did not succeed within ${IMPORT_TRIES} tries`)
  }

  function noteStored(name: string, date: BusinessDate, text: string, of: string): void {
    const key = `${name} ${date}`
    const ids = new Set(
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0] ?? ''),
    )
    const before = of === 'corrected' ? new Set<string>() : (stored.get(key) ?? new Set<string>())
    stored.set(key, before.union(ids))
  }

  async function visit(isolate: Isolate, happening: Happening & { kind: 'visit' }): Promise<void> {
    const { who, date, channel, page } = happening
    const { cookie, asked } = people(who, date)
    const query = new URLSearchParams(asked.names.map((name) => ['store', name]))
    if (date) query.set('date', date)
    if (channel) query.set('channel', '美团闪购')
    const cause: Cause = { kvWrites: 0, ranRefresh: false }
    const begunMs = clock.nowMs()
    const wasBad = isBadSpell()
    await causes.run(cause, async () => {
      if (page) {
        const response = await isolate.ask(`/?${query}`, { headers: { cookie } })
        await response.text()
        count(report.bySource, `page ${response.status}`)
        return
      }
      const response = await isolate.ask(`/api/diagnosis?${query}`, { headers: { cookie } })
      const body = (await response.json()) as Diagnosis
      await writing
      report.answers += 1
      if (response.status !== 200) {
        count(report.bySource, String(response.status))
        const isExcused = response.status === 503 && (wasBad || isBadSpell())
        if (!isExcused)
          violate(`${response.status} for ${describe(who, date)}: ${JSON.stringify(body).slice(0, 300)}`)
        return
      }
      count(report.bySource, channel ? `${body.source} of a channel` : body.source)
      if (!channel) check(isolate, asked, body, begunMs, `${describe(who, date)}`)
    })
    visits.push({ cause, what: describe(who, date) })
  }

  /** What visits have written, once all that they do behind their answers is done. */
  function countWrites(): void {
    for (const { cause, what } of visits.splice(0)) {
      if (cause.ranRefresh) report.visitsThatRan += 1
      else report.mostKvWritesOfAVisit = Math.max(report.mostKvWritesOfAVisit, cause.kvWrites)
      if (!cause.ranRefresh && cause.kvWrites > 1) violate(`${cause.kvWrites} writes to KV by ${what}`)
    }
  }

  function check(isolate: Isolate, asked: Asked, answer: Diagnosis, begunMs: number, what: string): void {
    const ageSeconds = (begunMs - Date.parse(answer.checkedAt)) / 1_000
    const place = isolates.indexOf(isolate)
    const said = `${what} at isolate ${place}: ${answer.source}${answer.staleReason ? ` (${answer.staleReason})` : ''} of ${answer.businessDate}, checked ${ageSeconds.toFixed(1)} s ago, computed at ${answer.computedAt}${answer.failed.length ? `, failed ${answer.failed.join()}` : ''}`
    if (answer.failed.length > 0) count(report.bySource, 'with failed stores')
    if (answer.source === 'stale') count(report.bySource, `stale: ${answer.staleReason}`)
    else {
      report.oldestFreshSeconds = Math.max(report.oldestFreshSeconds, ageSeconds)
      if (ageSeconds > FRESH_SECONDS + RECENT_SECONDS) violate(`too old to be fresh: ${said}`)
    }
    if (ageSeconds > STALE_SECONDS + RECENT_SECONDS) violate(`too old to be shown: ${said}`)
    const judgement = known.judge(asked, answer)
    switch (judgement.status) {
      case 'right':
        if (judgement.versionsBehind > 0) report.behind.answers += 1
        report.behind.mostVersions = Math.max(report.behind.mostVersions, judgement.versionsBehind)
        return
      case 'mixed':
        report.mixed += 1
        return
      case 'wrong':
        violate(`${said}: ${judgement.why}`)
    }
  }

  async function advanceTo(atMs: number): Promise<void> {
    const byMs = atMs - clock.nowMs()
    if (byMs <= 0) return
    clock.jumpTo(atMs)
    // Leases end by the database's own clock, which does not jump.
    if (byMs >= 1_000) {
      const shift = env.DB.prepare('UPDATE leases SET expires_at_ms = expires_at_ms - ?')
      await env.DB.batch([shift.bind(Math.floor(byMs))])
    }
  }

  isCalm = false
  const restoreWait = waitBy((ms) => clock.pass(ms))
  try {
    for (let day = 0; day < options.days; day++) {
      kvWorld.writesLeft = options.kvWritesADay
      for (const planned of planDay(options, day, random)) enqueue(queue, planned)
      const endMs = startedMs + (day + 1) * DAY_MS
      let utcDay = ''
      while (queue[0] && queue[0].atMs < endMs && report.violations.length < MAX_VIOLATIONS) {
        await advanceTo(queue[0].atMs)
        const today = clock.date().toISOString().slice(0, 10)
        if (today !== utcDay) {
          utcDay = today
          const isShort = (Date.parse(today) / DAY_MS) % 3 === 1
          kvWorld.writesLeft = isShort ? options.kvWritesOnShortDays : options.kvWritesADay
        }
        const group = queue.splice(0, queue.findIndex(({ atMs }) => atMs > clock.nowMs() + TOGETHER_MS) >>> 0)
        await Promise.all(
          group.map(async ({ atMs, happening }) => {
            await clock.pass(Math.max(0, atMs - clock.nowMs()))
            await happen(happening)
          }),
        )
        const next = queue[0]
        if (!next || next.atMs > clock.nowMs() + LEFT_UNDER_WAY_MS || chance(0.5)) {
          await settle()
          countWrites()
        }
      }
      await settle()
      countWrites()
      options.log?.(`${new Date().toISOString()} day ${day + 1} of ${options.days}: ${JSON.stringify(summaryOf(report))}`)
    }
    await checkEnd()
  } finally {
    restoreWait()
  }

  /** When all is calm again, the newest data is shown, and all orders are there. */
  async function checkEnd(): Promise<void> {
    isCalm = true
    kvWorld.writesLeft = options.kvWritesADay
    for (let i = 0; i < 4; i++) {
      await advanceTo(Math.ceil(clock.nowMs() / DAY_MS) * DAY_MS + (i + 2) * 5 * 60_000 + 300_000)
      await runCron(pick(isolates))
      await settle()
    }
    for (const isolate of isolates) {
      const { cookie, asked } = people({ role: 'boss', of: 'all', store: 0 }, null)
      const response = await isolate.ask('/api/diagnosis', { headers: { cookie } })
      const answer = (await response.json()) as Diagnosis
      const judgement = response.status === 200 ? known.judge(asked, answer) : { status: 'no answer' }
      const isNewest =
        judgement.status === 'right' && 'versionsBehind' in judgement && judgement.versionsBehind === 0
      if (!isNewest || answer.source === 'stale') {
        violate(`in the end an isolate says ${answer.source}: ${JSON.stringify(judgement)}`)
      }
    }
    const rows = await env.DB.prepare(
      'SELECT name, business_date AS date, order_count AS orders FROM store_days JOIN stores ON stores.id = store_id WHERE business_date >= ?',
    )
      .bind(addDays(FIRST_DATE, -1))
      .all<{ name: string; date: string; orders: number }>()
    const found = new Map(rows.results.map(({ name, date, orders }) => [`${name} ${date}`, orders]))
    for (const [key, ids] of stored) {
      if (found.get(key) !== ids.size)
        violate(`${found.get(key)} orders are stored of ${key}, not ${ids.size}`)
    }
  }

  report.versions = known.versions()
  for (const { atMs } of kvWorld.writes)
    count(report.kvWritesByDay, new Date(atMs).toISOString().slice(0, 10))
  await settle()
  return report
}

function emptyReport(seed: number): SoakReport {
  return {
    seed,
    answers: 0,
    bySource: {},
    versions: 0,
    behind: { answers: 0, mostVersions: 0 },
    mixed: 0,
    imports: {},
    crons: { done: 0, failed: 0 },
    d1Trips: 0,
    lostTrips: 0,
    kvWritesByDay: {},
    kvWritesRefused: {},
    mostKvWritesOfAVisit: 0,
    visitsThatRan: 0,
    oldestFreshSeconds: 0,
    violations: [],
  }
}

function summaryOf({ answers, bySource, mixed, d1Trips, violations }: SoakReport) {
  return { answers, bySource, mixed, d1Trips, violations: violations.length }
}

function describe(who: Visitor, date: BusinessDate | null): string {
  return `${JSON.stringify(who)} for ${date ?? 'the latest day'}`
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

function enqueue(queue: PlannedHappening[], planned: PlannedHappening): void {
  const at = queue.findIndex(({ atMs }) => atMs > planned.atMs)
  queue.splice(at === -1 ? queue.length : at, 0, planned)
}

async function importBy(isolate: Isolate, text: string, file: string, completeDays = false) {
  const query = new URLSearchParams({ file, ...(completeDays ? { 'complete-days': '1' } : {}) })
  const response = await isolate.ask(`/api/import?${query}`, {
    method: 'POST',
    body: text,
    headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

interface Device {
  cookie: string
  stores: readonly string[] | null
}

/** Everybody who looks, with the cookie of his device and what he asks for. */
async function peopleOf(env: Env, files: readonly { name: string }[], now: Date) {
  const names = files.map(({ name }) => name)
  const device = async (name: string, stores: 'all' | readonly string[]): Promise<Device> => {
    const person = await personIn(env, { name, stores }, now)
    return { ...(await person.device(now)), stores: stores === 'all' ? null : stores }
  }
  const managers: Device[] = []
  for (const name of names) managers.push(await device(`店长${name}`, [name]))
  const areas: Device[] = []
  for (let at = 0; at < names.length; at += AREA)
    areas.push(await device(`区域${at}`, names.slice(at, at + AREA)))
  const boss = await device('老板', 'all')
  return (who: Visitor, date: BusinessDate | null): { cookie: string; asked: Asked } => {
    const as = (person: Device | undefined, wanted: readonly string[]) => {
      if (!person) throw new Error(`nobody is ${JSON.stringify(who)}`)
      return { cookie: person.cookie, asked: { names: wanted, date, visible: person.stores } }
    }
    switch (who.role) {
      case 'manager':
        return as(managers[who.store], [])
      case 'area':
        return as(areas[who.area], who.of === 'all' ? [] : (areas[who.area]?.stores?.slice(0, 3) ?? []))
      case 'boss':
        return as(boss, bossAsks(who, names))
    }
  }
}

function bossAsks({ of, store }: Visitor & { role: 'boss' }, names: readonly string[]): readonly string[] {
  switch (of) {
    case 'all':
      return []
    case 'one':
      return names.slice(store, store + 1)
    case 'allButOne':
      return names.filter((_, i) => i !== store % (names.length - 1))
  }
}

/** Has the platform's pauses pass by another clock. @returns puts them back */
function waitBy(wait: (ms: number) => Promise<void>): () => void {
  const before = Reflect.get(globalThis, 'scheduler') as unknown
  Object.assign(globalThis, { scheduler: { wait } })
  return () => Object.assign(globalThis, { scheduler: before })
}
