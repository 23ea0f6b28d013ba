import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultyD1 } from '../../simulation/faultyD1'
import { refresh } from '../../src/cards/refresh'
import { readOrders } from '../../src/import/readOrders'
import { sendImport } from '../../src/import/sendImport'
import type { ImportServer } from '../../src/import/talk'
import { runScheduled } from '../../src/scheduled/scheduled'
import type { Status } from '../../src/status/status'
import type { PlainStatement } from '../databaseClient'
import { dailyOrders, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { form, type Isolate, openIsolate } from '../isolate'
import { personIn, rowsIn } from '../people'

/** A database that fills up: who is told, and what is refused before the platform would refuse it half-way. */

const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
const BY_TOKEN = { authorization: `Bearer ${IMPORT_TOKEN}` }
const LIMIT_BYTES = 10_000_000_000
const FILE = { file: '订单.csv', fingerprint: 'a'.repeat(64), completeDays: false }
/** Of one store, in three parts. */
const LONG = exportFile(dailyOrders('新店', 70))
const NEW = exportFile([...dailyOrders('一店', 3, '2026-01-28'), ...dailyOrders('新店', 3)])

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3)]))
})

/** A database that says it is so full. @param percentOf told how many parts of imports it has stored */
function filled(percentOf: (parts: number) => number, vars = {}) {
  let parts = 0
  const run = async (statements: PlainStatement[], work: () => Promise<D1Result[]>) => {
    const results = await work()
    if (statements.some(({ sql }) => /^insert into "import_parts"/i.test(sql))) parts += 1
    const size_after = (LIMIT_BYTES * percentOf(parts)) / 100
    return results.map((result) => ({ ...result, meta: { ...result.meta, size_after } }))
  }
  const DB = faultyD1<PlainStatement>(worker.env.DB, { isLost: () => false, run })
  return openIsolate({ ...worker.env, DB }, { vars })
}

const TABLES = ['orders', 'store_days', 'products', 'stores', 'imports', 'import_parts', 'import_changes']
const stored = async () => JSON.stringify(await Promise.all(TABLES.map((table) => rowsIn(worker.env, table))))

function serverOf(isolate: Isolate): ImportServer {
  return {
    async send(method, path, body) {
      const response = await isolate.ask(path, { method, headers: BY_TOKEN, ...(body ? { body } : {}) })
      return { status: response.status, headers: response.headers, json: await response.json() }
    },
    sleep: async () => {
      throw new Error('what is refused is not tried again')
    },
  }
}

async function send(isolate: Isolate, text = NEW) {
  const read = await readOrders(new Blob([text]).stream(), { maxBytes: 1e8 })
  if (read.status !== 'read') throw new Error(JSON.stringify(read))
  return sendImport(serverOf(isolate), read, FILE)
}

const importWhole = (isolate: Isolate, body = NEW) =>
  isolate.ask('/api/import', { method: 'POST', headers: BY_TOKEN, body })

