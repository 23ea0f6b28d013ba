import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { everyStore, type VisibleStore, visibleDirectory } from '../../src/access/scope'
import { archiveDays } from '../../src/data/archive/archiveDays'
import { boundDatabases, openDatabase, openNearDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { addDays } from '../../src/diagnosis/businessDate'
import { LIST_NAMES, type ListName } from '../../src/diagnosis/lists/index'
import { defaultOrder } from '../../src/lists/listQuery'
import { readRuleList } from '../../src/lists/ruleListView'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { hrefs, select, visibleText } from '../html'
import { openIsolate } from '../isolate'
import { personIn } from '../people'
import { seededRandom } from '../seededRandom'
import type { Faults } from '../services'
import { moveByHand } from './moveByHand'

const DATE = '2026-01-18'
const NOW = new Date('2026-01-19T02:00:00Z')
const CODE = '6901234567892'
/** An order that several stores have, by its number. */
const ORDER = '880012344321'

/** Products and orders that each of five stores has: more of all of them than a search shows. */
const CHAIN = ['一', '二', '三', '四', '五']
  .map((number) => `同城${number}店`)
  .flatMap((store) => [
    ...dailyOrders(store, 8).map((line) => ({ ...line, 商品名称: '矿泉水', 条码: CODE })),
    { 门店名称: store, 订单ID: ORDER, 商品名称: '矿泉水', 条码: CODE, 利润额: '-9' },
    ...Array.from({ length: 30 }, (_, i) => ({
      ...{ 门店名称: store, 订单ID: `${store}${i}-4321`, 商品名称: `测试货品 第${i}款`, 店内码: `M${i}` },
    })),
  ])

let worker: TestWorker
let stores: readonly VisibleStore[]
/** What was answered while all stores were in one database. */
let before: Map<string, string>

beforeAll(async () => {
  worker = await sharedWorker(undefined, 2)
  const demo = demoCsv({ stores: 5, days: 30, lastDate: DATE, linesPerStoreDay: 150 })
  expect((await worker.importCsv([...demo].join(''))).status).toBe(200)
  expect((await worker.importCsv(exportFile(CHAIN))).status).toBe(200)
  await divide([])
  for (const { id, firstDate } of stores) {
    const dates = [0, 1, 2].map((day) => addDays(firstDate, day))
    expect(await archiveDays(openDatabase(worker.env.DB), id, dates)).toMatchObject({ failures: [] })
  }
  before = await answers(await paths())
})

async function loadStores(): Promise<readonly VisibleStore[]> {
  return visibleDirectory(await loadDirectory(openDatabase(worker.env.DB)), everyStore()).stores
}

/** Has some stores in DB_2 and all others in DB. */
async function divide(inSecond: readonly VisibleStore[]): Promise<void> {
  const databases = boundDatabases(worker.env)
  const names = new Set(inSecond.map(({ name }) => name))
  const now = await loadStores()
  const idsOf = (database: string, isWanted: boolean) =>
    now.flatMap((store) =>
      store.database === database && names.has(store.name) === isWanted ? [store.id] : [],
    )
  await moveByHand(databases, idsOf('DB_2', false), 'DB_2', 'DB')
  await moveByHand(databases, idsOf('DB', true), 'DB', 'DB_2')
  stores = await loadStores()
  expect(stores.filter(({ database }) => database === 'DB_2').map(({ name }) => name)).toEqual(
    now.filter(({ name }) => names.has(name)).map(({ name }) => name),
  )
}

function withoutSecond(): TestWorker['env'] {
  const { DB_2: _, ...env } = worker.env as TestWorker['env'] & { DB_2?: D1Database }
  return env
}

function open(faults: Faults = {}, env = worker.env) {
  return openIsolate(env, { now: NOW, accessMode: 'public', faults })
}

const pathOf = (path: string, fields: Record<string, string>) => `${path}?${new URLSearchParams(fields)}`

/** Addresses whose answers come of rows of stores. */
async function paths(): Promise<string[]> {
  const { DB } = worker.env
  const rows = async (sql: string) => (await DB.prepare(sql).all<Record<string, string>>()).results
  const orders = await rows(
    'SELECT name AS store, min(order_id) AS id, max(order_id) AS last FROM orders JOIN stores ON stores.id = store_id GROUP BY name',
  )
  const products = await rows(
    "SELECT stores.name AS store, min(products.id) AS id, max(products.id) AS last, max(products.name) AS product FROM products JOIN stores ON stores.id = store_id WHERE key LIKE 's:%' OR key LIKE 'b:%' GROUP BY stores.name",
  )
  const archived = await rows(
    `SELECT stores.name AS store, listed.value ->> 0 AS id FROM store_days JOIN stores ON stores.id = store_id, json_each(store_days.orders) AS listed
     WHERE archive_state = 'archived' GROUP BY store_id`,
  )
  expect(archived).toHaveLength(stores.length)
  const some = stores.slice(2, 6).flatMap(({ name }) => ['store', name])
  const ofSome = new URLSearchParams(Array.from({ length: 4 }, (_, i) => some.slice(2 * i, 2 * i + 2)))
  return [
    ...LIST_NAMES.flatMap((rule) => [
      pathOf(`/rules/${rule}`, { date: DATE, lang: 'en' }),
      pathOf(`/rules/${rule}.csv`, { date: DATE, days: '3' }),
    ]),
    pathOf('/rules/stockouts/print', { date: DATE }),
    pathOf('/rules/stockouts', { date: DATE, days: '7', page: '2', sort: 'date', dir: 'asc' }),
    pathOf('/rules/orders', { date: DATE, page: '2', q: '4321' }),
    `/rules/lossOrders?${ofSome}&date=${addDays(DATE, -2)}&days=3`,
    pathOf('/rules/orders', { date: stores[0]?.firstDate ?? '', days: '3' }),
    ...[ORDER, '4321', '测试货品', '矿泉水', CODE, 'M7', '没有的', ...archived.map(({ id }) => id ?? '')].map(
      (q) => pathOf('/search', { q }),
    ),
    pathOf('/search', { q: '4321', store: '同城二店' }),
    ...[...orders, ...archived].map(({ store = '', id = '' }) => pathOf('/order', { store, id })),
    ...products.flatMap(({ store = '', id = '', last = '' }) =>
      [id, last].map((each) => pathOf('/product', { store, id: each, date: DATE })),
    ),
    pathOf('/order', { store: '同城一店', id: 'none' }),
    pathOf('/product', { store: '同城一店', id: '987654' }),
    '/coverage',
    pathOf('/coverage', { store: '同城二店', date: addDays(DATE, -3), lang: 'en' }),
  ]
}

/** What is answered at some addresses, with its status. */
async function answers(of: Iterable<string>): Promise<Map<string, string>> {
  const isolate = open()
  const found = new Map<string, string>()
  for (const path of of) {
    const response = await isolate.ask(path)
    found.set(path, `${response.status} ${Buffer.from(await response.arrayBuffer()).toString('latin1')}`)
  }
  await isolate.settle()
  return found
}

const request = (rule: ListName) => ({
  ...{ rule, days: 3, page: 1, search: '', channels: [], categories: [] },
  ...defaultOrder(rule),
})

const random = seededRandom(20_260_118)
const DIVISIONS = Array.from({ length: 2 }, (_, i) => ({
  division: i + 1,
  isInSecond: Array.from({ length: 10 }, () => random() < 0.5),
}))

test('what is compared is there', () => {
  for (const [path, text] of before) expect(text.slice(0, 3), path).toBe('200')
  const csv = [...before].filter(([path]) => path.includes('.csv'))
  for (const [path, text] of csv) expect(text.split('\n').length, path).toBeGreaterThan(2)
  expect(stores).toHaveLength(10)
})

describe.each([{ division: 'all', isInSecond: Array.from({ length: 10 }, () => true) }, ...DIVISIONS])(
  'with stores divided over two databases ($division)',
  ({ isInSecond }) => {
    test('every list, file, search, product, order and the coverage are what they are with one', async () => {
      await divide(stores.filter((_, i) => isInSecond[i]))
      const after = await answers(before.keys())
      for (const [path, text] of before) expect(after.get(path) === text, path).toBe(true)
    })
  },
)

test('ten stores in two databases take no more trips in a row than in one', async () => {
  const wholly = [...before.keys()].filter((path) =>
    /^.(rules.(lossOrders|stockouts|orders)[?]date|coverage)/.test(path),
  )
  const [search = '', order = '', product = ''] = ['/search', '/order', '/product'].map((page) =>
    [...before.keys()].find((path) => path.startsWith(page)),
  )
  const chains = async () => {
    // Trips that begin together end together: what is computed between them takes less time.
    const isolate = openIsolate(worker.env, { now: NOW, accessMode: 'public', tripMs: 60 })
    await (await isolate.ask('/coverage')).text()
    const found = new Map<string, number>()
    for (const path of [...wholly, search, order, product]) {
      await isolate.settle()
      const { inARow } = isolate.d1Trips
      await (await isolate.ask(path)).text()
      found.set(path, isolate.d1Trips.inARow - inARow)
    }
    return found
  }
  await divide([])
  const inOne = await chains()
  await divide(stores.filter((_, i) => i % 2 === 0))
  for (const [path, trips] of await chains()) {
    // Another database is asked for the same product once it is known which that is.
    const more = path === product ? 1 : 0
    expect(trips, path).toBeLessThanOrEqual((inOne.get(path) ?? 0) + more)
  }
})

test('an order, archived or not, says which import has stored it, to whoever may see all stores of that import', async () => {
  const [store = ''] = stores.slice(-1).map(({ name }) => name)
  const orders = [...before.keys()].filter(
    (path) =>
      path.startsWith('/order') && new URL(path, 'http://localhost').searchParams.get('store') === store,
  )
  expect(orders).toHaveLength(2)
  const sources = async (scope: 'all' | readonly string[]) => {
    const person = await personIn(worker.env, { role: 'operator', stores: scope }, NOW)
    const isolate = openIsolate(worker.env, { now: NOW })
    const headers = await person.device(NOW)
    const pages = await Promise.all(orders.map(async (path) => (await isolate.ask(path, { headers })).text()))
    await isolate.settle()
    return pages.map((html) => hrefs(html).filter((href) => /^.imports.\d/.test(href)))
  }
  await divide([])
  const inOne = await sources('all')
  expect(inOne).toEqual([[expect.any(String)], [expect.any(String)]])
  await divide(stores)
  expect(await sources('all')).toEqual(inOne)
  expect(await sources([store])).toEqual([[], []])
})

test('where the nearest copy of another database is behind a migration, the database itself is asked', async () => {
  await divide(stores.filter((_, i) => i % 2 === 0))
  const isolate = open()
  await (await isolate.ask('/coverage')).text()
  let refused = 0
  isolate.services.openNearDatabase = () => {
    const copies = [...boundDatabases(worker.env)].map(([name, d1]) => {
      const batch: D1Database['batch'] = async (statements) => {
        if (name === 'DB') return d1.batch(statements)
        refused += 1
        throw new Error('D1_ERROR: no such column: products.hue')
      }
      const session = { ...d1, batch, getBookmark: () => null }
      return [name, { withSession: () => session } as unknown as D1Database] as const
    })
    return openNearDatabase(new Map(copies))
  }
  for (const path of before.keys()) {
    if (!/^.(rules.*csv|product)/.test(path)) continue
    const response = await isolate.ask(path)
    const text = `${response.status} ${Buffer.from(await response.arrayBuffer()).toString('latin1')}`
    expect(text === before.get(path), path).toBe(true)
  }
  await isolate.settle()
  expect(refused).toBeGreaterThan(LIST_NAMES.length)
})

test('a store whose days cannot be read from another database is named, and takes no other of it along', async () => {
  await divide(stores.filter((_, i) => i >= 5))
  const [broken, ...others] = stores.filter(({ database }) => database === 'DB_2')
  const second = boundDatabases(worker.env).get('DB_2')
  const set = (sql: string) =>
    second?.prepare(`UPDATE store_days SET ${sql} WHERE store_id = ${broken?.id}`).run()
  await set('rollup_version = rollup_version - 1000, order_count = order_count + 1')
  const list = await readRuleList(open().services.openDatabase(), stores, DATE, request('orders'))
  await set('rollup_version = rollup_version + 1000, order_count = order_count - 1')
  expect(list.storesOutOfReach).toEqual([broken?.name])
  const shown = new Set(list.rows.map(({ store }) => store))
  expect(others.filter(({ name }) => shown.has(name)).length).toBeGreaterThan(2)
})

describe.each(['down', 'not bound'] as const)('with a database %s', (how) => {
  const lostNames = () => stores.flatMap(({ name, database }) => (database === 'DB_2' ? [name] : []))
  const isolate = () => {
    if (how === 'down') return open({ databases: { DB_2: 'down' } })
    return open({}, withoutSecond())
  }
  const textOf = async (path: string, fields: Record<string, string>) => {
    const response = await isolate().ask(pathOf(path, fields))
    const html = await response.text()
    return { status: response.status, html, text: visibleText(html) }
  }
  beforeEach(() => divide(stores.filter((_, i) => i % 3 !== 0)))

  test.each(LIST_NAMES)(
    'the list of %s has the rows of all others, and names those that it lacks',
    async (rule) => {
      const db = isolate().services.openDatabase()
      const list = await readRuleList(db, stores, DATE, request(rule))
      const others = stores.filter(({ database }) => database === 'DB')
      const ofOthers = await readRuleList(openDatabase(worker.env.DB), others, DATE, request(rule))
      expect(list.storesOutOfReach).toEqual(lostNames())
      expect(list.rows).toEqual(ofOthers.rows)
      expect([
        list.total,
        list.subjects,
        list.known,
        list.storesWithoutOrders,
        list.storesWithoutData,
      ]).toEqual([
        ...[ofOthers.total, ofOthers.subjects, ofOthers.known],
        ...[ofOthers.storesWithoutOrders, ofOthers.storesWithoutData],
      ])
    },
  )

  test.each(['zh', 'en'])('pages name the stores that they lack, and say what to do (%s)', async (lang) => {
    const todo = lang === 'zh' ? '请稍后重新加载' : 'reload in a moment'
    for (const [path, fields] of [
      ['/rules/lossOrders', { date: DATE }],
      ['/search', { q: '矿泉水' }],
      ['/coverage', {}],
      ['/status', {}],
    ] as const) {
      const { status, text, html } = await textOf(path, { ...fields, lang })
      expect(status, path).toBe(200)
      for (const name of lostNames()) expect(text, path).toContain(name)
      expect(text, path).toContain(todo)
      expect(select(html, 'table tbody tr').length, path).toBeGreaterThan(0)
    }
  })

  test('a search that finds nothing does not say that there is nothing', async () => {
    const { text } = await textOf('/search', { q: '没有的' })
    expect(text).toContain('其他门店里没有找到')
    expect(text).not.toMatch(/(?<!门店里)没有找到/)
  })

  test('files and prints are whole or refused, with the stores', async () => {
    // One of them has no orders on the last two days: it lacks nothing of a list of these.
    const asked = { date: DATE, days: '3' }
    const response = await isolate().ask(pathOf('/rules/lossOrders.csv', asked))
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      ...{ error: 'storesOutOfReach', stores: lostNames() },
      message: expect.stringContaining('Try again'),
    })
    const print = await textOf('/rules/lossOrders/print', asked)
    for (const name of lostNames()) expect(print.text).toContain(name)
    expect(select(print.html, 'tbody tr').length).toBe(0)
    const others = stores.filter(({ database }) => database === 'DB').map(({ name }) => ['store', name])
    const path = `/rules/lossOrders.csv?${new URLSearchParams([...others, ['date', DATE]])}`
    expect((await isolate().ask(path)).status).toBe(200)
  })

  test('a product of another store is shown, with the stores of which nobody knows', async () => {
    await divide(stores.filter(({ name }) => name === '同城二店'))
    const { results } = await worker.env.DB.prepare(
      `SELECT products.id FROM products JOIN stores ON stores.id = store_id WHERE key = 'b:${CODE}' AND stores.name = '同城一店'`,
    ).all<{ id: number }>()
    const asked = { store: '同城一店', id: String(results[0]?.id), date: DATE }
    const { text } = await textOf('/product', asked)
    expect(text).toContain('同城三店')
    expect(text).toContain('这些门店现在读不到，不知道有没有这个商品： 同城二店')
  })

  test.each(['zh', 'en'])(
    'a page of one store that is not there says so, and no other (%s)',
    async (lang) => {
      const [lost = ''] = lostNames()
      const words = lang === 'zh' ? '暂时读不到数据' : 'The data cannot be read right now'
      for (const [path, fields] of [
        ['/order', { store: lost, id: ORDER }],
        ['/product', { store: lost, id: '1' }],
        ['/rules/lossOrders', { store: lost, date: DATE }],
        ['/search', { store: lost, q: ORDER }],
      ] as const) {
        expect((await textOf(path, { ...fields, lang })).text, path).toContain(words)
      }
      expect((await isolate().ask(pathOf('/rules/lossOrders.csv', { store: lost, date: DATE }))).status).toBe(
        503,
      )
      const [own = ''] = stores.flatMap(({ name, database }) => (database === 'DB' ? [name] : []))
      expect((await textOf('/rules/lossOrders', { store: own, date: DATE, lang })).text).not.toContain(words)
    },
  )

  test('nobody is told of a store that he may not see', async () => {
    const [lost = '', ...hidden] = lostNames()
    const own = ['同城一店', '同城四店']
    await divide(stores.filter(({ name }) => !own.includes(name)))
    const person = await personIn(worker.env, { stores: [...own, lost] }, NOW)
    const people = openIsolate(how === 'down' ? worker.env : withoutSecond(), {
      now: NOW,
      faults: how === 'down' ? { databases: { DB_2: 'down' } } : {},
    })
    const headers = await person.device(NOW)
    const { results } = await worker.env.DB.prepare(
      `SELECT products.id FROM products JOIN stores ON stores.id = store_id WHERE key = 'b:${CODE}' AND stores.name = '同城一店'`,
    ).all<{ id: number }>()
    for (const path of [
      pathOf('/rules/orders', { date: DATE, days: '3' }),
      pathOf('/search', { q: '矿泉水' }),
      pathOf('/product', { store: '同城一店', id: String(results[0]?.id), date: DATE }),
      '/coverage',
      '/status',
    ]) {
      const text = visibleText(await (await people.ask(path, { headers })).text())
      expect(text, path).toContain(lost)
      for (const name of hidden.filter((each) => !own.includes(each))) expect(text, path).not.toContain(name)
    }
  })

  test('the status as JSON has how far the others go, and which are not known', async () => {
    const status = (await (await isolate().ask('/api/status')).json()) as {
      orders: { store: string }[]
      storesOutOfReach: string[]
    }
    expect(status.storesOutOfReach).toEqual(lostNames())
    expect(status.orders).toHaveLength(stores.length - lostNames().length)
  })
})
