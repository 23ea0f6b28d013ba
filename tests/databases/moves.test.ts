import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { boundDatabases, type Database, openDatabase } from '../../src/data/database'
import { beginMove, continueMove, loadMoves } from '../../src/data/moves/storeMoves'
import { importPart, openImport } from '../../src/history/importParts'
import { undoImport } from '../../src/history/undo'
import { archiveAll } from '../archived'
import { sharedWorker, type TestWorker } from '../harness'
import { anOrder } from '../history/build'
import { stepsIn } from '../history/steps'
import { ANY_AUTHOR, testServices } from '../services'

/** A store's rows come whole from one database to another, whatever happens on the way. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker(undefined, 3)
})

const NOW = new Date('2026-02-01T04:00:00Z')
const LATER = new Date(NOW.getTime() + 61_000)
const AT_LAST = new Date(NOW.getTime() + 3_600_000)
const NAMES = ['DB', 'DB_2', 'DB_3'] as const
type Name = (typeof NAMES)[number]

const bindings = () => boundDatabases(worker.env)
const d1Of = (name: string) => bindings().get(name) as D1Database
const db = (): Database => openDatabase(bindings())
const all = async <Row>(name: string, query: string) => (await d1Of(name).prepare(query).all<Row>()).results

/** The tables that have rows of stores, and which of them are a store's. */
const TABLES: Record<string, string> = {
  products: 'store_id = ?',
  orders: 'store_id = ?',
  store_days: 'store_id = ?',
  archived_days: 'store_id = ?',
  archived_products: 'store_id = ?',
  archived_order_days: 'store_id = ?',
  import_days: 'store_id = ?',
  import_changes: 'store_id = ?',
  import_parts: "counts ->> 'storeId' = ?",
}

/** Their columns, as text. */
const columns = new Map<string, string>()
beforeAll(async () => {
  for (const table of Object.keys(TABLES)) {
    const infos = await all<{ name: string; type: string }>('DB', `PRAGMA table_info(${table})`)
    columns.set(table, infos.map(({ name, type }) => (type === 'BLOB' ? `hex(${name})` : name)).join(', '))
  }
})

/** All that a database has of a store, as text. */
async function rowsIn(name: string, storeId: number): Promise<Rows> {
  const tables = Object.entries(TABLES)
  const results = await d1Of(name).batch<{ row: string }>(
    tables.map(([table, where]) =>
      d1Of(name)
        .prepare(`SELECT json_array(${columns.get(table)}) AS row FROM ${table} WHERE ${where} ORDER BY 1`)
        .bind(storeId),
    ),
  )
  return Object.fromEntries(
    tables.map(([table], at) => [table, (results[at]?.results ?? []).map(({ row }) => row)]),
  )
}

type Rows = Record<string, string[]>
const NOTHING: Rows = Object.fromEntries(Object.keys(TABLES).map((table) => [table, []]))

const whereIs = async (storeId: number) =>
  (await all<{ database: string }>('DB', `SELECT database FROM stores WHERE id = ${storeId}`))[0]?.database

/** A store with days of each kind, and others beside it. @returns their numbers */
async function fill(): Promise<{ storeId: number; otherId: number }> {
  await worker.clear()
  const steps = stepsIn(() => worker.env.DB)
  const day = (date: string, count: number) =>
    Array.from({ length: count }, (_, at) =>
      anOrder(`${date}-${at}`, { date, pieces: 1 + (at % 3), productName: `茶${at % 5}` }),
    )
  const bring = async (store: string, orders: ReturnType<typeof day>) => {
    const id = await steps.start([store])
    await steps.send(id, 1, { store, orders })
    await steps.finish(id, 1)
    return id
  }
  await bring('一店', day('2026-01-15', 8))
  await bring('一店', day('2026-01-16', 9))
  await archiveAll(worker.env.DB)
  await bring('一店', day('2026-01-17', 12))
  const undone = await bring('一店', [
    ...day('2026-01-18', 3),
    anOrder('2026-01-17-1', { date: '2026-01-17', pieces: 9 }),
  ])
  await undoImport(steps.db(), ANY_AUTHOR, undone, new Date())
  await bring('二店', day('2026-01-17', 4))
  const ids = await all<{ id: number; name: string }>('DB', 'SELECT id, name FROM stores')
  const idOf = (store: string) => ids.find(({ name }) => name === store)?.id ?? 0
  return { storeId: idOf('一店'), otherId: idOf('二店') }
}

