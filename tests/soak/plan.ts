import { demoCsv } from '../../scripts/demoData'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate'
import { UTC_OFFSET_HOURS } from '../../src/shop'

/** What happens in the simulated days, all of it drawn beforehand from one seed. */

export interface PlanOptions {
  seed: number
  stores: number
  days: number
  /** A store and day. */
  visitsAStore: number
  /** Of each day, local time: what lies outside does not happen. */
  hours: { from: number; to: number }
}

/** One thing that happens. */
export type Happening =
  | { kind: 'cron' }
  | { kind: 'import'; store: number; date: BusinessDate; of: 'all' | 'half' | 'corrected' }
  | { kind: 'visit'; who: Visitor; date: BusinessDate | null; channel: boolean; page: boolean }
  /** An isolate ends, and another one takes its place. */
  | { kind: 'recycle' }

export type Visitor =
  | { role: 'manager'; store: number }
  | { role: 'area'; area: number; of: 'all' | 'some' }
  | { role: 'boss'; of: 'all' | 'one' | 'allButOne'; store: number }

export interface PlannedHappening {
  atMs: number
  happening: Happening
}

export const FIRST_DATE = '2026-03-02'
/** Days of history before the first simulated one. */
const HISTORY_DAYS = 12
/** Stores of an area manager. */
export const AREA = 7
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const CRON_MS = 5 * MINUTE_MS
/** Demo stores of lower indices have stories of their own. */
const ORDINARY = 4
const LINES_A_DAY = 30
const RECYCLED_A_DAY = 60