describe('an import', () => {
  test.each([79, 80, 94, 94.9999])('is taken at %s %', async (percent) => {
    expect(await send(filled(() => percent))).toMatchObject({ status: 'finished' })
    expect((await importWhole(filled(() => percent))).status).toBe(200)
  })

  test.each([95, 99, 101])(
    'is refused at %s %, with what to do, and nothing of it is stored',
    async (percent) => {
      const before = await stored()
      expect(await send(filled(() => percent))).toMatchObject({
        status: 'refused',
        refusal: { reason: 'databaseFull', message: expect.stringContaining('DATABASE_LIMIT_MB') },
      })
      const whole = await importWhole(filled(() => percent))
      expect(whole.status).toBe(507)
      expect(await whole.json()).toMatchObject({ status: 'refused', reason: 'databaseFull' })
      expect(await stored()).toBe(before)
      // Nobody tried to import what is not his: the trail of such refusals tells of nothing.
      expect(await rowsIn(worker.env, 'audit_events')).toEqual([expect.objectContaining({ event: 'import' })])
    },
  )

  test('during which the database becomes full ends between two parts, and goes on where it was', async () => {
    const before = await rowsIn(worker.env, 'orders')
    expect(
      await send(
        filled((parts) => (parts < 1 ? 94 : 95)),
        LONG,
      ),
    ).toMatchObject({
      status: 'refused',
      refusal: { reason: 'databaseFull' },
      importId: expect.any(Number),
      progress: { partsDone: 1, parts: 3 },
    })
    const [{ counts = '' } = {}] = (await rowsIn(worker.env, 'import_parts')).slice(-1)
    const { ordersNew } = JSON.parse(String(counts)) as { ordersNew: number }
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(before.length + ordersNew)

    expect(
      await send(
        filled(() => 50),
        LONG,
      ),
    ).toMatchObject({
      status: 'finished',
      finished: { status: 'imported', report: { ordersNew: 70 } },
    })
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(before.length + 70)
  })

  test('of one file in one request says how far it came', async () => {
    const response = await importWhole(
      filled((parts) => (parts < 1 ? 94 : 95)),
      LONG,
    )
    expect(response.status).toBe(507)
    expect(response.headers.get('retry-after')).toBeNull()
    expect(await response.json()).toMatchObject({
      status: 'interrupted',
      because: 'refused',
      refusal: { reason: 'databaseFull' },
      message: expect.stringMatching(/stopped after \d+ of 70 orders.*nearly full/),
    })
    expect(
      (
        await importWhole(
          filled(() => 50),
          LONG,
        )
      ).status,
    ).toBe(200)
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(6 + 70)
  })

  test('by a form of the page is refused in words', async () => {
    const person = await personIn(worker.env, { role: 'operator', stores: 'all' })
    const device = await person.device()
    const headers = { ...device, origin: 'http://localhost' }
    const isolate = filled(() => 95)
    const file = new FormData()
    file.set('file', new File([NEW], 'orders.csv'))
    const preview = await (await isolate.ask('/import', { method: 'POST', headers, body: file })).text()
    const keptAs = /action="\/import\/([\w-]{43})/.exec(preview)?.[1] ?? ''
    const fields = { do: 'confirm', name: 'orders.csv' }
    const answer = await isolate.ask(`/import/${keptAs}`, form(fields, headers))
    expect(answer.status).toBe(507)
    expect(visibleText(await answer.text())).toContain('数据库快满了')
  })

  test('can be taken back, and days and stores removed, however full the database is', async () => {
    const person = await personIn(worker.env, { role: 'operator', stores: 'all' })
    const headers = { ...(await person.device()), origin: 'http://localhost' }
    const isolate = filled(() => 99)
    const [imported] = await rowsIn(worker.env, 'imports')
    const [store] = await rowsIn(worker.env, 'stores')
    const removed = await isolate.ask(
      `/stores/${store?.id}/remove-day`,
      form({ date: '2026-01-18', confirmed: '1' }, headers),
    )
    expect(removed.status).toBeLessThan(400)
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(5)
    const undone = await isolate.ask(`/api/imports/${imported?.id}/undo`, {
      method: 'POST',
      headers: BY_TOKEN,
    })
    expect(await undone.json()).toMatchObject({ status: 'undone' })
    expect(await rowsIn(worker.env, 'orders')).toEqual([])
  })
})

test('the limit is that of DATABASE_LIMIT_MB, against the size that the database itself tells', async () => {
  await worker.env.DB.exec('CREATE TABLE filler (text TEXT)')
  try {
    const ofOneMb = () => openIsolate(worker.env, { vars: { DATABASE_LIMIT_MB: '1' } })
    expect((await importWhole(ofOneMb())).status).toBe(200)
    await worker.env.DB.exec('INSERT INTO filler SELECT hex(randomblob(400000))')
    expect((await importWhole(ofOneMb())).status).toBe(507)
    expect((await importWhole(openIsolate(worker.env, { vars: { DATABASE_LIMIT_MB: '2' } }))).status).toBe(
      200,
    )
    // What is deleted is room again.
    await worker.env.DB.exec('DELETE FROM filler')
    expect((await importWhole(ofOneMb())).status).toBe(200)
  } finally {
    await worker.env.DB.exec('DROP TABLE filler')
  }
})