const NOTHING_SENT = { orders: [], cancelledIds: [], completeDays: [], rejectedOrders: {} }

/** The databases, with something that happens before each of their batches. */
function watched(before: (batch: number, database: string) => unknown): Database {
  let batches = 0
  const withHook = ([name, d1]: [string, D1Database]): [string, D1Database] => [
    name,
    new Proxy(d1, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property)
        if (typeof value !== 'function') return value
        if (property !== 'batch') return value.bind(target)
        return async (statements: D1PreparedStatement[]) => {
          await before(++batches, name)
          return target.batch(statements)
        }
      },
    }),
  ]
  return openDatabase(new Map([...bindings()].map(withHook)))
}

/** Batches between those before which one falls asleep. */
const SLEEPS_EACH = 9

/** As half a minute later, where whoever held them has died. */
const leasesEnd = () => d1Of('DB').exec('DELETE FROM leases')

/** A unit of work after the other, until the target has the store. */
async function continueUntilMoved(storeId: number, now = NOW): Promise<void> {
  for (let units = 0; (await continueMove(db(), storeId, now)).status === 'unfinished'; units++) {
    if (units > 20) throw new Error('it does not end')
  }
}

/** A move from its beginning until nothing of it is left. */
async function move(storeId: number, to: Name, through = db()): Promise<void> {
  const begun = await beginMove(through, storeId, to, NOW)
  expect(begun.status).not.toBe('refused')
  await continueMove(through, storeId, NOW)
  await continueUntilMoved(storeId)
  expect(await continueMove(through, storeId, AT_LAST)).toEqual({ status: 'cleaned' })
}

/** What holds at any time: the database that the directory names has all of the store. */
async function expectWhole(storeId: number, before: Rows, when: unknown): Promise<void> {
  expect(await rowsIn((await whereIs(storeId)) ?? '', storeId), String(when)).toEqual(before)
}

/** What holds in the end: only that one has. */
async function expectOnlyIn(name: Name, storeId: number, before: Rows, when: unknown = name): Promise<void> {
  expect(await whereIs(storeId), String(when)).toBe(name)
  for (const other of NAMES) {
    const rows = await rowsIn(other, storeId)
    expect(rows, `${when} ${other}`).toEqual(other === name ? before : NOTHING)
    const own = await all(other, `SELECT id FROM stores WHERE id = ${storeId}`)
    expect(own.length, `${when} ${other}`).toBe(other === name || other === 'DB' ? 1 : 0)
    expect(await all(other, 'SELECT * FROM store_moves')).toEqual([])
  }
}

let storeId = 0
let otherId = 0
let before: Rows = NOTHING
/** Of the store before its moves. */
beforeEach(async () => {
  ;({ storeId, otherId } = await fill())
  before = await rowsIn('DB', storeId)
})

