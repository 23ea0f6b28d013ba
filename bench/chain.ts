import { gzipSync } from 'node:zlib'
import { demoCsv } from '../scripts/demoData.ts'
import { UserError } from '../scripts/userError.ts'
import { timed } from './measure.ts'
import { fillWorld, type World } from './world.ts'

/** Chains of many stores: one store is imported and archived through the Worker, the others are its copies. */

/** A file holds so many days: the import takes 48 MB of text. */
const DAYS_A_FILE = 50

/** Imports days of one store. @returns how many order lines */
export async function fillDays(
  world: World,
  { days, lastDate, linesADay }: { days: number; lastDate: string; linesADay: number },
): Promise<number> {
  const [header = '', ...texts] = demoCsv({
    ...{ stores: 1, firstStore: 1, days, lastDate },
    linesPerStoreDay: linesADay,
  })
  for (let at = 0; at < texts.length; at += DAYS_A_FILE) {
    await fillWorld(world, gzipSync(header + texts.slice(at, at + DAYS_A_FILE).join('')))
  }
  return texts.reduce((sum, day) => sum + day.trimEnd().split('\n').length, 0)
}

export interface ArchiveRun {
  elapsedMs: number
  days: number
  rowsRead: number
  rowsWritten: number
  statements: number
  roundTrips: number
}

/** Runs the schedule until all days are archived that are to be. */
export async function archiveAll(world: World): Promise<ArchiveRun[]> {
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

const STORE_TABLES = [
  'products',
  'orders',
  'store_days',
  'openings',
  'archived_days',
  'archived_products',
  'archived_order_days',
  'import_days',
]

/** A statement copies so many days, or one store: it holds what it reads until it writes, some hundred megabytes. */
const DAYS_AT_ONCE = 1_000

/** The first store of a database of its own rows again, under other numbers. */
async function copyRows(d1: D1Database, from: number, ids: readonly number[]): Promise<void> {
  const days = await d1
    .prepare(`SELECT count(*) AS days FROM store_days WHERE store_id = ${from}`)
    .first<number>('days')
  const atOnce = Math.max(1, Math.floor(DAYS_AT_ONCE / (days ?? DAYS_AT_ONCE)))
  for (const table of STORE_TABLES) {
    const { results } = await d1.prepare(`PRAGMA table_info(${table})`).all<{ name: string }>()
    const columns = results.map(({ name }) => name)
    const values = columns.map((name) => (name === 'store_id' ? 'copy.value' : `${table}.${name}`))
    for (let at = 0; at < ids.length; at += atOnce) {
      await d1
        .prepare(
          `INSERT INTO ${table} (${columns}) SELECT ${values} FROM json_each(?) AS copy CROSS JOIN ${table} WHERE store_id = ${from}`,
        )
        .bind(JSON.stringify(ids.slice(at, at + atOnce)))
        .run()
    }
  }
}

/** The one store of a chain as many times as it has stores, in all databases in turn. @returns their names */
export async function copyStore(world: World, stores: number): Promise<string[]> {
  const { databases } = world
  const main = world.env.DB
  const row = await main.prepare('SELECT id, name FROM stores').first<{ id: number; name: string }>()
  if (row?.id !== 1) throw new UserError('The import stored nothing. Run npm test first.')
  const bindings = [...databases.keys()]
  const placeOf = (id: number) => bindings[(id - 1) % bindings.length] ?? 'DB'
  const allIds = Array.from({ length: stores }, (_, at) => at + 1)
  // A first one for each database, which the Worker brings there itself.
  const first = allIds.slice(1, bindings.length)
  await addToDirectory(main, first, () => 'DB')
  await copyRows(main, 1, first)
  await markAsNew(world)
  for (const id of first) await world.moveStore(`${row.name} ${id}`, placeOf(id))

  const others = allIds.slice(bindings.length)
  await addToDirectory(main, others, placeOf)
  for (const [at, [name, d1]] of [...databases].entries()) {
    const ids = others.filter((id) => placeOf(id) === name)
    if (d1 !== main) await addToDatabase(d1, at + 1, ids)
    await copyRows(d1, at + 1, ids)
  }
  await markAsNew(world)
  return allIds.map((id) => (id === 1 ? row.name : `${row.name} ${id}`))
}

const COPIED = 'first_date, last_date, data_version, last_complete_date'

async function addToDirectory(
  main: D1Database,
  ids: readonly number[],
  placeOf: (id: number) => string,
): Promise<void> {
  await main
    .prepare(
      `INSERT INTO stores (id, name, database, ${COPIED})
       SELECT copy.value ->> 0, name || ' ' || (copy.value ->> 0), copy.value ->> 1, ${COPIED} FROM json_each(?) AS copy CROSS JOIN stores WHERE stores.id = 1`,
    )
    .bind(JSON.stringify(ids.map((id) => [id, placeOf(id)])))
    .run()
}

async function addToDatabase(d1: D1Database, from: number, ids: readonly number[]): Promise<void> {
  await d1
    .prepare(
      `INSERT INTO stores (id, name, database, ${COPIED})
       SELECT copy.value, CAST(copy.value AS TEXT), database, ${COPIED} FROM json_each(?) AS copy CROSS JOIN stores WHERE stores.id = ${from}`,
    )
    .bind(JSON.stringify(ids))
    .run()
}

/** As if imports had changed some stores, or all: a new version of the data, in all of their databases. */
export async function markAsNew({ env, databases }: World, ids?: readonly number[]): Promise<void> {
  const which = ids ? `WHERE id IN (${ids.join(',')})` : ''
  await env.DB.batch([
    env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    env.DB.prepare(`UPDATE stores SET data_version = (SELECT version FROM data_clock) ${which}`),
  ])
  const version = await env.DB.prepare('SELECT version FROM data_clock').first<number>('version')
  for (const d1 of databases.values()) {
    if (d1 === env.DB) continue
    await d1.batch([
      d1.prepare('UPDATE data_clock SET version = ?').bind(version),
      d1.prepare(`UPDATE stores SET data_version = ? ${which}`).bind(version),
    ])
  }
}

/** Bytes of all databases, without pages that are free. */
export async function sizeOf({ databases }: World): Promise<number> {
  const sizes = [...databases.values()].map(
    async (d1) => (await d1.prepare('SELECT 1').all()).meta.size_after,
  )
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}
