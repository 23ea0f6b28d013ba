import { setTimeout } from 'node:timers/promises'
import { UserError } from '../scripts/userError.ts'
import { answerMs, daysBefore, diagnosisQuery, forgetDay, ISOLATE_FORGETS_MS, lastCards } from './cold.ts'
import { importPart, PART_ORDERS } from './importPart.ts'
import { figure, spread, timed } from './measure.ts'
import { addCopies, refreshAnew } from './refreshing.ts'
import type { Bench, Row } from './report.ts'
import { type Crossings, fillWorld, type Journey, type World, withWorld } from './world.ts'

/** There and back to D1 and to KV: on this machine, in the same town, in the same country, and across an ocean. */
const TRIPS_MS = [0, 30, 100, 180] as const
const ROUNDS = 3

/** What one measurement may touch: what was computed once is at hand the next time, so each has a day of its own. */
interface Turn {
  world: World
  /** Names of all stores. */
  stores: string[]
  lastDate: string
  /** A day that no other measurement asks for. */
  date: string
  example: { orderId: string; productId: number }
}

/** Milliseconds until the whole answer is there; infinitely many where the Worker gave up. */
type Measurement = (turn: Turn) => Promise<number>

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'page from the cache': ({ world }) => rested(world, '/'),
  'JSON from the cache': ({ world }) => rested(world, '/api/diagnosis'),
  'another day of one store': (turn) => miss(turn, 1),
  'another day of 2 stores': (turn) => miss(turn, 2),
  'another day of 10 stores': (turn) => miss(turn, 10),
  'another day of 27 stores': (turn) => miss(turn, 27),
  'order page': ({ world, stores, lastDate, example }) =>
    visit(world, '/order', [...first(stores, 1), ['id', example.orderId], ['date', lastDate]]),
  'product page': ({ world, stores, lastDate, example }) =>
    visit(world, '/product', [...first(stores, 1), ['id', String(example.productId)], ['date', lastDate]]),
  'list, one day of one store': ({ world, stores, lastDate }) =>
    visit(world, '/rules/topProfit', [...first(stores, 1), ['date', lastDate]]),
  'list, one day of 10 stores': ({ world, stores, lastDate }) =>
    visit(world, '/rules/topProfit', [...first(stores, 10), ['date', lastDate]]),
  'refresh, nothing new': async ({ world }) => (await timed(() => world.runCron())).elapsedMs,
  'refresh of 28 stores': async ({ world }) => (await refreshAnew(world)).elapsedMs,
  [`import of a part of ${PART_ORDERS} orders`]: ({ world, stores: [store = ''], lastDate }) =>
    importPart(world, store, lastDate),
}

/** What the Worker does while D1 and KV are as far away as they are from a shop, which this machine does not show by itself. */
export function measureDistance({ orders }: Bench): Promise<Row[]> {
  return withWorld(async (world) => {
    await fillWorld(world, orders.gzip)
    await addCopies(world, orders)
    const measured = new Map(Object.keys(MEASUREMENTS).map((what) => [what, [] as Sample[]]))
    const base = await baseTurn(world)
    // Openings of before this are made once, and not by what is measured.
    for (let back = 0; back < 31; back += 10) {
      await world.get(`/api/diagnosis?date=${daysBefore(base.lastDate, back)}`)
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, tripMs] of TRIPS_MS.entries()) {
        const turn = { ...base, date: daysBefore(base.lastDate, 1 + round * TRIPS_MS.length + at) }
        await world.runCron()
        await world.setDistance(tripMs)
        for (const [what, measure] of Object.entries(MEASUREMENTS)) {
          const elapsedMs = await measure(turn)
          measured.get(what)?.push({ tripMs, elapsedMs, ...(await world.trips()) })
        }
        await world.setDistance(undefined)
      }
    }
    return [...measured].map(([what, samples]) => toRow(what, samples))
  })
}

interface Sample extends Journey {
  tripMs: number
  elapsedMs: number
}

function toRow(what: string, samples: readonly Sample[]): Row {
  const times = TRIPS_MS.map((tripMs) => {
    const of = samples.filter((sample) => sample.tripMs === tripMs)
    const { median } = spread(of.map(({ elapsedMs }) => elapsedMs))
    return Number.isFinite(median) ? figure(Math.round(median)) : 'no answer'
  })
  const trips = (to: keyof Crossings) => {
    const most = (value: (sample: Sample) => number) => spread(samples.map(value)).median
    const total = most(({ atAnswer }) => atAnswer[to].total)
    const inARow = most(({ atAnswer }) => atAnswer[to].inARow)
    const behind = most(({ atAnswer, afterwards }) => afterwards[to].total - atAnswer[to].total)
    const inTurn = total > inARow ? `, ${inARow} in a row` : ''
    return `${total}${inTurn}${behind > 0 ? ` (+${behind} behind the answer)` : ''}`
  }
  return {
    what,
    measured: `${times.join(' / ')} ms`,
    beside: `D1 ${trips('d1')}; KV ${trips('kv')}`,
    goal: what === 'page from the cache' ? `trips of ${TRIPS_MS.join(' / ')} ms` : '',
  }
}

async function baseTurn(world: World): Promise<Omit<Turn, 'date'>> {
  const cards = await lastCards(world)
  const [first] = cards
  const example = await world.env.DB.prepare(
    `SELECT order_id AS orderId, (SELECT id FROM products WHERE store_id = stores.id LIMIT 1) AS productId
     FROM stores JOIN orders ON orders.store_id = stores.id ORDER BY stores.id LIMIT 1`,
  ).first<{ orderId: string; productId: number }>()
  if (!first || !example) throw new UserError('The import stored nothing. Run npm test first.')
  return { world, stores: cards.map(({ store }) => store), lastDate: first.date, example }
}

/** The isolate's own memory of the answer is over: the cache is asked. */
async function rested(world: World, path: string): Promise<number> {
  await setTimeout(ISOLATE_FORGETS_MS)
  return answerMs(await world.get(path))
}

async function miss({ world, stores, date }: Turn, count: number): Promise<number> {
  await forgetDay(world, date)
  const answer = await world.get(diagnosisQuery(stores.slice(0, count), date))
  return answer.status === 503 ? Number.POSITIVE_INFINITY : answerMs(answer, 'live')
}

async function visit(world: World, path: string, parameters: [string, string][]): Promise<number> {
  return answerMs(await world.get(`${path}?${new URLSearchParams(parameters)}`))
}

function first(stores: readonly string[], count: number): [string, string][] {
  return stores.slice(0, count).map((store) => ['store', store])
}
