import { setTimeout } from 'node:timers/promises'
import { UserError } from '../scripts/userError.ts'
import { addDays } from '../src/diagnosis/businessDate.ts'
import { shopDate } from '../src/shop.ts'
import { archiveAll, copyStore, fillDays, markAsNew, sizeOf } from './chain.ts'
import { answerMs, diagnosisQuery, forgetDay, ISOLATE_FORGETS_MS } from './cold.ts'
import { differences } from './differences.ts'
import { importPart, PART_ORDERS } from './importPart.ts'
import { figure, timed } from './measure.ts'
import { cpuMilliseconds } from './processes.ts'
import type { Row } from './report.ts'
import { type Sample, sideBySide } from './sideBySide.ts'
import { type World, withWorld } from './world.ts'

/** The same chain in one database and in several, in turns in one run: two shapes of it, at several distances. */

export interface Shape {
  stores: number
  days: number
  archiveAfterDays: number
}

const LINES_A_DAY = 1_000
const SHAPES: readonly Shape[] = [
  { stores: 28, days: 400, archiveAfterDays: 45 },
  // As single rows it would be ten gigabytes.
  { stores: 1_000, days: 30, archiveAfterDays: 2 },
]
const DATABASES = [1, 4] as const
/** There and back to D1 and to KV. */
export const TRIPS_MS = [0, 30, 100] as const
const ROUNDS = 3
const SEVERAL_STORES = 10
const POLL_MS = 10
const LEAVING_POLL_MS = 5_000

export async function measureDatabases(): Promise<Row[]> {
  const rows: Row[] = []
  for (const shape of shapesToMeasure()) {
    rows.push(...(await measureShape(shape)))
  }
  return rows
}

/** Others than the usual ones: `BENCH_DATABASES=4x5` or `28x400,1000x30`. */
function shapesToMeasure(): readonly Shape[] {
  const wanted = process.env.BENCH_DATABASES?.split(',').map((text) => text.split('x').map(Number))
  if (!wanted) return SHAPES
  return wanted.map(([stores = 0, days = 0]) => {
    const usual = SHAPES.find((shape) => shape.stores === stores && shape.days === days)
    return usual ?? { stores, days, archiveAfterDays: 2 }
  })
}

/** A chain with what is asked of it. */
interface Chain {
  world: World
  shape: Shape
  stores: string[]
  lines: number
  lastDate: string
  archived: { date: string; orderId: string }
}

function measureShape(shape: Shape): Promise<Row[]> {
  const vars = { ARCHIVE_AFTER_DAYS: String(shape.archiveAfterDays) }
  const [few, many] = DATABASES
  return withWorld(
    (one) =>
      withWorld(
        async (several) => {
          const chains = await Promise.all([fillChain(one, shape), fillChain(several, shape)])
          const head = await headRow(chains)
          const samples = await measureAll(chains)
          return [head, ...(await compareFigures(chains)), ...sideBySide(samples, TRIPS_MS)]
        },
        vars,
        many,
      ),
    vars,
    few,
  )
}

function say(text: string): void {
  process.stderr.write(`\n${new Date().toISOString().slice(11, 19)} ${text}`)
}

async function fillChain(world: World, shape: Shape): Promise<Chain> {
  // Yesterday comes with an import that is measured.
  const lastDate = addDays(shopDate(new Date()), -2)
  const linesADay = LINES_A_DAY
  const filled = await timed(() => fillDays(world, { days: shape.days, lastDate, linesADay }))
  await archiveAll(world)
  // Openings are made once, and copied.
  for (let back = 0; back < Math.min(31, shape.days); back += 10) {
    await world.get(`/api/diagnosis?date=${addDays(lastDate, -back)}`)
  }
  say(`imported ${figure(filled.value)} lines in ${figure(filled.elapsedMs / 1000)} s, archived`)
  const copied = await timed(() => copyStore(world, shape.stores))
  say(`copied to ${shape.stores} in ${figure(copied.elapsedMs / 1000)} s`)
  const { elapsedMs } = await timed(() => refreshed(world))
  while ((await world.env.DB.prepare('SELECT count(*) AS moves FROM store_moves').first('moves')) !== 0) {
    await setTimeout(LEAVING_POLL_MS)
    await world.runCron()
  }
  say(`refreshed in ${figure(elapsedMs / 1000)} s; ${figure((await sizeOf(world)) / 1e6)} MB`)
  const archivedDate = addDays(lastDate, shape.days > 200 ? -200 : -Math.min(10, shape.days - 2))
  const order = await world.env.DB.prepare(
    `SELECT listed.value ->> 0 AS id FROM store_days, json_each(orders) AS listed
     WHERE store_id = 1 AND business_date = ? LIMIT 1 OFFSET 50`,
  )
    .bind(archivedDate)
    .first<string>('id')
  return {
    ...{ world, shape, stores: copied.value, lines: filled.value * shape.stores, lastDate },
    archived: { date: archivedDate, orderId: order ?? '' },
  }
}

