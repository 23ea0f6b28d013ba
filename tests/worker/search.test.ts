import { beforeAll, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { everyStore, type VisibleStore, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { search } from '../../src/search/search'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { expectNothingForbidden, expectWellFormed, hrefs, select, visibleText } from '../html'

const DATE = '2026-01-18'
/** More products than a search shows. */
const MANY = Array.from({ length: 60 }, (_, i) => ({
  ...{ 门店名称: '货多店', 订单ID: `many-${i}`, 商品名称: `测试货品 第${i}款`, 店内码: `M${i}` },
}))

let worker: TestWorker
let stores: readonly VisibleStore[]
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv([...demoCsv({ stores: 2, days: 3, lastDate: DATE })].join(''))
  const own = exportFile([
    {
      订单ID: '880012345678',
      门店名称: '甲店',
      商品名称: 'Oreo 奥利奥 97g',
      店内码: 'A-100',
      一级分类名: '零食',
    },
    {
      订单ID: '880012345678',
      门店名称: '乙店',
      商品名称: 'OREO 奥利奥 97g',
      店内码: 'A-100',
      一级分类名: '',
    },
    {
      订单ID: '770012345678',
      门店名称: '甲店',
      商品名称: '奥利奥 草莓味',
      条码: '6901234567892',
      下单时间: '2026-01-10 09:00:00',
    },
    ...MANY,
  ])
  expect((await worker.importCsv(own)).status).toBe(200)
  const later = exportFile([{ 订单ID: 'later', 门店名称: '后来店', 商品名称: '测试货品 后来' }])
  expect((await worker.importCsv(later)).status).toBe(200)
  stores = visibleDirectory(await loadDirectory(openDatabase(worker.env.DB)), everyStore()).stores
})

const named = (...names: string[]) => stores.filter(({ name }) => names.includes(name))
const find = (text: string, of: readonly VisibleStore[] = stores) =>
  search(openDatabase(worker.env.DB), of, text)
const page = async (query: Record<string, string>) =>
  (await worker.get(`/search?${new URLSearchParams(query)}`)).text()

test('an order is found by its number, on any day, in each store that has it', async () => {
  const { orders } = await find('880012345678')
  expect(orders.map(({ store }) => store).sort()).toEqual(['乙店', '甲店'])
  expect((await find('770012345678')).orders).toEqual([
    { store: '甲店', orderId: '770012345678', date: '2026-01-10' },
  ])
  expect((await find('88001234567')).orders).toEqual([])
})

test('the end of a number finds orders of the latest day of their stores, from four digits on', async () => {
  expect((await find('345678')).orders.map(({ store }) => store).sort()).toEqual(['乙店', '甲店'])
  expect((await find('678')).orders).toEqual([])
})

test('a product is found by all of some words of its name, in any case', async () => {
  expect((await find('奥利奥')).products).toHaveLength(3)
  expect((await find('oreo 97g')).products.map(({ store }) => store).sort()).toEqual(['乙店', '甲店'])
  expect((await find('奥利奥 可乐')).products).toEqual([])
  expect((await find('%')).products).toEqual([])
})

test('a product is found by its code, or its barcode where it has no code', async () => {
  expect((await find('A-100', named('甲店'))).products).toMatchObject([
    { store: '甲店', name: 'Oreo 奥利奥 97g', code: 'A-100', category: '零食', date: DATE },
  ])
  expect((await find('6901234567892')).products.map(({ name }) => name)).toEqual(['奥利奥 草莓味'])
})

test('what more is found than a page shows is said', async () => {
  const { products, isCut } = await find('测试货品')
  expect([products.length, isCut]).toEqual([50, { orders: false, products: true }])
  expect(visibleText(await page({ q: '测试货品' }))).toContain('只列出前 50 个')
  expect((await find('测试货品 第59款')).isCut.products).toBe(false)
})

test('nothing but the given stores is looked into', async () => {
  expect(await find('880012345678', named('乙店'))).toMatchObject({ orders: [{ store: '乙店' }] })
  expect((await find('奥利奥', named('乙店'))).products.map(({ store }) => store)).toEqual(['乙店'])
  // Nor do those of others take the places of its own.
  expect((await find('测试货品', named('后来店'))).products.map(({ name }) => name)).toEqual([
    '测试货品 后来',
  ])
  expect(await find('奥利奥', [])).toMatchObject({ orders: [], products: [] })
})

test('a thousand stores are searched by a bounded number of statements, and what was left out is said', async () => {
  const [store] = named('甲店')
  if (!store) throw new Error('no store')
  const many = Array.from({ length: 1_000 }, (_, i) => ({ ...store, id: 1_000_000 + i }))
  const db = openDatabase(worker.env.DB)
  expect(await search(db, many, '345678')).toEqual({
    ...{ orders: [], products: [], isCut: { orders: false, products: false } },
    storesLeft: 800,
    storesOutOfReach: [],
  })
  expect(db.usage.roundTrips).toBeLessThan(12)
  expect((await search(db, [...many, store], '880012345678')).orders).toHaveLength(1)
})

test('the page leads to the order and to the product', async () => {
  const orderLink = hrefs(select(await page({ q: '770012345678' }), 'table.data'))[0] ?? ''
  expect(visibleText(await (await worker.get(orderLink)).text())).toContain('奥利奥 草莓味')
  const productLink = hrefs(select(await page({ q: '6901234567892' }), 'table.data'))[0] ?? ''
  expect(visibleText(await (await worker.get(productLink)).text())).toContain('奥利奥 草莓味')
})

test('the page searches one store where it is asked to, and all where there is no such store', async () => {
  const found = async (store: string) =>
    select(await page({ q: '880012345678', store }), 'table.data tbody tr').length
  expect([await found('乙店'), await found(''), await found('没有的店')]).toEqual([1, 2, 2])
})

test('an empty search says what can be looked for', async () => {
  const text = visibleText(await page({ q: '  ' }))
  for (const part of ['订单号', '商品名里的词', '店内码']) expect(text).toContain(part)
  expect(text).not.toContain('没有找到')
})

test.each(
  Object.entries({
    'an injection': "' OR 1=1 --",
    'a wildcard': '%',
    'another wildcard': '_',
    'a backslash': '\\',
    'marks of JSON': '"]"',
    markup: '<script>alert(1)</script>',
    'a character that ends texts': '\0',
    'half a character': '\ud800',
    'a picture': '💣',
    blanks: ' \t\n ',
    'a direction': '\u202e',
    dashes: '----',
    'a very long word': 'x'.repeat(6_000),
    'very many words': '没有 '.repeat(300),
    'a very long number': '0'.repeat(6_000),
  }),
)('whatever is looked for, the page is whole and finds nothing that is not there: %s', async (_, q) => {
  const response = await worker.get(`/search?${new URLSearchParams({ q, store: q })}`)
  expect(response.status).toBe(200)
  const html = await response.text()
  expectWellFormed(html)
  expectNothingForbidden(html)
  expect(select(html, 'table.data').length).toBe(0)
})

test('every page has the way to the search, without a script', async () => {
  for (const path of ['/', '/rules/lossOrders', '/status', '/search', '/coverage']) {
    const html = await (await worker.get(path)).text()
    expect(select(html, 'header form[action="/search"] input[name="q"]').length, path).toBe(1)
    expect(select(html, 'header a.to-search').length, path).toBe(1)
  }
})