describe('the status', () => {
  const status = async (isolate: Isolate, who: 'all' | string[]) => {
    const person = await personIn(worker.env, { role: 'operator', stores: who })
    const headers = await person.device()
    const json = (await (await isolate.ask('/api/status', { headers })).json()) as Status
    return { json, page: visibleText(await (await isolate.ask('/status', { headers })).text()) }
  }

  test('tells who sees all stores how full the database is, and when it will be full', async () => {
    const now = new Date()
    for (let back = 0; back < 20; back++) {
      await worker.env.DB.prepare("INSERT INTO database_sizes VALUES ('DB', date(?1, '+8 hours', ?2), ?3)")
        .bind(now.toISOString(), `-${back} days`, 8_200_000_000 - back * 20_000_000)
        .run()
    }
    const { json, page } = await status(
      filled(() => 82),
      'all',
    )
    expect(json.databases).toEqual([
      {
        database: 'DB',
        status: 'answers',
        bytes: 8_200_000_000,
        limitBytes: LIMIT_BYTES,
        fullness: 'filling',
        growth: {
          status: 'growing',
          bytesPerDay: 20_000_000,
          fullOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        },
      },
    ])
    expect(page).toContain('8.2 GB / 10 GB（82%）')
    expect(page).toContain('已用八成以上')
  })

  test('tells nothing of sizes to who sees some stores, nor does the page that they open', async () => {
    for (const percent of [82, 99]) {
      const { json, page } = await status(
        filled(() => percent),
        ['一店'],
      )
      expect(json.databases).toBeNull()
      expect(JSON.stringify(json)).not.toMatch(/bytes|full/i)
      expect(page).not.toContain('数据库')
    }
  })
})

describe('the first page', () => {
  const home = async (isolate: Isolate, role: 'viewer' | 'operator', stores: 'all' | string[]) => {
    const person = await personIn(worker.env, { role, stores })
    const response = await isolate.ask('/?store=一店', { headers: await person.device() })
    return visibleText(await response.text())
  }
  const WARNING = '数据库快满了'

  test.each([
    [79, false],
    [80, true],
    [96, true],
  ])('at %i % warns operators who see all stores: %s, from the cache alone', async (percent, warns) => {
    await refresh(filled(() => percent).services, CRON)
    const isolate = openIsolate(worker.env)
    const operator = await home(isolate, 'operator', 'all')
    expect(operator.includes(WARNING)).toBe(warns)
    expect(await home(isolate, 'viewer', 'all')).not.toContain(WARNING)
    expect(await home(isolate, 'operator', ['一店'])).not.toContain(WARNING)
    const down = openIsolate(worker.env)
    const person = await personIn(worker.env, { role: 'operator', stores: 'all' })
    const headers = await person.device()
    await down.ask('/me', { headers })
    const { d1Trips } = down
    const before = d1Trips.total
    expect((await (await down.ask('/?store=一店', { headers })).text()).includes(WARNING)).toBe(warns)
    expect(d1Trips.total).toBe(before)
  })
})

describe('a run', () => {
  const cron = { cron: '*/5 * * * *', scheduledTime: Date.now(), noRetry: () => undefined }

  async function logOf(work: () => Promise<unknown>): Promise<string> {
    const lines: string[] = []
    const { log } = console
    console.log = (...words: unknown[]) => lines.push(words.join(' '))
    try {
      await work()
    } finally {
      console.log = log
    }
    return lines.join('\n')
  }

  test('notes the size of the day, and says in the log that the database fills up where that is news', async () => {
    const run = (percent: number) => logOf(() => runScheduled(filled(() => percent).services, cron))
    expect(await run(79)).not.toContain('database.filling')
    expect(await rowsIn(worker.env, 'database_sizes')).toMatchObject([{ database: 'DB', bytes: 7.9e9 }])
    expect(await run(80)).toContain('database.filling')
    expect(await run(80)).not.toContain('database.filling')
    expect(await rowsIn(worker.env, 'database_sizes')).toMatchObject([{ database: 'DB', bytes: 8e9 }])
  })
})