async function headRow([one, several]: readonly [Chain, Chain]): Promise<Row> {
  const { stores, days, archiveAfterDays } = one.shape
  const bytes = [await sizeOf(one.world), await sizeOf(several.world)] as const
  const text = (size: number) => `${figure(size / one.lines)} bytes a line; ${(size / 2 ** 30).toFixed(2)} GB`
  return {
    what: `${figure(stores)} stores × ${days} days, archived after ${archiveAfterDays}`,
    measured: text(bytes[0]),
    beside: `${DATABASES[1]} databases: ${text(bytes[1])}`,
  }
}

/** One of the stores, in another database than the main one where there are several. */
const ONE = 1

interface Turn extends Chain {
  /** A day that nothing else asks for. */
  date: string
  /** A store of which the day that comes is not there. */
  fresh: string
}

/** Milliseconds until the whole answer is there, or the run has ended. */
type Measurement = (turn: Turn) => Promise<number>

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'refresh, all stores are new': async ({ world }) => {
    await markAsNew(world)
    return refreshed(world)
  },
  'refresh, one store is new': async ({ world }) => {
    await markAsNew(world, [ONE + 1])
    return refreshed(world)
  },
  'refresh, nothing new': ({ world }) => refreshed(world),
  'page from the cache': async ({ world }) => {
    await setTimeout(ISOLATE_FORGETS_MS)
    return answerMs(await world.get('/'))
  },
  'live miss of one store': (turn) => miss(turn, turn.stores.slice(ONE, ONE + 1)),
  'another day of ten stores': (turn) => miss(turn, turn.stores.slice(0, SEVERAL_STORES)),
  'order of an archived day': ({ world, stores, archived: { date, orderId } }) =>
    visit(world, '/order', stores.slice(ONE, ONE + 1), { id: orderId, date }),
  'list of 15 archived days of one store': ({ world, stores, archived: { date } }) =>
    visit(world, '/rules/deliveryCost', stores.slice(ONE, ONE + 1), { date, days: '15' }),
  'list, one day of ten stores': ({ world, stores, lastDate }) =>
    visit(world, '/rules/topProfit', stores.slice(0, SEVERAL_STORES), { date: lastDate }),
  'search over all stores, a product': ({ world }) => visit(world, '/search', [], { q: '茶' }),
  'search over all stores, an order': ({ world, archived }) =>
    visit(world, '/search', [], { q: archived.orderId }),
  [`part of an import, ${PART_ORDERS} orders of a day that there is`]: ({ world, stores, lastDate }) =>
    importPart(world, stores[ONE] ?? '', lastDate),
}

/** It changes what the chain is shown on at first, and comes last. */
const NEW_DAY: Readonly<Record<string, Measurement>> = {
  [`part of an import, ${PART_ORDERS} orders of a new day`]: ({ world, fresh, lastDate }) =>
    importPart(world, fresh, addDays(lastDate, 1)),
}

type Samples = Map<string, [Sample[], Sample[]]>

async function measureAll(chains: readonly [Chain, Chain]): Promise<Samples> {
  const samples: Samples = new Map()
  for (const measurements of [MEASUREMENTS, NEW_DAY]) {
    for (let turn = 0; turn < ROUNDS * TRIPS_MS.length; turn++) {
      for (const way of [0, 1] as const) await measureTurn(samples, measurements, chains, way, turn)
    }
    say('measured')
  }
  return samples
}