describe('a store that is moved', () => {
  test('has the same rows in the other database, and none where it was a minute later', async () => {
    const beside = await rowsIn('DB', otherId)
    for (const rows of Object.values(before)) expect(rows).not.toEqual([])
    await beginMove(db(), storeId, 'DB_2', NOW)
    await continueUntilMoved(storeId)
    // Whoever knows an older directory still reads there.
    expect(await rowsIn('DB', storeId)).toEqual(before)
    expect(await rowsIn('DB_2', storeId)).toEqual(before)
    expect(await continueMove(db(), storeId, NOW)).toEqual({ status: 'moved' })
    expect(await continueMove(db(), storeId, LATER)).toEqual({ status: 'cleaned' })
    await expectOnlyIn('DB_2', storeId, before)
    expect(await rowsIn('DB', otherId)).toEqual(beside)
  })

  test('has the imports beside it that its rows name, and one version in both places', async () => {
    await move(storeId, 'DB_2')
    const query = 'SELECT id, kind, started_at, undone_by FROM imports ORDER BY id'
    const named = (await all<{ id: number }>('DB_2', query)).map(({ id }) => id)
    const known = await all<{ id: number }>('DB', query)
    expect(named.length).toBe(known.length - 1)
    expect(await all('DB_2', query)).toEqual(known.filter(({ id }) => named.includes(id)))
    expect(await all('DB_2', 'SELECT id FROM imports WHERE fingerprint IS NOT NULL')).toEqual([])
    const row = `SELECT first_date, last_date, last_complete_date, data_version, database FROM stores WHERE id = ${storeId}`
    expect(await all('DB_2', row)).toEqual(await all('DB', row))
    const [clock] = await all<{ version: number }>('DB_2', 'SELECT version FROM data_clock')
    const [own] = await all<{ data_version: number }>('DB_2', row)
    expect(clock?.version).toBeGreaterThanOrEqual(own?.data_version ?? Number.POSITIVE_INFINITY)
  })

  test('goes on to a third database, and back to the first', async () => {
    for (const to of ['DB_2', 'DB_3', 'DB', 'DB_2'] as const) {
      await move(storeId, to)
      await expectOnlyIn(to, storeId, before)
    }
  })

  test('is told in the trail once, with who asked for it', async () => {
    const audit = {
      personId: null,
      via: 'public',
      country: null,
      detail: { event: 'storeMoved', store: storeId, to: 'DB_2' },
    } as const
    await beginMove(db(), storeId, 'DB_2', NOW, audit)
    await beginMove(db(), storeId, 'DB_2', NOW, audit)
    const events = await all('DB', "SELECT event, detail FROM audit_events WHERE event = 'storeMoved'")
    expect(events).toEqual([{ event: 'storeMoved', detail: JSON.stringify({ store: storeId, to: 'DB_2' }) }])
  })
})

describe('a move is refused', () => {
  const asked = (id: number, to: string) => beginMove(db(), id, to, NOW)

  test('of a store that there is not, to a database that there is not, or to where the store is', async () => {
    expect(await asked(999_999, 'DB_2')).toEqual({ status: 'refused', reason: 'unknownStore' })
    expect(await asked(storeId, 'DB_9')).toEqual({ status: 'refused', reason: 'unknownDatabase' })
    expect(await asked(storeId, 'DB')).toEqual({ status: 'refused', reason: 'alreadyThere' })
    expect(await loadMoves(db())).toEqual([])
  })

  test('while the store moves elsewhere, and before all is deleted where it was; the same one goes on', async () => {
    expect(await asked(storeId, 'DB_2')).toEqual({ status: 'begun' })
    expect(await asked(storeId, 'DB_3')).toEqual({ status: 'refused', reason: 'movingElsewhere' })
    expect(await asked(storeId, 'DB_2')).toEqual({ status: 'goesOn' })
    await continueUntilMoved(storeId)
    expect(await asked(storeId, 'DB_3')).toEqual({ status: 'refused', reason: 'stillLeaving' })
    expect(await asked(storeId, 'DB_2')).toEqual({ status: 'goesOn' })
  })
})

describe('a move that is cut off', () => {
  test.each([
    ['DB', 'DB_2'],
    ['DB_2', 'DB_3'],
    ['DB_3', 'DB'],
  ] as const)('after any batch goes on from there, from %s to %s', async (from, to) => {
    if (from !== 'DB') await move(storeId, from)
    let ended = false
    let deaths = 0
    for (let batches = 1; !ended; batches++) {
      const { services } = testServices(worker.env, { faults: { d1DiesAfterBatches: batches } })
      const dying = services.openDatabase()
      ended = await move(storeId, to, dying).then(
        () => true,
        () => false,
      )
      if (ended) break
      deaths++
      await leasesEnd()
      await expectWhole(storeId, before, `${batches} batches`)
      if (deaths % 4 > 0) continue
      // Every fourth is carried to its end, and begins again from where it came.
      await move(storeId, to)
      await expectOnlyIn(to, storeId, before, batches)
      await move(storeId, from)
    }
    await expectOnlyIn(to, storeId, before)
    expect(deaths).toBeGreaterThan(20)
  })

  test('by the target goes on when that is there again', async () => {
    await beginMove(db(), storeId, 'DB_2', NOW)
    let batches = 0
    const failing = watched((_, name) => {
      if (name === 'DB_2' && ++batches > 12) throw new Error('D1_ERROR: overloaded')
    })
    await expect(continueMove(failing, storeId, NOW)).rejects.toThrow('overloaded')
    const copied = Object.values(await rowsIn('DB_2', storeId)).flat().length
    expect(copied).toBeGreaterThan(0)
    expect(copied).toBeLessThan(Object.values(before).flat().length)
    await expectWhole(storeId, before, 'cut off')
    await move(storeId, 'DB_2')
    await expectOnlyIn('DB_2', storeId, before)
  })
})

