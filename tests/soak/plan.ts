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
export const HISTORY_DAYS = 12
/** Stores of an area manager. */
export const AREA = 7
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const CRON_MS = 5 * MINUTE_MS
/** Demo stores of lower indices have stories of their own. */
const ORDINARY = 4
const LINES_A_DAY = 30

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

/** Everything that happens on a day, in no order. @param day 0 for the first */
export function planDay(options: PlanOptions, day: number, random: () => number): PlannedHappening[] {
  const date = addDays(FIRST_DATE, day)
  const startMs = midnightMs(date)
  const chance = (share: number) => random() < share
  const upTo = (count: number) => Math.floor(random() * count)
  const planned: PlannedHappening[] = []
  const add = (atMs: number, happening: Happening) => planned.push({ atMs: Math.round(atMs), happening })

  // The schedule fails for two hours of every third day, in the morning.
  const deadFromMs = startMs + (day % 3 === 1 ? 7 : 1_000) * HOUR_MS
  for (let atMs = startMs; atMs < startMs + DAY_MS; atMs += CRON_MS) {
    if (chance(0.05) || (atMs >= deadFromMs && atMs < deadFromMs + 2 * HOUR_MS)) continue
    const lateMs = chance(0.1) ? random() * 2 * MINUTE_MS : random() * 2_000
    add(atMs + lateMs, { kind: 'cron' })
    if (chance(0.03)) add(atMs + lateMs + random() * 500, { kind: 'cron' })
  }

  const yesterday = addDays(date, -1)
  const closedToday = upTo(options.stores)
  for (let store = 0; store < options.stores - 1; store++) {
    if (store === closedToday) continue
    const hour = chance(0.1) ? 10 + random() * 4 : 6 + random() * random() * 3
    const atMs = startMs + hour * HOUR_MS
    const isHalfFirst = chance(0.15)
    add(atMs, { kind: 'import', store, date: yesterday, of: isHalfFirst ? 'half' : 'all' })
    if (isHalfFirst)
      add(atMs + random() * 30 * MINUTE_MS, { kind: 'import', store, date: yesterday, of: 'all' })
    // Sent twice, often while the first is under way.
    if (chance(0.15)) {
      add(atMs + (chance(0.5) ? random() * 300 : random() * HOUR_MS), {
        kind: 'import',
        store,
        date: yesterday,
        of: isHalfFirst ? 'half' : 'all',
      })
    }
    if (chance(0.15)) {
      const correctedMs = atMs + (1.5 + random() * 6) * HOUR_MS
      const back = 1 + upTo(3)
      add(correctedMs, { kind: 'import', store, date: addDays(date, -back), of: 'corrected' })
    }
    // Others bring theirs in the same second.
    if (chance(0.2) && store + 1 < options.stores - 1) {
      add(atMs + random() * 400, {
        kind: 'import',
        store: (store + 1) % (options.stores - 1),
        date: yesterday,
        of: 'all',
      })
    }
  }

  const visits = options.visitsAStore * options.stores
  for (let i = 0; i < visits; i++) {
    const hour = chance(0.6) ? 6 + random() * 4 : 6 + random() * 17
    const atMs = startMs + hour * HOUR_MS
    const visit = visitOf(options, date, chance, upTo)
    add(atMs, visit)
    const others = chance(0.2) ? 1 + upTo(5) : 0
    for (let other = 0; other < others; other++) {
      add(atMs + random() * 800, chance(0.5) ? visit : visitOf(options, date, chance, upTo))
    }
  }
  for (let i = 0; i < 12; i++) add(startMs + random() * DAY_MS, { kind: 'recycle' })
  return planned
}

function visitOf(
  { stores }: PlanOptions,
  today: BusinessDate,
  chance: (share: number) => boolean,
  upTo: (count: number) => number,
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
