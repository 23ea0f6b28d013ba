import { gzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import { readOrders } from '../../src/import/readOrders'
import { compareImport, loadSettings, sendImport } from '../../src/import/sendImport'
import type { ImportServer } from '../../src/import/talk'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { anOrder, aReport } from '../history/build'
import { openIsolate } from '../isolate'
import { personIn, rowsIn } from '../people'
import { rollupsIn } from '../rollups'
import type { Faults } from '../services'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const BY_TOKEN = { authorization: `Bearer ${IMPORT_TOKEN}` }

/** The real server, as the page and the command talk to it. @param breaks tells after which requests the line is dead */
function serverOf(
  headers: Record<string, string>,
  breaks: (asked: string, count: number) => boolean = () => false,
  faults: Faults = {},
) {
  const isolate = openIsolate(worker.env, { faults })
  let count = 0
  const server: ImportServer = {
    async send(method, path, body) {
      const response = await isolate.ask(path, { method, headers, ...(body ? { body } : {}) })
      // The answer is lost, and what was asked is done.
      if (breaks(path, count++)) throw new Error('ECONNRESET')
      return {
        status: response.status,
        headers: response.headers,
        json: await response.json().catch(() => undefined),
      }
    },
    sleep: async () => undefined,
  }
  return { server, settle: isolate.settle }
}

async function read(text: string) {
  const outcome = await readOrders(new Blob([text]).stream(), { maxBytes: 1e8 })
  if (outcome.status !== 'read') throw new Error(JSON.stringify(outcome))
  return outcome
}

const FILE = { file: '订单.csv', fingerprint: 'a'.repeat(64), completeDays: false }
const TEXT = exportFile([...dailyOrders('一店', 5), ...dailyOrders('二店', 5)])
/** Rows in the order of stores' names: two parts are sent at a time, and which store gets which number is chance. */
const tables = async () => {
  const names = new Map((await rowsIn(worker.env, 'stores')).map(({ id, name }) => [id, String(name)]))
  const named = async (table: string) =>
    (await rowsIn(worker.env, table))
      .map(({ store_id, ...row }) => ({ store: names.get(store_id), ...row }))
      .toSorted((a, b) => (String(a.store) < String(b.store) ? -1 : Number(a.store !== b.store)))
  return JSON.stringify([await named('orders'), await named('store_days')])
}

/** What names an import does so by its number, which says nothing. */
const withoutIds = (text: string) => text.replaceAll(/"import_id":\d+/g, '')

describe('an import in parts', () => {
  test('stores what the same file in one piece does', async () => {
    await worker.importCsv(TEXT)
    const inOne = await tables()
    await worker.clear()
    const { server, settle } = serverOf(BY_TOKEN)
    expect(await loadSettings(server)).toMatchObject({
      settings: { timeZone: 'Asia/Shanghai', currency: 'CNY' },
    })
    const sent = await sendImport(server, await read(TEXT), FILE)
    expect(sent).toMatchObject({
      status: 'finished',
      finished: { status: 'imported', report: { ordersNew: 10 } },
    })
    await settle()
    expect(withoutIds(await tables())).toBe(withoutIds(inOne))
  })

  test('says beforehand what it would change, and stores nothing by that', async () => {
    const { server } = serverOf(BY_TOKEN)
    await sendImport(server, await read(exportFile(dailyOrders('一店', 3))), FILE)
    const before = await tables()
    const compared = await compareImport(server, await read(TEXT), { completeDays: true })
    if (compared.status !== 'compared') throw new Error(JSON.stringify(compared))
    expect(compared.stores).toMatchObject([
      { name: '一店', isNew: false },
      { name: '二店', isNew: true },
    ])
    const sums = (store: string, name: 'orders' | 'ordersNew' | 'ordersChanged' | 'ordersRemoved') =>
      compared.days.filter((day) => day.store === store).reduce((sum, day) => sum + day[name], 0)
    expect([sums('一店', 'orders'), sums('一店', 'ordersNew')]).toEqual([5, 2])
    expect([sums('二店', 'orders'), sums('二店', 'ordersNew')]).toEqual([5, 5])
    expect(await tables()).toBe(before)
  })

  test('says beforehand that a new name under a known 门店ID is the store that has it', async () => {
    const named = (name: string) =>
      exportFile(dailyOrders('一店', 2).map((line) => ({ ...line, 门店名称: name, 门店ID: '0045' })))
    const { server } = serverOf(BY_TOKEN)
    await sendImport(server, await read(named('一店')), FILE)
    const renamed = await read(named('新一店'))
    const compared = await compareImport(server, renamed, { completeDays: false })
    const stores = [{ name: '新一店', storedAs: '一店', isNew: false }]
    expect(compared).toMatchObject({ status: 'compared', stores, days: [{ ordersNew: 0 }, { ordersNew: 0 }] })
    const sent = await sendImport(server, renamed, { ...FILE, fingerprint: 'b'.repeat(64) })
    expect(sent).toMatchObject({ status: 'finished', finished: { status: 'unchanged' }, stores })
  })

  test('says beforehand what it then does, and tells removals because of complete days from others', async () => {
    const order = (id: string, more: Partial<ExportLine> = {}) => ({
      ...{ 订单ID: id, 下单时间: '2026-01-18 10:00:00', 订单状态: '已完成' },
      ...more,
    })
    const { server } = serverOf(BY_TOKEN)
    const stored = ['same', 'different', 'moved', 'cancelled', 'not in the file']
    await sendImport(server, await read(exportFile(stored.map((id) => order(id)))), FILE)
    const file = await read(
      exportFile([
        ...[order('same'), order('different', { 实收价格: '7' }), order('new')],
        order('moved', { 下单时间: '2026-01-17 10:00:00' }),
        order('cancelled', { 订单状态: '已取消' }),
      ]),
    )
    const compared = await compareImport(server, file, { completeDays: true })
    if (compared.status !== 'compared') throw new Error(JSON.stringify(compared))
    const sum = (name: 'ordersNew' | 'ordersChanged' | 'ordersRemoved' | 'ordersNotInFile') =>
      compared.days.reduce((total, day) => total + day[name], 0)
    const beforehand = {
      ordersNew: sum('ordersNew'),
      ordersChanged: sum('ordersChanged'),
      ordersRemoved: sum('ordersRemoved'),
    }
    expect(beforehand).toEqual({ ordersNew: 1, ordersChanged: 2, ordersRemoved: 2 })
    expect(sum('ordersNotInFile')).toBe(1)
    const complete = { ...FILE, fingerprint: 'b'.repeat(64), completeDays: true }
    expect(await sendImport(server, file, complete)).toMatchObject({ finished: { report: beforehand } })
  })

  test('goes on where it was, wherever the line is cut, and counts each order once', async () => {
    const whole = await read(TEXT)
    for (let cut = 0; cut < 3; cut++) {
      await worker.clear()
      const broken = serverOf(BY_TOKEN, (_, count) => count >= cut)
      expect(await sendImport(broken.server, whole, FILE)).toMatchObject({ status: 'interrupted' })
      const { server, settle } = serverOf(BY_TOKEN)
      const sent = await sendImport(server, whole, FILE)
      expect(sent).toMatchObject({
        status: 'finished',
        finished: { report: { ordersNew: 10, ordersStored: 10 } },
      })
      await settle()
      expect(await rowsIn(worker.env, 'imports')).toHaveLength(1)
    }
  })

  test('goes on where it was, whenever the database dies, with the same rows in the end', async () => {
    const whole = await read(TEXT)
    await sendImport(serverOf(BY_TOKEN).server, whole, FILE)
    const expected = await tables()
    for (let batches = 1; batches <= 20; batches++) {
      await worker.clear()
      const dying = serverOf(BY_TOKEN, undefined, { d1DiesAfterBatches: batches })
      const broken = await sendImport(dying.server, whole, FILE)
      const { server, settle } = serverOf(BY_TOKEN)
      const sent = await sendImport(server, whole, FILE)
      expect(sent, `after ${batches} batches: ${broken.status}`).toMatchObject({ status: 'finished' })
      await settle()
      expect(withoutIds(await tables())).toBe(withoutIds(expected))
      const parts = await rowsIn(worker.env, 'import_parts')
      const counts = parts.map((part) => JSON.parse(String(part.counts)) as { ordersNew: number })
      expect(counts.reduce((sum, { ordersNew }) => sum + ordersNew, 0)).toBe(10)
    }
  })

  test('with all orders of its days, the others of these days are removed, and come back', async () => {
    const { server } = serverOf(BY_TOKEN)
    const other = exportFile(dailyOrders('一店', 5).map((row) => ({ ...row, 订单ID: `${row.订单ID}-other` })))
    await sendImport(server, await read(exportFile(dailyOrders('一店', 5))), FILE)
    const before = await tables()
    const complete = { ...FILE, fingerprint: 'b'.repeat(64), completeDays: true }
    const sent = await sendImport(server, await read(other), complete)
    expect(sent).toMatchObject({ finished: { report: { ordersNew: 5, ordersRemoved: 5 } } })
    if (sent.status !== 'finished') throw new Error()
    const undone = await server.send('POST', `/api/imports/${sent.finished.importId}/undo`)
    expect(undone).toMatchObject({ status: 200, json: { status: 'undone', left: [] } })
    expect(await tables()).toBe(before)
  })

  test('a file of which nothing could be taken has failed', async () => {
    const { server } = serverOf(BY_TOKEN)
    const rejected = await read(
      exportFile(dailyOrders('一店', 2).map((row) => ({ ...row, 下单时间: 'soon' }))),
    )
    const sent = await sendImport(server, rejected, FILE)
    expect(sent).toMatchObject({ status: 'finished', finished: { status: 'nothingImported' } })
    expect(await rowsIn(worker.env, 'stores')).toEqual([])
  })
})

describe('two operators who import the same store at once', () => {
  test('both get their orders in, or are told when to try again, and the days are whole', async () => {
    const ofSender = (sender: string) =>
      dailyOrders('一店', 4).flatMap((line) => [
        { ...line, 订单ID: `${line.订单ID}-${sender}` },
        // Both have it, and say other things of it.
        { ...line, 商品名称: sender },
      ])
    const replies: { status: number; retryAfter: string | null }[] = []
    const importAs = async (sender: string) => {
      const person = await personIn(worker.env, { name: sender, role: 'operator' })
      const { server, settle } = serverOf(await person.program('import'))
      const send: ImportServer['send'] = async (...asked) => {
        const reply = await server.send(...asked)
        replies.push({ status: reply.status, retryAfter: reply.headers.get('retry-after') })
        return reply
      }
      const file = { ...FILE, fingerprint: sender.repeat(64) }
      const sent = await sendImport({ ...server, send }, await read(exportFile(ofSender(sender))), file)
      await settle()
      return sent
    }
    const sent = await Promise.all(['a', 'b'].map(importAs))
    for (const one of sent) expect(['finished', 'interrupted']).toContain(one.status)
    for (const { status, retryAfter } of replies) {
      if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0)
      else expect([200, 201]).toContain(status)
    }
    const finished = sent.filter(({ status }) => status === 'finished')
    expect(finished.length).toBeGreaterThan(0)
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(4 * (1 + finished.length))
    const { stored, expected } = await rollupsIn(worker.env)
    expect(stored).toEqual(expected)
  })
})