describe('several at once', () => {
  test('wait for each other', async () => {
    await beginMove(db(), storeId, 'DB_2', NOW)
    const both = await Promise.all([continueMove(db(), storeId, NOW), continueMove(db(), storeId, NOW)])
    const steps = both.map((one) => (one.status === 'unfinished' ? one.progress.step : one.status))
    expect(steps.toSorted()).toEqual(['moved', 'waiting'])
  })

  test('do the same where one of them was taken for dead', async () => {
    for (let batches = 2; batches < 40; batches += 5) {
      const to = batches % 2 === 0 ? 'DB_2' : 'DB'
      await beginMove(db(), storeId, to, NOW)
      const second: Promise<unknown>[] = []
      const first = watched(async (batch) => {
        if (batch !== batches) return
        await leasesEnd()
        second.push(continueMove(db(), storeId, NOW))
      })
      await continueMove(first, storeId, NOW)
      await Promise.all(second)
      await leasesEnd()
      await move(storeId, to)
      await expectOnlyIn(to, storeId, before, batches)
    }
  })

  test.each([
    ['is back again', ['DB_2', 'DB'], undefined],
    ['has moved', ['DB_2'], undefined],
    ['has moved, and is on its way elsewhere', ['DB_2'], 'DB_3'],
    ['has come from elsewhere', ['DB_2', 'DB_3', 'DB_2'], undefined],
  ] as const)('harm nothing where one wakes up when the store %s', async (_, moves, towards) => {
    for (let batches = 3; batches < 45; batches += SLEEPS_EACH) {
      await beginMove(db(), storeId, 'DB_2', NOW)
      const sleeper = watched(async (batch) => {
        if (batch !== batches) return
        await leasesEnd()
        for (const to of moves) await move(storeId, to)
        if (towards) await moveInPart(towards)
      })
      await continueMove(sleeper, storeId, NOW).catch(() => undefined)
      await leasesEnd()
      await continueMove(sleeper, storeId, LATER).catch(() => undefined)
      await expectWhole(storeId, before, batches)
      await leasesEnd()
      for (const { toDatabase } of await loadMoves(db())) await move(storeId, toDatabase as Name)
      for (const to of ['DB_3', 'DB_2', 'DB'] as const) {
        if ((await whereIs(storeId)) !== to) await move(storeId, to)
      }
      await expectOnlyIn('DB', storeId, before, batches)
    }
  })

  test('harm nothing where one that deletes wakes up when the store is back, and about to leave again', async () => {
    await move(storeId, 'DB_2')
    for (const batches of [4, 5, 6]) {
      await beginMove(db(), storeId, 'DB_3', NOW)
      await continueUntilMoved(storeId)
      const sleeper = watched(async (batch) => {
        if (batch !== batches) return
        await leasesEnd()
        await move(storeId, 'DB_3')
        await move(storeId, 'DB_2')
        await moveInPart('DB_3')
      })
      await continueMove(sleeper, storeId, AT_LAST).catch(() => undefined)
      await leasesEnd()
      await expectWhole(storeId, before, batches)
      await move(storeId, 'DB_3')
      await expectOnlyIn('DB_3', storeId, before, batches)
      await move(storeId, 'DB_2')
    }
  })

  /** A move that dies while it copies. */
  async function moveInPart(to: Name): Promise<void> {
    await beginMove(db(), storeId, to, NOW)
    const dying = watched((batch) => batch > 15 && Promise.reject(new Error('it dies')))
    await continueMove(dying, storeId, NOW).catch(() => undefined)
    await leasesEnd()
  }
})

