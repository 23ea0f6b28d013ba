import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { cardKey } from '../../src/cache/keys'
import type { Directory } from '../../src/data/directory'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { Status } from '../../src/status/status'
import { currentDirectoryKey } from '../edgeKeys'
import { expectNothingForeign, FOREIGN_ORDER, FOREIGN_STORE, THREE_STORES } from '../foreignStore'
import { sharedWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { openIsolate } from '../isolate'
import { personIn, type TestPerson } from '../people'

const OWN = 'store=一店&store=三店'

let worker: TestWorker
let some: TestPerson
let all: TestPerson
let none: TestPerson
let now: Date
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(THREE_STORES)
  some = await personIn(worker.env, { name: '甲', stores: ['三店', '一店'] })
  all = await personIn(worker.env, { name: '乙' })
  none = await personIn(worker.env, { name: '丙', stores: ['一店'] })
  await worker.env.DB.prepare('DELETE FROM person_stores WHERE person_id = ?').bind(none.id).run()
  now = new Date()
})

/** Opens addresses as a person, each time on a new isolate. */
async function as(person: TestPerson) {
  const headers = await person.device(now)
  const get = async (url: string) => {
    const isolate = openIsolate(worker.env, { now })
    const response = await isolate.ask(url, { headers })
    const text = await response.text()
    await isolate.settle()
    return { status: response.status, text }
  }
  return {
    get,
    json: async <T>(url: string) => JSON.parse((await get(url)).text) as T,
    file: async (url: string) => {
      const response = await openIsolate(worker.env, { now }).ask(url, { headers })
      return readSheet(Buffer.from(await response.arrayBuffer()))
    },
  }
}