describe('a day that has no room for its orders', () => {
  // A roll-up keeps the ids of its orders, of whatever length.
  const huge = Array.from({ length: 7_000 }, (_, at) => ({
    订单ID: `${at}${'单'.repeat(90)}`,
    下单时间: '2026-01-18 10:00:00',
  }))
  const text = exportFile([{ 订单ID: 'small', 下单时间: '2026-01-10 10:00:00' }, ...huge])

  test('ends the import there, says what is stored, and that no other try is of use', async () => {
    const isolate = openIsolate(worker.env)
    const response = await isolate.ask('/api/import', { method: 'POST', headers: BY_TOKEN, body: text })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      status: 'interrupted',
      because: 'dayTooLarge',
      importId: expect.any(Number),
      report: { ordersStored: 1 },
      message: expect.stringContaining('2026-01-18'),
    })
    await isolate.settle()
  })

  test('is answered alike in parts', async () => {
    const { server } = serverOf(BY_TOKEN)
    const sent = await sendImport(server, await read(text), FILE)
    expect(sent).toMatchObject({ status: 'denied', httpStatus: 422, error: 'dayTooLarge' })
    expect(await rowsIn(worker.env, 'orders')).toHaveLength(1)
  })
})

test('a file that broke off because the database is down is to be sent again, after a while', async () => {
  const isolate = openIsolate(worker.env, { faults: { d1DiesAfterBatches: 9 } })
  const response = await isolate.ask('/api/import', { method: 'POST', headers: BY_TOKEN, body: TEXT })
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  const broken = (await response.json()) as { importId: number }
  expect(broken).toMatchObject({ status: 'interrupted', because: 'failure' })
  const again = await worker.importCsv(TEXT)
  expect(await again.json()).toMatchObject({ status: 'imported', importId: broken.importId })
})

