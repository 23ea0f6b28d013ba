import { beforeAll, describe, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { everyStore, type VisibleDirectory, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { readOrder } from '../../src/details/orderDetail'
import { readProduct } from '../../src/details/productDetail'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { FiguresOf } from '../../src/diagnosis/rule'
import { RULES, type RuleName } from '../../src/diagnosis/rules/index'
import { defaultOrder } from '../../src/lists/listQuery'
import { readRuleList } from '../../src/lists/ruleListView'
import { rowsTogether } from '../../src/lists/together'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'

const DATE = '2026-01-18'
const NAMES = Object.keys(RULES) as RuleName[]

let worker: TestWorker
let directory: VisibleDirectory
beforeAll(async () => {
  worker = await sharedWorker()
  const csv = [...demoCsv({ stores: 4, days: 30, lastDate: DATE })].join('')
  expect(await (await worker.importCsv(csv)).json()).toMatchObject({ status: 'imported' })
  directory = visibleDirectory(await loadDirectory(openDatabase(worker.env.DB)), everyStore())
})

const query = (rule: RuleName) => ({ search: '', channels: [], categories: [], ...defaultOrder(rule) })
const list = (rule: RuleName, options: object = {}) =>
  readRuleList(openDatabase(worker.env.DB), directory.stores, DATE, {
    rule,
    days: 1,
    page: 1,
    ...query(rule),
    ...options,
  })

/** What the card says of a rule. */
function cardTotal(rule: RuleName, diagnosis: Diagnosis) {
  const outcome = diagnosis.rules?.[rule]
  if (outcome?.status !== 'ok') throw new Error(`${rule} finds nothing to compare`)
  const total = RULES[rule].view.list.total as (figures: FiguresOf<(typeof RULES)[RuleName]>) => object
  return total(outcome)
}

describe.each(NAMES)('the list of %s', (rule) => {
  test("has the card's count and sum, and as many rows as the rule finds", async () => {
    const diagnosis = await worker.getJson<Diagnosis>(`/api/diagnosis?date=${DATE}`)
    const view = await list(rule)
    expect(view.total).toEqual(cardTotal(rule, diagnosis))
    expect(view.rows.length).toBeGreaterThan(0)
    expect(view.rows.length).toBeGreaterThanOrEqual(view.total.count)
  })

  test('fills its columns, and sums up what it is narrowed to', async () => {
    const view = await list(rule)
    for (const column of view.columns) {
      expect(
        view.rows.some((row) => row.cells[column]),
        column,
      ).toBe(true)
    }
    const [search = ''] = view.rows[0]?.searchText.split('\n').filter(Boolean) ?? []
    const narrowed = await list(rule, { search })
    expect(narrowed.rows.length).toBeGreaterThan(0)
    expect(narrowed.rows.length).toBeLessThanOrEqual(view.rows.length)
    expect((await list(rule, { search: 'no such product' })).total).toEqual({
      count: 0,
      amountFen: view.total.amountFen === null ? null : 0,
    })
  })

  test('over three days holds the findings of each of them', async () => {
    const [one, three] = await Promise.all([list(rule), list(rule, { days: 3 })])
    expect(three.rows.filter(({ date }) => date === DATE).length).toBe(one.rows.length)
    expect(
      new Set(three.rows.map(({ date }) => date)).isSubsetOf(new Set([DATE, '2026-01-17', '2026-01-16'])),
    ).toBe(true)
  })
})

test('a list is narrowed by channel and category, and by nothing else than what it offers', async () => {
  const view = await list('stockouts')
  const [channel = ''] = view.choices.channels
  const [category = ''] = view.choices.categories
  expect(
    (await list('stockouts', { channels: [channel] })).rows.every((row) => row.channel === channel),
  ).toBe(true)
  expect(
    (await list('stockouts', { categories: [category] })).rows.every((row) =>
      row.categories.includes(category),
    ),
  ).toBe(true)
})

test('a list is sorted by any column, both ways', async () => {
  const losses = async (descending: boolean) =>
    (await list('belowCost', { sortedBy: 'loss', descending })).rows.map(
      ({ cells }) => cells.loss?.kind === 'money' && cells.loss.fen,
    )
  const falling = await losses(true)
  expect(falling).toEqual(falling.toSorted((a, b) => Number(b) - Number(a)))
  expect((await losses(false)).toReversed().map(Number).toSorted()).toEqual(falling.map(Number).toSorted())
})

describe('what was sold below cost', () => {
  const together = async (options: object = {}) =>
    rowsTogether(await list('belowCost', options), {
      ...{ rule: 'belowCost', days: 1, page: 1 },
      ...query('belowCost'),
      ...options,
    })
  const fen = (cell: unknown) => (cell as { fen: number }).fen

  test('stands on its page as many rows as the card counts products, each with its sales', async () => {
    const lines = await list('belowCost')
    const view = await together()
    expect(lines.rows.length).toBeGreaterThan(view.rows.length)
    expect(view.rows.length).toBe(view.total.count)
    expect(view.rows.flatMap(({ findings = [] }) => findings)).toHaveLength(lines.rows.length)
    expect(view.columns).not.toContain('order')
    expect(view.rows.reduce((sum, { cells }) => sum + fen(cells.loss), 0)).toBe(view.total.amountFen)
  })

  test('says of each product the sum of its sales, the lowest price paid and the highest to sell for', async () => {
    const { rows } = await together()
    const [several] = rows.filter(({ findings = [] }) => findings.length > 1)
    const cellsOf = (id: string) => (several?.findings ?? []).map(({ cells }) => fen(cells[id]))
    expect(fen(several?.cells.loss)).toBe(cellsOf('loss').reduce((sum, loss) => sum + loss, 0))
    expect(fen(several?.cells.unitPrice)).toBe(Math.min(...cellsOf('unitPrice')))
    expect(fen(several?.cells.lowestPrice)).toBe(Math.max(...cellsOf('lowestPrice')))
    expect(cellsOf('loss')).toEqual(cellsOf('loss').toSorted((a, b) => b - a))
  })

  test('is sorted by what a row shows', async () => {
    const losses = async (descending: boolean) =>
      (await together({ sortedBy: 'loss', descending })).rows.map(({ cells }) => fen(cells.loss))
    const falling = await losses(true)
    expect(falling).toEqual(falling.toSorted((a, b) => b - a))
    expect(await losses(false)).toEqual(falling.toSorted((a, b) => a - b))
  })

  test('stands in its files sale by sale', async () => {
    const { rows } = await list('belowCost')
    const csv = await (await worker.get(`/rules/belowCost.csv?date=${DATE}`)).text()
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + rows.length)
  })
})

test('beside the loss orders stand their products, those that earned least first', async () => {
  const { orderProducts } = await list('lossOrders')
  expect(orderProducts.length).toBeGreaterThan(0)
  const profits = orderProducts.map(({ grossProfitFen }) => grossProfitFen)
  const known = profits.filter((fen) => fen !== null)
  expect(profits.slice(0, known.length)).toEqual(known.toSorted((a, b) => a - b))
})

test.each(['stockouts', 'salesDrop', 'marginDrop', 'hotProducts', 'topProfit'] as const)(
  'the rows of %s say which are new and which ongoing, as many as the card says',
  async (rule) => {
    const { changes } = await worker.getJson<Diagnosis>(`/api/diagnosis?date=${DATE}`)
    const { rows } = await list(rule)
    const marks = rows.map(({ cells }) =>
      cells.product?.kind === 'product' ? cells.product.change : undefined,
    )
    const counted = (mark: string) => marks.filter((each) => each === mark).length
    expect({ new: counted('new'), ongoing: counted('ongoing') }).toEqual({
      new: changes?.[rule]?.kind === 'products' ? changes[rule].new : Number.NaN,
      ongoing: changes?.[rule]?.kind === 'products' ? changes[rule].ongoing : Number.NaN,
    })
  },
)

test('a list of several days counts the different products among its rows', async () => {
  const { rows, subjects } = await list('slowMoving', { days: 15 })
  expect(subjects).toBe(new Set(rows.map(({ store, subject }) => JSON.stringify([store, subject]))).size)
  expect(subjects).toBeLessThan(rows.length)
})

test('a list knows whether its rule could judge at all', async () => {
  expect(await list('lossOrders')).toMatchObject({ known: true })
  const young = directory.stores.filter(({ name }) => name.includes('青桐'))
  const db = openDatabase(worker.env.DB)
  const request = { rule: 'salesDrop', days: 1, page: 1, ...query('salesDrop') } as const
  expect(await readRuleList(db, young, '2026-01-11', request)).toMatchObject({ known: false, rows: [] })
  const all = await readRuleList(db, directory.stores, '2020-01-01', request)
  expect(all).toMatchObject({ known: false, storesWithoutOrders: directory.stores.map(({ name }) => name) })
})

test('parts of the day are sorted as they follow each other', async () => {
  const { rows } = await list('deliveryCost', { days: 15, sortedBy: 'timeSlot', descending: false })
  const hours = rows.map(({ cells }) =>
    cells.time?.kind === 'time' ? Number(cells.time.time.slice(11, 13)) : -1,
  )
  const slot = (hour: number) => [6, 9, 11, 14, 17, 21, 24].findIndex((end) => hour < end)
  expect(hours.map(slot)).toEqual(hours.map(slot).toSorted((a, b) => a - b))
  expect(new Set(hours.map(slot)).size).toBeGreaterThan(2)
})

test('a product beside the loss orders, and a line of an order, lead to the page of that product', async () => {
  const { orderProducts, rows } = await list('lossOrders')
  const db = openDatabase(worker.env.DB)
  const storeOf = (name: string | undefined) => {
    const store = directory.stores.find((each) => each.name === name)
    if (!store) throw new Error(`no store ${name}`)
    return store
  }
  for (const { store, name, productId } of orderProducts.slice(0, 3)) {
    const found = await readProduct(db, storeOf(store), productId ?? 0, '2026-01-18', directory.stores)
    expect(found?.product.name).toBe(name)
  }
  const { store, subject } = rows[0] ?? {}
  if (subject?.kind !== 'order') throw new Error('no loss order')
  const order = (await readOrder(db, storeOf(store), subject.orderId, undefined))?.order
  for (const line of order?.lines ?? []) {
    if (!line.merchandise) expect(line.productId).toBeNull()
    else {
      const found = await readProduct(db, storeOf(store), line.productId ?? 0, '2026-01-18', directory.stores)
      expect(found?.product.name).toBe(line.name)
    }
  }
})

test('an order tells step by step how its profit came about', async () => {
  const { rows } = await list('lossOrders')
  const row = rows[0]
  const store = directory.stores.find(({ name }) => name === row?.store)
  if (!store || row?.subject.kind !== 'order') throw new Error('no loss order')
  const detail = (await readOrder(openDatabase(worker.env.DB), store, row.subject.orderId, undefined))?.order
  expect(detail?.profitSteps.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(detail?.netProfitFen)
  expect(row.cells.netProfit).toEqual({ kind: 'money', fen: detail?.netProfitFen })
  expect(await readOrder(openDatabase(worker.env.DB), store, 'no such order', undefined)).toBeUndefined()
})

test("a product's page marks on each day what the rules found, the same as their lists", async () => {
  for (const rule of ['stockouts', 'slowMoving', 'topProfit', 'hotProducts'] as const) {
    const [row] = (await list(rule)).rows
    const store = directory.stores.find(({ name }) => name === row?.store)
    if (!store || row?.subject.kind !== 'product') throw new Error(`no ${rule}`)
    const detail = await readProduct(openDatabase(worker.env.DB), store, row.subject.productId, DATE, [])
    expect(detail?.days).toHaveLength(30)
    expect(detail?.days.at(-1)?.findings).toContain(rule)
  }
})

test.each(['0001-01-01', '9999-12-31'])(
  'a list of %s is empty at once, and so is a product',
  async (date) => {
    const db = openDatabase(worker.env.DB)
    const request = { rule: 'stockouts' as const, days: 15, page: 1, ...query('stockouts') }
    expect(await readRuleList(db, directory.stores, date, request)).toMatchObject({
      rows: [],
      total: { count: 0 },
    })
    const [store] = directory.stores
    if (!store) throw new Error('no store')
    const detail = await readProduct(db, store, 1, date, directory.stores)
    expect(detail?.days.every(({ sales }) => sales === null)).toBe(true)
    expect(db.usage.roundTrips).toBeLessThan(40)
  },
)

test("a product's page finds nothing by a stock that is one snapshot for several days, as the card does not, and says which days", async () => {
  const rows = [0, 1, 2, 6].flatMap((daysAgo) =>
    Array.from({ length: 21 }, (_, i) => ({
      ...{ 门店名称: '快照店', 渠道: '小程序', 商品名称: `商品${i}`, 月售: '3', 实收价格: '5' },
      ...{
        订单ID: `${daysAgo}-${i}`,
        下单时间: `${addDays(DATE, -daysAgo)} 10:00:00`,
        库存: daysAgo < 2 ? '1' : '9',
      },
    })),
  )
  expect((await worker.importCsv(exportFile(rows))).status).toBe(200)
  const db = openDatabase(worker.env.DB)
  const [store] = visibleDirectory(await loadDirectory(db), everyStore()).stores.filter(
    ({ name }) => name === '快照店',
  )
  if (!store) throw new Error('the store is there')
  const product = await worker.env.DB.prepare('SELECT id FROM products WHERE store_id = ?')
    .bind(store.id)
    .first<{ id: number }>()
  const detail = await readProduct(db, store, product?.id ?? 0, DATE, [])
  expect(detail?.days.slice(-4).map(({ stockShared }) => stockShared)).toEqual([false, false, true, true])
  expect(detail?.days.at(-1)?.findings).not.toContain('lowStock')
  const { rules, stockSnapshot, frozenStockSince } = await worker.getJson<Diagnosis>(
    '/api/diagnosis?store=快照店',
  )
  expect(rules?.lowStock).toEqual({ status: 'unknown', reason: 'frozenStock' })
  expect([stockSnapshot?.frozen, frozenStockSince]).toEqual([1, '2026-01-17'])
})
