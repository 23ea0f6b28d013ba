import { UserError } from '../scripts/userError.ts'
import { count, milliseconds, repeat, timed } from './measure.ts'
import { forOtherStores, type OrderFile } from './orders.ts'
import type { Bench, Row } from './report.ts'
import { fillWorld, type World, withWorld } from './world.ts'

const RUNS = 7

/** A refresh by the scheduled handler, timed from outside. */
export interface RefreshRun {
  elapsedMs: number
  stores: number
  rowsRead: number
  rowsWritten: number
  kvWrites: number
}

/** The schedule's work: every store, one store, nothing new. */
export function measureRefresh({ orders }: Bench): Promise<Row[]> {
  return withWorld(async (world) => {
    await fillWorld(world, orders.gzip)
    const idle = await repeat(RUNS, () => refresh(world))
    const one = await refreshRuns(world, 1)
    const ten = await refreshRuns(world)
    await addCopies(world, orders)
    const all = await refreshRuns(world)
    const besideIdle = `nothing new: ${milliseconds(idle.map(elapsed))}`
    const besideTen = `ten stores: ${milliseconds(ten.map(elapsed))}`
    return [
      ...refreshRows(ten, besideIdle, '≤ 1 s'),
      ...refreshRows(all, besideTen, '≤ 0.6 s'),
      ...refreshRows(one, besideTen),
      ...refreshRows(idle, besideTen),
    ]
  })
}

async function refreshRuns(world: World, stores?: number): Promise<RefreshRun[]> {
  return repeat(RUNS, () => refreshAnew(world, stores))
}

/** Refreshes so many stores, all by default, after their data was marked as new. */
export async function refreshAnew(world: World, stores = Number.MAX_SAFE_INTEGER): Promise<RefreshRun> {
  await markAsNew(world, stores)
  return refresh(world)
}

export function elapsed({ elapsedMs }: { elapsedMs: number }): number {
  return elapsedMs
}

async function markAsNew({ env }: World, stores: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    env.DB.prepare(
      `UPDATE stores SET data_version = (SELECT version FROM data_clock)
       WHERE id IN (SELECT id FROM stores ORDER BY id LIMIT ?)`,
    ).bind(stores),
  ])
}

async function refresh(world: World): Promise<RefreshRun> {
  const kvBefore = await world.kvWrites()
  const { elapsedMs, value } = await timed(() => world.runCron())
  const run = await world.env.DB.prepare(
    'SELECT outcome, failures, stores, rows_read, rows_written FROM runs ORDER BY id DESC LIMIT 1',
  ).first<{ outcome: string; failures: string; stores: number; rows_read: number; rows_written: number }>()
  if (value.outcome !== 'ok' || !run || run.outcome === 'failed') {
    throw new UserError(`The scheduled refresh failed: ${JSON.stringify(run ?? value)}. Run npm test first.`)
  }
  return {
    elapsedMs,
    stores: run.stores,
    rowsRead: run.rows_read,
    rowsWritten: run.rows_written,
    kvWrites: (await world.kvWrites()) - kvBefore,
  }
}

/** The ten stores' orders again under new names, and those of eight of them once more: 28 stores. */
export async function addCopies(world: World, file: OrderFile): Promise<void> {
  const { results } = await world.env.DB.prepare('SELECT name FROM stores ORDER BY id').all<{
    name: string
  }>()
  const names = results.map(({ name }) => name)
  await fillWorld(world, forOtherStores(file, names, '·二'))
  await fillWorld(world, forOtherStores(file, names.slice(0, 8), '·三'))
}

function refreshRows(runs: readonly RefreshRun[], beside: string, goal = ''): Row[] {
  const stores = runs[0]?.stores ?? 0
  const costs = [
    `${count(runs.map(({ rowsRead }) => rowsRead))} read`,
    `${count(runs.map(({ rowsWritten }) => rowsWritten))} written`,
    `${count(runs.map(({ kvWrites }) => kvWrites))} to KV`,
  ]
  return [
    { what: storesText(stores), measured: milliseconds(runs.map(elapsed)), beside, goal },
    { what: '  rows read, rows written, KV writes', measured: costs.join(', ') },
  ]
}

function storesText(stores: number): string {
  if (stores === 0) return 'nothing new'
  return stores === 1 ? 'one store' : `${stores} stores`
}