test('a file is refused with one status, whichever way it comes', async () => {
  const isolate = openIsolate(worker.env)
  const asked = { method: 'POST', headers: BY_TOKEN, body: '订单ID,门店名称\n1,一店\n' }
  const form = new FormData()
  form.set('file', new File([asked.body], 'a.csv'))
  const person = await personIn(worker.env, { role: 'operator' })
  const headers = { ...(await person.device()), origin: 'http://localhost' }
  const statuses = [
    (await isolate.ask('/api/import', asked)).status,
    (await isolate.ask('/import', { method: 'POST', headers, body: form })).status,
  ]
  expect(statuses).toEqual([422, 422])
})

describe('a store of which all lines were rejected', () => {
  const rejectedOf = (store: string) => dailyOrders(store, 2).map((row) => ({ ...row, 实收价格: 'a lot' }))

  test('stops no import, and comes into being by none', async () => {
    const { server, settle } = serverOf(BY_TOKEN)
    const file = await read(exportFile([...dailyOrders('一店', 2), ...rejectedOf('新店')]))
    expect(await compareImport(server, file, { completeDays: false })).toMatchObject({ status: 'compared' })
    expect(await sendImport(server, file, FILE)).toMatchObject({ finished: { report: { ordersNew: 2 } } })
    await settle()
    expect((await rowsIn(worker.env, 'stores')).map(({ name }) => name)).toEqual(['一店'])
  })

  test('is no reason to refuse who does not have it, whether it is there or not', async () => {
    await worker.importCsv(exportFile([...dailyOrders('一店', 1), ...dailyOrders('二店', 1)]))
    const person = await personIn(worker.env, { role: 'operator', stores: ['一店'] })
    const { server, settle } = serverOf(await person.program('import'))
    const answers = []
    for (const [at, store] of ['二店', '新店'].entries()) {
      const file = await read(exportFile([...dailyOrders('一店', 3), ...rejectedOf(store)]))
      const compared = await compareImport(server, file, { completeDays: false })
      const sent = await sendImport(server, file, { ...FILE, fingerprint: String(at).repeat(64) })
      if (sent.status !== 'finished') throw new Error(JSON.stringify(sent))
      const record = await server.send('GET', `/api/imports/${sent.finished.importId}`)
      answers.push([compared, sent.status, record.json])
    }
    await settle()
    expect(answers).toMatchObject([
      [{ status: 'compared' }, 'finished', { stores: ['一店'] }],
      [{ status: 'compared' }, 'finished', { stores: ['一店'] }],
    ])
    const days = await rowsIn(worker.env, 'import_days')
    const [one] = await rowsIn(worker.env, 'stores')
    expect(days.filter(({ orders_rejected }) => orders_rejected !== 0)).toEqual([])
    expect(one?.name).toBe('一店')
  })

  test('keeps its cells from who does not have it', async () => {
    const secret = (store: string) => dailyOrders(store, 1).map((row) => ({ ...row, 实收价格: 'secret' }))
    const { server: all } = serverOf(BY_TOKEN)
    await sendImport(all, await read(exportFile([...dailyOrders('一店', 1), ...dailyOrders('二店', 1)])), {
      ...FILE,
      fingerprint: '9'.repeat(64),
    })
    const person = await personIn(worker.env, { role: 'operator', stores: ['一店'] })
    const { server } = serverOf(await person.program('import'))
    const seen = []
    for (const [at, lines] of [secret('一店'), secret('二店'), secret('新店'), secret('')].entries()) {
      const file = await read(exportFile([...dailyOrders('一店', 3), ...lines]))
      const sent = await sendImport(all, file, { ...FILE, fingerprint: String(at).repeat(64) })
      if (sent.status !== 'finished') throw new Error(JSON.stringify(sent))
      const path = `/api/imports/${sent.finished.importId}`
      expect(JSON.stringify((await all.send('GET', path)).json)).toContain('secret')
      const { status, json: record } = await server.send('GET', path)
      seen.push([status, JSON.stringify(record).includes('secret')])
    }
    expect(seen).toEqual([
      [200, true],
      [404, false],
      [200, false],
      [200, false],
    ])
  })
})