/** The instant of a shop's local midnight. */
export function midnightMs(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`) - UTC_OFFSET_HOURS * HOUR_MS
}

/** Each store's orders by day, as CSV; the last store closed for good before the first simulated day. */
export function storeFiles({ seed, stores, days }: PlanOptions) {
  return Array.from({ length: stores }, (_, index) => {
    const isClosed = index === stores - 1
    const lastDate = addDays(FIRST_DATE, isClosed ? -9 : days - 1)
    const length = HISTORY_DAYS + days - (isClosed ? days + 8 : 0)
    const text = [
      ...demoCsv({
        stores: 1,
        firstStore: ORDINARY + index,
        days: length,
        lastDate,
        linesPerStoreDay: LINES_A_DAY,
        seed,
      }),
    ].join('')
    const [header = '', ...lines] = text.trimEnd().split('\n')
    const dateAt = header.split(',').indexOf('日期')
    const name = lines[0]?.split(',')[header.split(',').indexOf('门店名称')] ?? ''
    const byDay = Map.groupBy(lines, (line) => line.split(',')[dateAt]?.slice(0, 10) ?? '')
    return { name, isClosed, header, byDay }
  })
}

export type StoreFile = ReturnType<typeof storeFiles>[number]

/** All orders of before the first simulated day but its eve, which the first morning brings. */
export function historyOf(files: readonly StoreFile[]): string {
  const dates = Array.from({ length: HISTORY_DAYS }, (_, back) => addDays(FIRST_DATE, -2 - back))
  const lines = files.flatMap(({ byDay }) => dates.flatMap((date) => byDay.get(date) ?? []))
  return [files[0]?.header ?? '', ...lines, ''].join('\n')
}

/** A file of some lines; an order's lines stay together. */
export function fileOf(
  { header, byDay }: StoreFile,
  date: BusinessDate,
  of: 'all' | 'half' | 'corrected',
): string {
  const lines = byDay.get(date) ?? []
  const ids = [...new Set(lines.map(orderIdOf))]
  const kept = new Set(
    of === 'all' ? ids : of === 'half' ? ids.slice(0, Math.ceil(ids.length / 2)) : ids.slice(1),
  )
  return [header, ...lines.filter((line) => kept.has(orderIdOf(line))), ''].join('\n')
}

function orderIdOf(line: string): string {
  return line.split(',')[0] ?? ''
}

/** What is drawn, in words. */
interface Draw {
  /** From 0 to 1. */
  random(): number
  chance(share: number): boolean
  /** A whole number from 0, below the count. */
  upTo(count: number): number
}

function drawBy(random: () => number): Draw {
  return {
    random,
    chance: (share) => random() < share,
    upTo: (count) => Math.floor(random() * count),
  }
}

/** Everything that happens on a day, in no order. @param day 0 for the first */
export function planDay(options: PlanOptions, day: number, random: () => number): PlannedHappening[] {
  const draw = drawBy(random)
  const date = addDays(FIRST_DATE, day)
  const startMs = midnightMs(date)
  const { from, to } = options.hours
  const busy = [...crons(day, startMs, draw), ...imports(options, date, draw), ...visits(options, date, draw)]
  // Where something is going on just then.
  const recycled = Array.from({ length: RECYCLED_A_DAY }, () => {
    const { atMs = startMs } = busy[draw.upTo(busy.length)] ?? {}
    return at(atMs + draw.random() * 1_000, { kind: 'recycle' })
  })
  const all = [...busy, ...recycled]
  return all.filter(({ atMs }) => atMs >= startMs + from * HOUR_MS && atMs < startMs + to * HOUR_MS)
}

interface PlannedImport extends PlannedHappening {
  happening: Happening & { kind: 'import' }
}

function at<H extends Happening>(atMs: number, happening: H): { atMs: number; happening: H } {
  return { atMs: Math.round(atMs), happening }
}

/** Some are missed, some late, some twice. On the first day and each third one the schedule fails for two hours of the morning. */
function crons(day: number, startMs: number, { random, chance }: Draw): PlannedHappening[] {
  const deadFromMs = startMs + 7 * HOUR_MS
  const isDead = (ms: number) => day % 3 === 0 && ms >= deadFromMs && ms < deadFromMs + 2 * HOUR_MS
  const due = Array.from({ length: DAY_MS / CRON_MS }, (_, i) => startMs + i * CRON_MS)
  return due
    .filter((ms) => !isDead(ms) && !chance(0.05))
    .flatMap((ms) => {
      const lateMs = chance(0.1) ? random() * 2 * MINUTE_MS : random() * 2_000
      const first = at(ms + lateMs, { kind: 'cron' })
      return chance(0.03) ? [first, at(ms + lateMs + random() * 500, { kind: 'cron' })] : [first]
    })
}

/** Each morning's files of the day before: some late, some in two pieces, some twice, some corrected later. One store had closed. */
function imports(options: PlanOptions, date: BusinessDate, draw: Draw): PlannedHappening[] {
  const { stores } = options
  const closed = draw.upTo(stores)
  return Array.from({ length: stores - 1 }, (_, store) => store)
    .filter((store) => store !== closed)
    .flatMap((store) => importsOf(store, (store + 1) % (stores - 1), date, draw))
    .flatMap((planned) => [planned, ...onlookers(options, planned, date, draw)])
}

function importsOf(store: number, neighbour: number, today: BusinessDate, draw: Draw): PlannedImport[] {
  const { random, chance, upTo } = draw
  const date = addDays(today, -1)
  const hour = chance(0.1) ? 10 + random() * 4 : 6 + random() * random() * 3
  const firstMs = midnightMs(today) + hour * HOUR_MS
  const first: PlannedImport['happening'] = { kind: 'import', store, date, of: chance(0.15) ? 'half' : 'all' }
  const all: PlannedImport['happening'] = { ...first, of: 'all' }
  const planned = [at(firstMs, first)]
  if (first.of === 'half') planned.push(at(firstMs + random() * 30 * MINUTE_MS, all))
  // Often while the first is under way.
  if (chance(0.15)) planned.push(at(firstMs + (chance(0.5) ? random() * 300 : random() * HOUR_MS), first))
  if (chance(0.15)) {
    const back = 1 + upTo(3)
    const corrected: PlannedImport['happening'] = {
      kind: 'import',
      store,
      date: addDays(today, -back),
      of: 'corrected',
    }
    planned.push(at(firstMs + (1.5 + random() * 6) * HOUR_MS, corrected))
  }
  // Others bring theirs in the same second.
  if (chance(0.2)) planned.push(at(firstMs + random() * 400, { ...all, store: neighbour }))
  return planned
}

/** More in the morning; some together, of the same or of other things. */
function visits(options: PlanOptions, date: BusinessDate, draw: Draw): PlannedHappening[] {
  const { random, chance, upTo } = draw
  return Array.from({ length: options.visitsAStore * options.stores }, () => {
    const hour = chance(0.6) ? 6 + random() * 4 : 6 + random() * 17
    const atMs = midnightMs(date) + hour * HOUR_MS
    const visit = visitOf(options, date, draw)
    const others = Array.from({ length: chance(0.2) ? 1 + upTo(5) : 0 }, () =>
      at(atMs + random() * 800, chance(0.5) ? visit : visitOf(options, date, draw)),
    )
    return [at(atMs, visit), ...others]
  }).flat()
}

/** Of those who look while a store's figures are coming in. */
function onlookers(
  options: PlanOptions,
  { atMs, happening: { store } }: PlannedImport,
  today: BusinessDate,
  draw: Draw,
): PlannedHappening[] {
  const { random, chance, upTo } = draw
  const who: Visitor[] = [
    { role: 'manager', store },
    { role: 'area', area: Math.floor(store / AREA), of: 'all' },
    { role: 'boss', of: 'all', store },
    { role: 'boss', of: 'allButOne', store: upTo(options.stores) },
  ]
  return who
    .filter(() => chance(0.4))
    .map((one) => {
      const date = chance(0.3) ? addDays(today, -1) : null
      return at(atMs + random() * 3_000, { kind: 'visit', who: one, date, channel: false, page: false })
    })
}

function visitOf(
  { stores }: PlanOptions,
  today: BusinessDate,
  { chance, upTo }: Draw,
): Happening & { kind: 'visit' } {
  const date = chance(0.25) ? addDays(today, -1 - upTo(5)) : null
  const rare = { channel: chance(0.03), page: chance(0.1) }
  const store = upTo(stores)
  const role = upTo(10)
  if (role < 5) return { kind: 'visit', who: { role: 'manager', store }, date, ...rare }
  if (role < 7) {
    const area = upTo(Math.ceil(stores / AREA))
    return { kind: 'visit', who: { role: 'area', area, of: chance(0.7) ? 'all' : 'some' }, date, ...rare }
  }
  const of = (['all', 'all', 'one', 'allButOne'] as const)[upTo(4)] ?? 'all'
  return { kind: 'visit', who: { role: 'boss', of, store }, date, ...rare }
}
