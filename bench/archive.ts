import { addDays } from '../src/diagnosis/businessDate.ts'
import { shopDate } from '../src/shop.ts'
import { type ArchiveRun, archiveAll, copyStore, fillDays, sizeOf } from './chain.ts'
import { answerMs, diagnosisQuery, forgetDay } from './cold.ts'
import { figure, milliseconds, ratio, repeat, spread, timed } from './measure.ts'
import type { Row } from './report.ts'
import { type World, withWorld } from './world.ts'

/** A store's day of a busy chain. */
const LINES_A_DAY = 1_000
const DAYS = 400
const STORES = 28
const ARCHIVE_AFTER_DAYS = 45
const ROUNDS = 9

/** 400 days of 28 stores on one database: what archiving takes and leaves, and what old days cost to read beside new ones. */
export function measureArchive(): Promise<Row[]> {
  const today = shopDate(new Date())
  return withWorld(
    async (world) => {
      const lines = await fillDays(world, {
        ...{ days: DAYS, lastDate: addDays(today, -1), linesADay: LINES_A_DAY },
      })
      const asRows = await sizeOf(world)
      const archived = await archiveAll(world)
      const idle = await repeat(ROUNDS, () => timed(() => world.runCron()))
      const [store = ''] = await copyStore(world, STORES)
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