const withQuery = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`

/** Whether a card was there already is no matter of whose it is. */
const WHEN = { source: '', computedAt: '', checkedAt: '' }

describe('all stores of a person with some are these stores, asked for by name, merged', () => {
  test.each([
    '/api/diagnosis',
    '/api/diagnosis?date=2026-01-16',
    // 三店 has no orders since.
    '/api/diagnosis?date=2026-01-17',
    '/api/diagnosis?date=2026-01-10&channel=美团闪购',
    '/api/diagnosis?date=2026-02-20',
    '/api/diagnosis?date=2020-01-01',
  ])('%s', async (url) => {
    const own = await (await as(some)).json<Diagnosis>(url)
    const named = await (await as(all)).json<Diagnosis>(withQuery(url, OWN))
    expect({ ...own, ...WHEN }).toEqual({ ...named, ...WHEN })
    expect([...own.stores, ...own.absent.map(({ store }) => store)].toSorted()).toEqual(['一店', '三店'])
  })

  test.each([
    '/rules/lossOrders.csv?date=2026-01-16&days=7',
    '/rules/lossOrders.csv?lang=en&date=2026-01-18',
    '/rules/slowMoving.csv?date=2026-01-16',
  ])('%s', async (url) => {
    const own = await (await as(some)).get(url)
    expect(own).toEqual(await (await as(all)).get(withQuery(url, OWN)))
    expect(own.status).toBe(200)
    expectNothingForeign(own.text, url)
  })

  test('a workbook', async () => {
    const url = '/rules/lossOrders.xlsx?date=2026-01-16&days=7'
    const rows = await (await as(some)).file(url)
    expect(rows).toEqual(await (await as(all)).file(withQuery(url, OWN)))
    expect(rows.length).toBeGreaterThan(10)
    expectNothingForeign(JSON.stringify(rows), url)
    expect(JSON.stringify(await (await as(all)).file(url))).toContain(FOREIGN_STORE)
  })

  test('an own order and an own product read as they do to who sees all', async () => {
    const own = await worker.env.DB.prepare(
      'SELECT products.id FROM products JOIN stores ON stores.id = store_id WHERE stores.name = ?',
    )
      .bind('一店')
      .first<{ id: number }>()
    for (const url of ['/order?store=一店&id=一店-3', `/product?store=一店&id=${own?.id}`]) {
      const { text } = await (await as(some)).get(url)
      expect(visibleText(text)).toBe(visibleText((await (await as(all)).get(url)).text))
      expect(visibleText(text)).toContain('矿泉水')
    }
    const order = await (await as(some)).get(`/order?store=一店&id=${FOREIGN_ORDER}`)
    const made = await (await as(some)).get('/order?store=一店&id=MADE-UP-0')
    expect(visibleText(order.text).replaceAll(FOREIGN_ORDER, 'MADE-UP-0')).toBe(visibleText(made.text))
  })

  test('the status', async () => {
    const own = await (await as(some)).json<Status>('/api/status')
    const everything = await (await as(all)).json<Status>('/api/status')
    const withoutVersions = { dataVersion: null, cardVersion: null }
    expect(own.stores).toEqual(
      everything.stores
        .filter(({ store }) => store !== FOREIGN_STORE)
        .map((store) => ({ ...store, ...withoutVersions })),
    )
    expect(own.stores).toHaveLength(2)
    expect(everything.runs[0]?.stores).toBe(3)
    // The only run was of an import, which is others' business.
    expect(own.runs).toEqual([])
    await worker.env.DB.prepare("UPDATE runs SET trigger = 'cron'").run()
    const { runs } = await (await as(some)).json<Status>('/api/status')
    expect(runs).toMatchObject([
      { id: null, stores: null, shards: null, readable: null, rowsRead: null, rowsWritten: null },
    ])
  })

  test("a run's failures are told to whose stores they are", async () => {
    const failures = JSON.stringify([{ store: FOREIGN_STORE, error: '秘制酱鸭' }])
    await worker.env.DB.prepare("UPDATE runs SET outcome = 'failed', failures = ?").bind(failures).run()
    const own = await (await as(some)).get('/api/status')
    expectNothingForeign(own.text, own.text)
    expect(JSON.parse(own.text)).toMatchObject({ runs: [{ outcome: 'done', failures: [] }] })
    expectNothingForeign((await (await as(some)).get('/status')).text, '/status')
    expect((await (await as(all)).get('/api/status')).text).toContain('秘制酱鸭')

    const ownFailures = JSON.stringify([{ store: '一店', error: 'too large' }])
    await worker.env.DB.prepare('UPDATE runs SET failures = ?').bind(ownFailures).run()
    expect(await (await as(some)).json('/api/status')).toMatchObject({
      runs: [{ outcome: 'failed', failures: [{ store: '一店', error: 'too large' }] }],
    })
  })
})

describe('a person without any store', () => {
  test.each(['/', '/rules/lossOrders', '/order?store=一店&id=一店-0', '/product?store=一店&id=1'])(
    'is shown none at %s',
    async (url) => {
      const { status, text } = await (await as(none)).get(url)
      expect(status).toBe(200)
      expectNothingForeign(text, url)
      expect(visibleText(text)).not.toContain('矿泉水')
    },
  )

  test('is told so by programs, too', async () => {
    for (const url of ['/api/diagnosis', '/api/diagnosis?store=一店', '/rules/lossOrders.csv']) {
      const { status, text } = await (await as(none)).get(url)
      expect(status).toBe(404)
      expect(JSON.parse(text)).toMatchObject({ error: 'noStores' })
    }
    expect(await (await as(none)).json<Status>('/api/status')).toMatchObject({ stores: [] })
  })
})

describe('the card of all stores', () => {
  /** A visit, and the keys of the cache that it asked for. */
  async function visit(person: TestPerson, url: string) {
    const isolate = openIsolate(worker.env, { now: new Date() })
    const asked: string[] = []
    const { cache } = isolate.services
    isolate.services.cache = {
      ...cache,
      get(keys) {
        asked.push(...keys)
        return cache.get(keys)
      },
    }
    const response = await isolate.ask(url, { headers: await person.device() })
    const text = await response.text()
    await isolate.settle()
    return { text, asked }
  }

  const isOfAll = (key: string) => key === cardKey({ kind: 'all' }, key.split('/')[2] ?? '')

  test('is read for who sees all, and for nobody else', async () => {
    expect((await visit(all, '/api/diagnosis')).asked.some(isOfAll)).toBe(true)
    const { asked } = await visit(some, '/api/diagnosis')
    expect(asked.some(isOfAll)).toBe(false)
    expect(asked).toContain(cardKey({ kind: 'store', store: '一店' }, '2026-01-18'))
  })

  test('is not given to who has all stores that the directory at the edge names, for it may hold one more', async () => {
    const { CACHE } = worker.env
    const directoryKey = await currentDirectoryKey(worker.env)
    const stored = (await CACHE.get(directoryKey)) ?? ''
    const directory = JSON.parse(stored) as Directory
    const stores = directory.stores.filter(({ name }) => name !== FOREIGN_STORE)
    expect(stores).toHaveLength(2)
    await CACHE.put(directoryKey, JSON.stringify({ ...directory, stores }))
    try {
      for (const url of ['/api/diagnosis', `/api/diagnosis?${OWN}`, `/?${OWN}`, '/?store=', '/?lang=en']) {
        const { text, asked } = await visit(some, url)
        expect(asked.some(isOfAll), url).toBe(false)
        expectNothingForeign(text, url)
      }
      // The card that is there would have told it.
      expect((await visit(all, '/api/diagnosis')).text).toContain(FOREIGN_STORE)
    } finally {
      await CACHE.put(directoryKey, stored)
    }
  })
})
