import { beforeAll, describe, expect, test } from 'vitest'
import { everyStore, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { readProduct } from '../../src/details/productDetail'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { hrefs, rowsOf, table, visibleText } from '../html'
import { openIsolate } from '../isolate'
import { personIn } from '../people'

const CODE = '6901234567892'

const named = (store: string, parts: ExportLine): ExportLine[] =>
  dailyOrders(store, 8).map((line) => ({ ...line, ...parts }))

const CHAIN = exportFile([
  ...named('甲店', { 商品名称: '矿泉水', 条码: CODE }),
  ...named('乙店', { 商品名称: '饮用水', 条码: CODE, 实收价格: '11', 利润额: '5' }),
  ...named('丙店', { 商品名称: '矿泉水', 店内码: '77', 库存: 9 }),
  ...named('丁店', { 商品名称: '矿泉水', 条码: CODE }),
  ...named('丁店', { 商品名称: '矿泉水', 店内码: '9' }).map((line) => ({
    ...line,
    订单ID: `x${line.订单ID}`,
  })),
  ...named('戊店', { 商品名称: '酱油' }),
])

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(CHAIN)
})

const idOf = async (store: string, key: string) => {
  const row = await worker.env.DB.prepare(
    'SELECT products.id FROM products JOIN stores ON stores.id = store_id WHERE stores.name = ? AND key = ?',
  )
    .bind(store, key)
    .first<{ id: number }>()
  return row?.id ?? 0
}

async function read(store: string, key: string) {
  const db = openDatabase(worker.env.DB)
  const { stores } = visibleDirectory(await loadDirectory(db), everyStore())
  const own = stores.find(({ name }) => name === store)
  if (!own) throw new Error(`no ${store}`)
  const tripsBefore = db.usage.roundTrips
  const detail = await readProduct(db, own, await idOf(store, key), '2026-01-18', stores)
  return { detail, roundTrips: db.usage.roundTrips - tripsBefore }
}

/** The page as somebody sees it who may see some stores. */
async function pageAs(stores: 'all' | readonly string[]) {
  const now = new Date()
  const person = await personIn(worker.env, { stores })
  const url = `/product?store=甲店&id=${await idOf('甲店', `b:${CODE}`)}&date=2026-01-18`
  const headers = await person.device(now)
  const isolate = openIsolate(worker.env, { now })
  const html = await (await isolate.ask(url, { headers })).text()
  await isolate.settle()
  return html
}

const LABEL = '同一商品在其他门店：价格、成本、库存、7 天销量与毛利'

describe('the same product in other stores', () => {
  test('is that of the same code, else of the same name, once a store', async () => {
    const { detail } = await read('甲店', `b:${CODE}`)
    expect(detail?.code).toEqual({ kind: 'barcode', code: CODE })
    expect(detail?.elsewhere.more).toBe(0)
    expect(detail?.elsewhere.stores.map(({ store, name, productId }) => [store, name, productId])).toEqual([
      ['丁店', '矿泉水', await idOf('丁店', `b:${CODE}`)],
      ['丙店', '矿泉水', await idOf('丙店', 's:77')],
      ['乙店', '饮用水', await idOf('乙店', `b:${CODE}`)],
    ])
    expect(detail?.elsewhere.stores.find(({ store }) => store === '乙店')?.week).toEqual({
      status: 'known',
      openDays: 7,
      quantityMilli: 7000,
      grossProfitFen: 3500,
      price: { fen: 1100, date: '2026-01-18' },
      cost: { fen: 600, date: '2026-01-18' },
      stock: { milli: 5000, date: '2026-01-18', shared: false },
    })
  })

  test('stands on the page with a link to its own, which leads back to where the reader came from', async () => {
    const html = await pageAs('all')
    const rows = rowsOf(table(html, LABEL))
    expect(rows.map(visibleText).join('\n')).toMatch(/丁店.*丙店.*乙店/s)
    const links = rows
      .flatMap((row) => hrefs(row))
      .map((href) => new URL(href, 'http://localhost').searchParams)
    expect(links.map((link) => [link.get('store'), link.get('date'), link.get('from')])).toEqual([
      ['丁店', '2026-01-18', '甲店'],
      ['丙店', '2026-01-18', '甲店'],
      ['乙店', '2026-01-18', '甲店'],
    ])
    expect(visibleText(html)).toContain('店内叫「饮用水」')
  })

  test('names no store that its reader may not see, and does not count it either', async () => {
    const some = await pageAs(['甲店', '丙店'])
    expect(some).not.toMatch(/乙店|丁店|饮用水/)
    expect(some).toContain('丙店')
    expect(visibleText(some)).not.toContain('未列出')
    const own = await pageAs(['甲店'])
    expect(own).not.toMatch(/[乙丙丁]店|饮用水/)
    expect(visibleText(own)).toContain('你能看的其他门店没有这个商品。')
  })

  test('is none for a product that only one store has', async () => {
    expect((await read('戊店', 'n:酱油')).detail?.elsewhere).toEqual({
      ...{ stores: [], more: 0 },
      storesOutOfReach: [],
    })
  })

  test('is cut at twenty stores, those without orders last, the rest counted, in no more round trips', async () => {
    const many = Array.from({ length: 24 }, (_, i) => `分店${String(i).padStart(2, '0')}`)
    const few = await read('甲店', `b:${CODE}`)
    await worker.importCsv(
      exportFile(
        many.flatMap((store, i) =>
          dailyOrders(store, 1, i === 0 ? '2026-01-01' : '2026-01-18').map((line) => ({
            ...line,
            条码: CODE,
          })),
        ),
      ),
    )
    const { detail, roundTrips } = await read('甲店', `b:${CODE}`)
    expect(detail?.elsewhere.stores).toHaveLength(20)
    expect(detail?.elsewhere.stores.map(({ store }) => store)).not.toContain('分店00')
    expect(detail?.elsewhere.more).toBe(7)
    expect(roundTrips).toBe(few.roundTrips)
    expect(roundTrips).toBe(3)
  })

  test('is unknown while a day of it is yet to be rolled up anew', async () => {
    await worker.env.DB.prepare(
      "UPDATE store_days SET rollup_version = 0, products = '[]' WHERE store_id = (SELECT id FROM stores WHERE name = '乙店') AND business_date = '2026-01-17'",
    ).run()
    const { detail } = await read('甲店', `b:${CODE}`)
    const other = detail?.elsewhere.stores.find(({ store }) => store === '乙店')
    expect(other?.week).toEqual({ status: 'rebuilding' })
  })
})
