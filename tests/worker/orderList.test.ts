import { readSheet } from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { everyStore, type VisibleStore, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { sumFen } from '../../src/diagnosis/money'
import { defaultOrder } from '../../src/lists/listQuery'
import { type ListRequest, readRuleList } from '../../src/lists/ruleListView'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { select, texts } from '../html'

const DATE = '2026-01-18'

let worker: TestWorker
let stores: VisibleStore[]
beforeAll(async () => {
  worker = await sharedWorker()
  const csv = [...demoCsv({ stores: 4, days: 30, lastDate: DATE })].join('')
  expect(await (await worker.importCsv(csv)).json()).toMatchObject({ status: 'imported' })
  const [order, cancelled] = ['reckoned', 'cancelled'].map((id) => ({
    订单ID: id,
    门店名称: '对账店',
    满减金额: '1.5',
  }))
  const own = exportFile([{ ...order }, { ...cancelled, 平台服务费: '0', 实收价格: '3.339' }])
  expect((await worker.importCsv(own)).status).toBe(200)
  const directory = visibleDirectory(await loadDirectory(openDatabase(worker.env.DB)), everyStore())
  stores = directory.stores.filter(({ lastDate }) => lastDate === DATE)
})

const list = (of: readonly VisibleStore[], date: string, options: Partial<ListRequest> = {}) =>
  readRuleList(openDatabase(worker.env.DB), of, date, {
    ...{ rule: 'orders', days: 1, page: 1, search: '', channels: [], categories: [] },
    ...defaultOrder('orders'),
    ...options,
  })

type View = Awaited<ReturnType<typeof list>>

/** Over valid orders, and over all, by the title of the sum. */
function totalsOf({ total }: View): Record<string, number[]> {
  const value = (cell: { kind: 'money'; fen: number } | { kind: 'count'; value: number }) =>
    cell.kind === 'money' ? cell.fen : cell.value
  return Object.fromEntries(total.table?.rows.map(({ title, values }) => [title.en, values.map(value)]) ?? [])
}

async function kpiOf(of: readonly VisibleStore[], date: string, channel = '') {
  const query = new URLSearchParams([...of.map(({ name }) => ['store', name]), ['date', date]])
  if (channel) query.set('channel', channel)
  const { kpi } = await worker.getJson<Diagnosis>(`/api/diagnosis?${query}`)
  if (!kpi) throw new Error(`no orders on ${date}`)
  return kpi
}

type Kpi = Awaited<ReturnType<typeof kpiOf>>

function expectEqualFigures(view: View, kpi: Kpi, message: string) {
  const totals = totalsOf(view)
  expect(totals.Orders, message).toEqual([kpi.orders, kpi.allOrders])
  expect(
    Object.fromEntries(Object.entries(totals).map(([title, [valid]]) => [title, valid])),
    message,
  ).toEqual({
    Orders: kpi.orders,
    Revenue: kpi.revenueFen,
    'Gross profit': kpi.grossProfitFen,
    'Net profit': kpi.netProfitFen,
    'List value (GMV)': kpi.gmvFen,
    Marketing: kpi.marketingFen,
  })
}

test('the orders of a day add up to its figures to the fen, for each store and for all', async () => {
  for (const of of [...stores.map((store) => [store]), stores]) {
    for (const daysAgo of [0, 1, 5, 12]) {
      const date = addDays(DATE, -daysAgo)
      if (of.every(({ firstDate }) => date < firstDate)) continue
      const at = `${of.map(({ name }) => name)} ${date}`
      expectEqualFigures(await list(of, date), await kpiOf(of, date), at)
    }
  }
})

test('of one channel they add up to the figures of that channel', async () => {
  const { channels } = (await list(stores, DATE)).choices
  expect(channels.length).toBeGreaterThan(1)
  for (const channel of channels) {
    expectEqualFigures(
      await list(stores, DATE, { channels: [channel] }),
      await kpiOf(stores, DATE, channel),
      channel,
    )
  }
})

test('orders that are not valid are listed, marked, and added up apart', async () => {
  const view = await list(stores, DATE)
  const { orders, allOrders } = await kpiOf(stores, DATE)
  const marked = view.rows.filter(
    ({ cells }) => cells.validity?.kind === 'label' && cells.validity.label === 'invalid',
  )
  expect(allOrders).toBeGreaterThan(orders)
  expect([view.rows.length, marked.length]).toEqual([allOrders, allOrders - orders])
  const own = await list(
    stores.filter(({ name }) => name === '对账店'),
    DATE,
  )
  expect(totalsOf(own)).toEqual({
    Orders: [1, 2],
    Revenue: [1000, 1334],
    'Gross profit': [400, 800],
    'Net profit': [50, 150],
    'List value (GMV)': [1200, 2400],
    Marketing: [150, 300],
  })
})

test('orders of one store that are narrowed to a product add up to what they are, rounded once', async () => {
  const store = stores.find(({ name }) => name !== '对账店')
  if (!store) throw new Error('no store')
  const [first] = (await list([store], DATE)).rows
  const search = first?.searchText.split('\n')[1] ?? ''
  const narrowed = await list([store], DATE, { search })
  expect(narrowed.rows.length).toBeGreaterThan(0)
  expect(narrowed.rows.length).toBeLessThan((await list([store], DATE)).rows.length)
  const stored = await worker.env.DB.prepare(
    'SELECT orders FROM store_days WHERE store_id = ? AND business_date = ?',
  )
    .bind(store.id, DATE)
    .first<{ orders: string }>()
  const shown = new Set(narrowed.rows.map(({ subject }) => subject.kind === 'order' && subject.orderId))
  const rows = (JSON.parse(stored?.orders ?? '[]') as [string, string, string, number][]).filter(([id]) =>
    shown.has(id),
  )
  expect(totalsOf(narrowed).Revenue?.[1]).toBe(sumFen(rows, ([, , , revenueMicro]) => revenueMicro))
})

test('orders of several days are those of each, the days before added', async () => {
  const three = await list(stores, DATE, { days: 3 })
  const each = await Promise.all([0, 1, 2].map((ago) => list(stores, addDays(DATE, -ago))))
  expect(three.rows.length).toBe(each.reduce((sum, { rows }) => sum + rows.length, 0))
  expect(totalsOf(three).Revenue?.[0]).toBe(
    each.reduce((sum, view) => sum + (totalsOf(view).Revenue?.[0] ?? Number.NaN), 0),
  )
})

test('from a figure of the page to a line of an order is two taps', async () => {
  const store = stores.find(({ name }) => name !== '对账店')
  const page = await (
    await worker.get(`/?${new URLSearchParams({ store: store?.name ?? '', date: DATE })}`)
  ).text()
  const toOrders = select(page, '.kpis dt a').eq(2).attr('href') ?? ''
  expect(toOrders).toContain('/rules/orders?')
  expect(new URLSearchParams(toOrders.split('?')[1]).get('sort')).toBe('netProfit')
  const orders = await (await worker.get(toOrders)).text()
  const [, toOrder = ''] = /href="(\/order\?[^"]*)"/.exec(orders) ?? []
  const order = await (await worker.get(toOrder.replaceAll('&amp;', '&'))).text()
  expect(texts(order, 'table.data tbody th').length).toBeGreaterThan(0)
})

test('they are exported as they stand, with the store, the day and whether each is valid', async () => {
  const url = `/rules/orders.csv?${new URLSearchParams({ date: DATE, sort: 'validity' })}`
  const csv = (await (await worker.get(url)).text()).trimEnd().split('\r\n')
  const { orders, allOrders } = await kpiOf(stores, DATE)
  expect(csv).toHaveLength(allOrders + 1)
  for (const title of ['门店', '日期', '是否有效', '原价', '营销费']) expect(csv[0]).toContain(title)
  expect(csv.filter((line) => line.includes('无效：平台服务费 ≤ 0'))).toHaveLength(allOrders - orders)
  expect(csv[1]).toContain('无效')
  const sheet = await readSheet(
    Buffer.from(await (await worker.get(url.replace('.csv', '.xlsx'))).arrayBuffer()),
  )
  expect(sheet).toHaveLength(allOrders + 1)
})

test('the list is no rule: no card, and nothing of the JSON', async () => {
  const { rules } = await worker.getJson<Diagnosis>('/api/diagnosis')
  expect(rules).not.toHaveProperty('orders')
  expect(await (await worker.get('/')).text()).not.toContain('rule-orders')
})
