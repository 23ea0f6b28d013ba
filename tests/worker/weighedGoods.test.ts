import { readSheet } from 'read-excel-file/node'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { type ExportLine, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { cellUnder, link, rowsOf, select, table, visibleText } from '../html'

/** Half a kilogram on its way from the file to every place that shows it. */

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const importLines = async (lines: ExportLine[]) => (await worker.importCsv(exportFile(lines))).json()
const page = async (path: string) => (await worker.get(path)).text()

const APPLES = { 商品名称: '苹果', 实收价格: '3', 商品原价: '4', 商品采购成本: '2', 利润额: '' }

test('an export of weighed goods is imported, and each line comes to what was paid for its weight', async () => {
  const line = { 订单ID: '1', 实收价格: '3', 商品原价: '4', 商品采购成本: '2', 利润额: '4' }
  const answer = await importLines([
    { ...line, 商品名称: '苹果', 月售: '0.5', 库存: '5' },
    { ...line, 月售: '2', 库存: '5' },
    { ...line, 订单ID: '2', 月售: '2', 库存: '12.5' },
  ])
  expect(answer).toMatchObject({ status: 'imported', report: { orders: 2, rejected: { count: 0 } } })
  expect((await worker.getJson<Diagnosis>('/api/diagnosis')).kpi).toMatchObject({
    revenueFen: 1350,
    gmvFen: 1800,
  })
})

/** Apples that took off: 10.25 kg on the day, 2.5 kg the day before, 0.125 kg left. */
const TAKING_OFF: ExportLine[] = [
  { ...APPLES, 订单ID: 'before', 下单时间: '2026-01-17 10:00:00', 月售: '2.5', 库存: '10.375' },
  { ...APPLES, 订单ID: 'A', 月售: '10', 商品采购成本: '35', 库存: '0.375' },
  { ...APPLES, 订单ID: 'B', 月售: '0.25', 商品采购成本: '1', 库存: '0.125' },
]

test('the card, the list, its exports and the page of the product and of the order show it to the gram', async () => {
  await importLines(TAKING_OFF)
  const { rules } = await worker.getJson<Diagnosis>('/api/diagnosis')
  expect(rules?.hotProducts).toMatchObject({
    quantity: 10.25,
    top: [{ name: '苹果', quantity: 10.25, growthPct: 310 }],
  })
  // 35 − 30, and 1 − 0.75
  expect(rules?.belowCost).toMatchObject({ lines: 2, count: 1, amountFen: 525 })

  const home = await page('/?lang=en')
  // Behind its skeleton.
  const card = select(home, 'article.rule.rule-hotProducts').last()
  expect(visibleText(card)).toContain('10.25 units')

  const list = await page('/rules/hotProducts?lang=en')
  const [row] = rowsOf(select(list, 'table'))
  if (!row) throw new Error('The list is empty.')
  expect(['Sold', 'Day before', 'Stock'].map((heading) => cellUnder(row, heading).text())).toEqual([
    '10.25',
    '2.5',
    '0.125',
  ])

  const csv = await page('/rules/hotProducts.csv?lang=en')
  expect(csv.split('\r\n')[1]?.split(',')).toEqual(expect.arrayContaining(['10.25', '2.5', '0.125']))
  const sheet = await readSheet(
    Buffer.from(await (await worker.get('/rules/hotProducts.xlsx?lang=en')).arrayBuffer()),
  )
  expect(sheet[1]).toEqual(expect.arrayContaining([10.25, 2.5, 0.125]))

  const product = await page(link(list, '苹果').attr('href') ?? '')
  expect(visibleText(product)).toContain('12.75')
  expect(visibleText(product)).toContain('0.125')

  const orders = await page('/rules/belowCost?lang=en')
  const order = await page(link(orders, 'B').attr('href') ?? '')
  const [line] = rowsOf(table(order, 'Lines'))
  if (!line) throw new Error('The order is empty.')
  expect(['Sold', 'Revenue', 'Stock at export'].map((heading) => cellUnder(line, heading).text())).toEqual([
    '0.25',
    '¥0.75',
    '0.125',
  ])
})

test.each(['1e21', '0.0001', '0.5 kg', '1,5', '٠.٥', '0.9999999', '-1000001', '-'])(
  'a quantity of %j rejects its line, says why, and stops no other',
  async (quantity) => {
    expect(
      await importLines([
        { ...APPLES, 订单ID: 'bad', 月售: quantity },
        { ...APPLES, 订单ID: 'good', 月售: '０．５' },
      ]),
    ).toMatchObject({
      status: 'imported',
      report: {
        orders: 1,
        rejected: {
          count: 1,
          lines: [{ column: '销量', value: quantity === '-' ? expect.anything() : quantity }],
        },
      },
    })
    expect((await worker.getJson<Diagnosis>('/api/diagnosis')).kpi).toMatchObject({
      orders: 1,
      revenueFen: 150,
    })
  },
)

test('half a kilogram that comes back takes off what half a kilogram brought', async () => {
  await importLines([
    { ...APPLES, 订单ID: 'A', 月售: '2' },
    { ...APPLES, 订单ID: 'B', 月售: '-0.5', 商品采购成本: '-0.5' },
  ])
  expect((await worker.getJson<Diagnosis>('/api/diagnosis')).kpi).toMatchObject({
    revenueFen: 450,
    grossProfitFen: 300,
  })
})