describe('who has some stores', () => {
  test('starts no import with another, and sends no part of one', async () => {
    await worker.importCsv(TEXT)
    const person = await personIn(worker.env, { role: 'operator', stores: ['一店'] })
    const { server } = serverOf(await person.program('import'))
    const before = await tables()
    for (const store of ['二店', '新店']) {
      const file = await read(exportFile([...dailyOrders('一店', 1), ...dailyOrders(store, 1)]))
      expect(await sendImport(server, file, FILE)).toMatchObject({
        status: 'refused',
        refusal: { reason: 'foreignStores', stores: [store] },
      })
      expect(await compareImport(server, file, { completeDays: false })).toMatchObject({ status: 'refused' })
    }
    const started = await server.send(
      'POST',
      '/api/imports',
      json({ ...START, stores: [{ name: '一店', ids: [] }] }),
    )
    const { importId } = started.json as { importId: number }
    for (const store of ['二店', '新店']) {
      const part = await server.send('POST', `/api/imports/${importId}/parts/1`, json({ ...PART, store }))
      expect(part).toMatchObject({ status: 403, json: { stores: [store] } })
    }
    expect(await tables()).toBe(before)
  })

  test('sees and takes back imports of his stores alone, and goes on with nobody else’s', async () => {
    const { server: all } = serverOf(BY_TOKEN)
    const both = await sendImport(all, await read(TEXT), FILE)
    const own = await sendImport(all, await read(exportFile(dailyOrders('一店', 7))), {
      ...FILE,
      fingerprint: 'c'.repeat(64),
    })
    if (both.status !== 'finished' || own.status !== 'finished') throw new Error()
    const person = await personIn(worker.env, { role: 'operator', stores: ['一店'] })
    const { server } = serverOf(await person.program('import'))
    const history = await server.send('GET', '/api/imports')
    expect(history.json).toMatchObject({ imports: [{ id: own.finished.importId, stores: ['一店'] }] })
    const foreign = both.finished.importId
    const asked = [
      await server.send('GET', `/api/imports/${foreign}`),
      await server.send('POST', `/api/imports/${foreign}/undo`),
      await server.send('POST', `/api/imports/${foreign}/parts/9`, json(PART)),
      await server.send('POST', `/api/imports/${foreign}/finish`, json(END)),
    ]
    for (const { status } of asked) expect(status).toBe(404)
    const undone = await server.send('POST', `/api/imports/${own.finished.importId}/undo`)
    expect(undone).toMatchObject({ status: 200, json: { status: 'undone' } })
  })
})