describe('what else is at the target, or changes on the way', () => {
  test('rows of an older move are not taken for those of this one', async () => {
    await move(storeId, 'DB_2')
    const older = await d1Of('DB_2').prepare('SELECT * FROM orders').all<Record<string, unknown>>()
    await move(storeId, 'DB')
    await d1Of('DB_2').exec(
      `INSERT INTO stores (id, name, data_version, database) VALUES (${storeId}, '${storeId}', 1, 'DB_2')`,
    )
    const names = Object.keys(older.results[0] ?? {})
    await d1Of('DB_2').batch(
      older.results.map((row) =>
        d1Of('DB_2')
          .prepare(`INSERT INTO orders (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
          // Of the same length as what is true.
          .bind(...Object.values({ ...row, order_id: `x${String(row.order_id).slice(1)}`, channel: '美团' })),
      ),
    )
    await move(storeId, 'DB_2')
    await expectOnlyIn('DB_2', storeId, before)
  })

  test('a row that became another one after it was copied is found, and all is copied again', async () => {
    await beginMove(db(), storeId, 'DB_2', NOW)
    let isAltered = false
    const altering = watched(async () => {
      const [{ days } = { days: 0 }] = await all<{ days: number }>(
        'DB_2',
        'SELECT count(*) AS days FROM import_days',
      )
      if (isAltered || days === 0) return
      isAltered = true
      await d1Of('DB_2').exec(
        "UPDATE orders SET channel = channel || '。' WHERE order_id LIKE '2026-01-17-3'",
      )
    })
    expect(await continueMove(altering, storeId, NOW)).toMatchObject({
      status: 'unfinished',
      progress: { beganAgainFor: 'orders' },
    })
    expect(isAltered).toBe(true)
    expect(await whereIs(storeId)).toBe('DB')
    await move(storeId, 'DB_2')
    await expectOnlyIn('DB_2', storeId, before)
  })

  test('an import of another store is stored, and one of the store itself is not', async () => {
    await beginMove(db(), storeId, 'DB_2', NOW)
    const steps = stepsIn(() => worker.env.DB)
    const importing = watched(async (batch) => {
      if (batch === 20) await steps.imports('二店', [anOrder('new', { date: '2026-01-18' })])
    })
    const id = await steps.start(['一店'])
    const orders = [anOrder('late', { date: '2026-01-18' })]
    await expect(steps.send(id, 1, { store: '一店', orders })).rejects.toThrow('being moved')
    await continueMove(importing, storeId, NOW)
    await move(storeId, 'DB_2')
    await expectOnlyIn('DB_2', storeId, before)
    expect((await steps.orders()).filter((order) => order.startsWith('二店'))).toHaveLength(5)
  })

  test('a change that was under way when the move began is made before it, or not at all', async () => {
    for (let batches = 1; batches < 8; batches++) {
      const steps = stepsIn(() => worker.env.DB)
      const id = await steps.start(['一店'])
      const open = await openImport(db(), ANY_AUTHOR, id)
      if (!open) throw new Error('the import is not open')
      const orders = [anOrder('late', { date: '2026-01-18', pieces: batches })]
      const through = watched(async (batch) => {
        if (batch === batches) await beginMove(db(), storeId, 'DB_2', NOW)
      })
      const sent = importPart(
        through,
        ANY_AUTHOR,
        open,
        1,
        { ...NOTHING_SENT, store: '一店', orders },
        new Date(),
      )
      await sent.catch(() => undefined)
      await beginMove(db(), storeId, 'DB_2', NOW)
      const held = await rowsIn('DB', storeId)
      await move(storeId, 'DB_2')
      await expectOnlyIn('DB_2', storeId, held, batches)
      await move(storeId, 'DB')
    }
  })
})
