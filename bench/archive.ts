import { gzipSync } from 'node:zlib'
import { demoCsv } from '../scripts/demoData.ts'
import { UserError } from '../scripts/userError.ts'
import { addDays } from '../src/diagnosis/businessDate.ts'
import { shopDate } from '../src/shop.ts'
import { answerMs, diagnosisQuery, forgetDay } from './cold.ts'
import { figure, milliseconds, ratio, repeat, spread, timed } from './measure.ts'
import type { Row } from './report.ts'
import { fillWorld, type World, withWorld } from './world.ts'

/** A store's day of a busy chain. */
const LINES_A_DAY = 1_000
const DAYS = 400
const STORES = 28
/** A file holds so many days: the import takes 48 MB of text. */
const DAYS_A_FILE = 50
const ARCHIVE_AFTER_DAYS = 45
const ROUNDS = 9

/** 400 days of 28 stores on one database: what archiving takes and leaves, and what old days cost to read beside new ones. */
export function measureArchive(): Promise<Row[]> {
  const today = shopDate(new Date())
  return withWorld(
    async (world) => {
      const lines = await fillYears(world, addDays(today, -1))
      const asRows = await sizeOf(world)
      const archived = await archiveAll(world)
      const idle = await repeat(ROUNDS, () => timed(() => world.runCron()))
      const store = await cloneStore(world)
      const all = await sizeOf(world)
      const reading = await compareReading(world, store, today)
      return [
        {
          what: `${figure(STORES)} stores × ${DAYS} days × ${figure(Math.round(lines / DAYS))} lines, ${ARCHIVE_AFTER_DAYS} days of them single rows`,
          measured: `${(all / 2 ** 30).toFixed(2)} GB`,
          beside: `${figure(all / lines / STORES)} bytes a line with roll-ups and all; before archiving ${figure(asRows / lines)}`,
        },
        ...(await tableRows(world, store, lines)),
        ...archiveRows(
          archived,
          idle.map(({ elapsedMs }) => elapsedMs),
        ),
        ...reading,
      ]
    },
    { ARCHIVE_AFTER_DAYS: String(ARCHIVE_AFTER_DAYS) },
  )
}

/** @returns how many order lines */
async function fillYears(world: World, lastDate: string): Promise<number> {
  const [header = '', ...days] = demoCsv({
    stores: 1,
    firstStore: 1,
    days: DAYS,
    lastDate,
    linesPerStoreDay: LINES_A_DAY,
  })
  for (let at = 0; at < days.length; at += DAYS_A_FILE) {
    await fillWorld(world, gzipSync(header + days.slice(at, at + DAYS_A_FILE).join('')))
  }
  return days.reduce((sum, day) => sum + day.trimEnd().split('\n').length, 0)
}

interface ArchiveRun {
  elapsedMs: number
  days: number
  rowsRead: number
  rowsWritten: number
  statements: number
  roundTrips: number
}

/** Runs the schedule until all days are archived that are to be. */
async function archiveAll(world: World): Promise<ArchiveRun[]> {
  const runs: ArchiveRun[] = []
  for (;;) {
    world.forgetEvents()
    const { elapsedMs } = await timed(() => world.runCron())
    const end = (await world.event('archive.end')) as Partial<Omit<ArchiveRun, 'elapsedMs'>>
    if (!end.days) return runs
    const { days, rowsRead = 0, rowsWritten = 0, statements = 0, roundTrips = 0 } = end
    runs.push({ elapsedMs, days, rowsRead, rowsWritten, statements, roundTrips })
  }
}

function archiveRows(runs: readonly ArchiveRun[], idleMs: readonly number[]): Row[] {
  const days = runs.reduce((sum, run) => sum + run.days, 0)
  const full = runs.slice(0, -1)
  const median = (value: (run: ArchiveRun) => number) => figure(spread(full.map(value)).median)
  return [
    {
      what: `a run that archives ${median((run) => run.days)} days`,
      measured: milliseconds(full.map(({ elapsedMs }) => elapsedMs)),
      beside: `nothing to archive: ${milliseconds(idleMs)}; ${runs.length} runs for ${figure(days)} days`,
    },
    {
      what: '  of D1',
      measured: `${median((run) => run.rowsRead)} rows read, ${median((run) => run.rowsWritten)} written`,
      beside: `${median((run) => run.statements)} statements in ${median((run) => run.roundTrips)} trips`,
    },
  ]
}

const STORE_TABLES = [
  'products',
  'orders',
  'store_days',
  'openings',
  'archived_days',
  'archived_products',
  'archived_order_days',
]