async function measureTurn(
  samples: Samples,
  measurements: typeof MEASUREMENTS,
  chains: readonly [Chain, Chain],
  way: 0 | 1,
  turn: number,
): Promise<void> {
  const chain = chains[way]
  const tripMs = TRIPS_MS[turn % TRIPS_MS.length] ?? 0
  const date = addDays(chain.lastDate, -1 - (turn % (chain.shape.days - 2)))
  const { world } = chain
  await refreshed(world)
  await world.setDistance(tripMs)
  for (const [what, measure] of Object.entries(measurements)) {
    const of = samples.get(what) ?? [[], []]
    samples.set(what, of)
    const work = () => measure({ ...chain, date, fresh: freshStore(chain, turn) })
    of[way].push({ tripMs, ...(await sampleOf(world, work)) })
  }
  await world.setDistance(undefined)
}

/** From the end, one after the other, those that are not in the main one of several databases. */
function freshStore({ stores }: Chain, turn: number): string {
  const [, several] = DATABASES
  const others = stores.filter((_, at) => at % several !== 0)
  return others.at(-1 - (turn % others.length)) ?? ''
}

async function sampleOf(world: World, work: () => Promise<number>): Promise<Omit<Sample, 'tripMs'>> {
  const before = cpuMilliseconds(world.processIds)
  const elapsedMs = await work()
  const journey = await world.trips()
  const cpuMs = cpuMilliseconds(world.processIds) - before
  const runMs = await world.env.DB.prepare(
    'SELECT elapsed_ms FROM runs ORDER BY id DESC LIMIT 1',
  ).first<number>('elapsed_ms')
  return { elapsedMs, cpuMs, runMs: runMs ?? 0, ...journey }
}

/** A run of the schedule, with its shards where it has any. */
async function refreshed(world: World): Promise<number> {
  const { elapsedMs } = await timed(async () => {
    await world.runCron()
    for (;;) {
      const run = await world.env.DB.prepare(
        'SELECT outcome, failures FROM runs ORDER BY id DESC LIMIT 1',
      ).first<{ outcome: string; failures: string }>()
      if (run?.outcome === 'failed') throw new UserError(`A refresh failed: ${run.failures.slice(0, 500)}`)
      if (run?.outcome !== 'running') return
      await setTimeout(POLL_MS)
    }
  })
  return elapsedMs
}

async function miss({ world, date }: Turn, stores: readonly string[]): Promise<number> {
  await forgetDay(world, date)
  return answerMs(await world.get(diagnosisQuery(stores, date)), 'live')
}

async function visit(
  world: World,
  path: string,
  stores: readonly string[],
  others: Record<string, string>,
): Promise<number> {
  const parameters = [...stores.map((store) => ['store', store]), ...Object.entries(others)]
  return answerMs(await world.get(`${path}?${new URLSearchParams(parameters)}`))
}

/** Whether the figures of both are the same. */
async function compareFigures(chains: readonly [Chain, Chain]): Promise<Row[]> {
  const rows: Row[] = []
  const [{ stores, lastDate, archived }] = chains
  const paths = {
    'ten stores': diagnosisQuery(stores.slice(0, SEVERAL_STORES), lastDate),
    'ten stores on an archived day': diagnosisQuery(stores.slice(0, SEVERAL_STORES), archived.date),
    'all stores': `/api/diagnosis?date=${lastDate}`,
  }
  for (const [what, path] of Object.entries(paths)) {
    const bodies: string[] = []
    for (const { world } of chains) {
      const answer = await world.get(path)
      answerMs(answer)
      bodies.push(answer.body)
    }
    const found = differences(JSON.parse(bodies[0] ?? ''), JSON.parse(bodies[1] ?? ''))
    rows.push({
      what: `figures of ${what}`,
      measured: found.length === 0 ? 'the same' : `${found.length} differ: ${found.slice(0, 5).join(' ')}`,
      beside: `${figure((bodies[0] ?? '').length)} characters of JSON`,
    })
  }
  return rows
}