describe('what is no part of an import', () => {
  test('is refused, and stores nothing', async () => {
    const { server } = serverOf(BY_TOKEN)
    const started = await server.send('POST', '/api/imports', json(START))
    const { importId } = started.json as { importId: number }
    const line = anOrder('a').lines[0]
    const bad = [
      undefined,
      [],
      { ...PART, store: '' },
      { ...PART, orders: [{ ...anOrder('a'), orderedAt: '2026-02-30T10:00:00' }] },
      { ...PART, orders: [{ ...anOrder('a'), orderedAt: '2999-01-01T10:00:00' }] },
      { ...PART, orders: [{ ...anOrder('a'), orderId: 'a\u0000' }] },
      { ...PART, orders: [{ ...anOrder('a'), lines: [] }] },
      { ...PART, orders: [{ ...anOrder('a'), deliveryFeeMicro: 0.5 }] },
      { ...PART, orders: [{ ...anOrder('a'), importId: 1 }] },
      { ...PART, orders: [{ ...anOrder('a'), lines: [{ ...line, productKey: 'x:1' }] }] },
      { ...PART, orders: [{ ...anOrder('a'), lines: [{ ...line, quantityMilli: 1e300 }] }] },
      { ...PART, orders: [{ ...anOrder('a'), lines: [{ ...line, costMicro: '5' }] }] },
      { ...PART, orders: [anOrder('a'), anOrder('a')] },
      { ...PART, completeDays: ['yesterday'] },
      { ...PART, completeDays: Array.from({ length: 32 }, (_, at) => addDays('2025-01-01', at)) },
      {
        ...PART,
        orders: Array.from({ length: 32 }, (_, at) =>
          anOrder(String(at), { date: addDays('2025-01-01', at) }),
        ),
      },
      { ...PART, cancelledIds: Array.from({ length: 101 }, (_, at) => String(at)) },
      { ...PART, rejectedOrders: { '2026-01-18': -1 } },
    ]
    for (const body of bad) {
      const { status } = await server.send('POST', `/api/imports/${importId}/parts/1`, body && json(body))
      expect(status).toBe(400)
    }
    for (const body of [{ ...START, fingerprint: 'x' }, { ...START, stores: [{ name: 1 }] }, 'text']) {
      expect((await server.send('POST', '/api/imports', json(body))).status).toBe(400)
    }
    const ids = Array.from({ length: 5_000 }, (_, at) => `${at}`.padStart(100, '0'))
    const large = { ...START, stores: [{ name: '一店', ids }] }
    expect((await server.send('POST', '/api/imports', json(large))).status).toBe(400)
    for (const body of [
      { ...END, parts: -1 },
      { ...END, report: aReport({ warnings: [{ code: 'nope' } as never] }) },
      { ...END, report: aReport({ warnings: [{ code: 'constructor' } as never] }) },
      { ...END, report: aReport({ warnings: [{ code: 'kilometres', header: [[[]]] } as never] }) },
      { ...END, report: aReport({ kind: { id: 'own', title: { zh: 'x'.repeat(3_000_000), en: '' } } }) },
      { ...END, report: aReport({ unknownColumns: Array.from({ length: 5_000 }, () => 'x'.repeat(200)) }) },
      { ...END, rejected: [{ ...REJECTED, reason: { code: 'nope', text: '' } }] },
      { ...END, rejected: [{ ...REJECTED, value: 'x'.repeat(3_000_000) }] },
      { ...END, said: { columns: { 门店名称: [[[]]] } } },
      { ...END, said: { per: { 实收价格: 'dozen' } } },
      { ...END, rejectedStores: [[]] },
      { ...END, report: {} },
      { ...END, said: { columns: { x: 'y' } } },
    ]) {
      expect((await server.send('POST', `/api/imports/${importId}/finish`, json(body))).status).toBe(400)
    }
    expect(await rowsIn(worker.env, 'orders')).toEqual([])
  })

  test('a bomb is not unpacked', async () => {
    const { server } = serverOf(BY_TOKEN)
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(60_000_000, ' ')))
    expect((await server.send('POST', '/api/imports', bomb)).status).toBe(400)
  })

  test('stays behind, where it stands beside what a report holds', async () => {
    const { server, settle } = serverOf(BY_TOKEN)
    const { importId } = (await server.send('POST', '/api/imports', json(START))).json as { importId: number }
    await server.send('POST', `/api/imports/${importId}/parts/1`, json(PART))
    const report = { ...aReport(), zzz: [[[]]], warnings: [{ code: 'kilometres', header: '距离', zzz: 1 }] }
    const end = { ...END, report, said: { zzz: [[[]]] } }
    expect(await server.send('POST', `/api/imports/${importId}/finish`, json(end))).toMatchObject({
      status: 200,
      json: { report: { warnings: [{ code: 'kilometres', header: '距离' }] } },
    })
    await settle()
    const [row] = await rowsIn(worker.env, 'imports')
    expect(row?.detail).not.toContain('zzz')
  })

  test('a column that is not used may have a name of any length', async () => {
    const { server, settle } = serverOf(BY_TOKEN)
    const [header = '', ...lines] = exportFile(dailyOrders('一店', 2)).split('\n')
    const long = `${header.trimEnd()},${'长'.repeat(2_500)}\n${lines
      .map((line) => (line.trim() === '' ? line : `${line.trimEnd()},x`))
      .join('\n')}`
    expect(await sendImport(server, await read(long), FILE)).toMatchObject({ status: 'finished' })
    await settle()
  })

  test('parts of other numbers than 1 to their count are not all of them', async () => {
    const { server } = serverOf(BY_TOKEN)
    const { importId } = (await server.send('POST', '/api/imports', json(START))).json as { importId: number }
    for (const part of [7, 999_999_999_999]) {
      await server.send('POST', `/api/imports/${importId}/parts/${part}`, json(PART))
    }
    const finish = server.send('POST', `/api/imports/${importId}/finish`, json({ ...END, parts: 2 }))
    expect((await finish).status).toBe(409)
  })

  test('an import ends when all of its parts are in, and then for ever', async () => {
    const { server, settle } = serverOf(BY_TOKEN)
    const { importId } = (await server.send('POST', '/api/imports', json(START))).json as { importId: number }
    const finish = () => server.send('POST', `/api/imports/${importId}/finish`, json(END))
    expect((await finish()).status).toBe(409)
    expect((await server.send('POST', `/api/imports/${importId}/parts/1`, json(PART))).status).toBe(200)
    const first = await finish()
    expect(first.status).toBe(200)
    // Its answer may have been lost.
    expect(await finish()).toMatchObject({ status: 200, json: first.json })
    expect((await server.send('POST', `/api/imports/${importId}/parts/2`, json(PART))).status).toBe(404)
    await settle()
  })
})

const START = { file: 'a.csv', fingerprint: 'd'.repeat(64), kind: 'own', stores: [{ name: '一店', ids: [] }] }
const PART = { store: '一店', orders: [anOrder('a')], cancelledIds: [], completeDays: [], rejectedOrders: {} }
const REJECTED = { line: 2, column: null, value: '', reason: { code: 'malformedQuotes', text: '' } }
const END = { report: aReport(), parts: 1, rejected: [], said: {} }

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(value)))
}