/** The store as many times as the chain has stores. @returns its name */
async function cloneStore({ env }: World): Promise<string> {
  const row = await env.DB.prepare('SELECT id, name FROM stores').first<{ id: number; name: string }>()
  if (!row) throw new UserError('The import stored nothing. Run npm test first.')
  for (let copy = 1; copy < STORES; copy++) {
    const id = row.id + copy
    await env.DB.prepare(
      `INSERT INTO stores (id, name, first_date, last_date, data_version, last_complete_date)
       SELECT ${id}, name || ' ${copy}', first_date, last_date, data_version, last_complete_date FROM stores WHERE id = ${row.id}`,
    ).run()
    for (const table of STORE_TABLES) {
      const { results } = await env.DB.prepare(`PRAGMA table_info(${table})`).all<{ name: string }>()
      const columns = results.map(({ name }) => name)
      const values = columns.map((name) => (name === 'store_id' ? id : name))
      await env.DB.prepare(
        `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table} WHERE store_id = ${row.id}`,
      ).run()
    }
  }
  return row.name
}

/** Bytes of what is stored of orders, a line, as they stand in the rows. */
async function tableRows({ env }: World, store: string, lines: number): Promise<Row[]> {
  const sums = await env.DB.prepare(
    `SELECT (SELECT sum(length(orders) + length(products)) FROM archived_days WHERE store_id = stores.id) AS packed,
       (SELECT sum(line_count) FROM archived_days WHERE store_id = stores.id) AS packedLines,
       (SELECT count(*) FROM archived_order_days WHERE store_id = stores.id) AS ids,
       (SELECT sum(length(CAST(name || category || subcategory AS BLOB)) + 12) FROM archived_products WHERE store_id = stores.id) AS texts,
       (SELECT sum(length(CAST(orders || products || loss_lines || summary AS BLOB))) FROM store_days WHERE store_id = stores.id) AS rollups
     FROM stores WHERE name = ?`,
  )
    .bind(store)
    .first<Record<'packed' | 'packedLines' | 'ids' | 'texts' | 'rollups', number>>()
  if (!sums) return []
  const { packed, packedLines, ids, texts, rollups } = sums
  const INDEX_ROW_BYTES = 16
  const index = ids * INDEX_ROW_BYTES
  return [
    {
      what: '  an archived line, in bytes of rows',
      measured: figure((packed + texts + index) / packedLines),
      beside: `packed ${figure(packed / packedLines)}, names ${figure(texts / packedLines)}, index ${figure(index / packedLines)}; its roll-up ${figure(rollups / lines)}`,
      goal: '≤ 40',
    },
  ]
}

async function sizeOf({ env }: World): Promise<number> {
  const { meta } = await env.DB.prepare('SELECT 1').all()
  return meta.size_after
}

/** What is read of an archived day, beside the same of a day of single rows. */
async function compareReading(world: World, store: string, today: string): Promise<Row[]> {
  const [recent, old] = [addDays(today, -10), addDays(today, -200)]
  const visit = async (path: string, date: string, parameters: Record<string, string>) =>
    answerMs(await world.get(`${path}?${new URLSearchParams({ store, date, ...parameters })}`))
  const orderOn = async (date: string) => {
    const row = await world.env.DB.prepare(
      `SELECT listed.value ->> 0 AS id FROM stores JOIN store_days ON store_id = stores.id, json_each(orders) AS listed
       WHERE name = ? AND business_date = ? LIMIT 1 OFFSET 50`,
    )
      .bind(store, date)
      .first<{ id: string }>()
    return row?.id ?? ''
  }
  // A card that was computed is remembered: each time another day.
  const miss = async (date: string, round: number) => {
    const other = addDays(date, -round)
    await forgetDay(world, other)
    return answerMs(await world.get(diagnosisQuery([store], other)), 'live')
  }
  const ids = { [recent]: await orderOn(recent), [old]: await orderOn(old) }
  const works: Record<string, (date: string, round: number) => Promise<number>> = {
    'order page of an archived day': (date) => visit('/order', date, { id: ids[date] ?? '' }),
    'list of 15 archived days': (date) => visit('/rules/deliveryCost', date, { days: '15' }),
    'live miss of an archived day': miss,
  }
  const rows: Row[] = []
  for (const [what, work] of Object.entries(works)) {
    const times: Record<string, number[]> = { [recent]: [], [old]: [] }
    for (let round = 0; round <= ROUNDS; round++) {
      for (const date of [recent, old]) {
        const elapsedMs = await work(date, round)
        // The first one warms up, and makes openings.
        if (round > 0) times[date]?.push(elapsedMs)
      }
    }
    const [ofOld, ofRecent] = [times[old] ?? [], times[recent] ?? []]
    rows.push({
      what,
      measured: milliseconds(ofOld),
      beside: `of single rows: ${milliseconds(ofRecent)}: ${ratio(spread(ofOld).median, spread(ofRecent).median)}`,
    })
  }
  return rows
}
