import { beforeAll, expect, test } from 'vitest'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { cellUnder, rowName, rowsOf, select } from '../html'

/** Sold below cost, each known to the store by something else. */
const LINES = [
  { 商品名称: '有店内码', 店内码: '007', 条码: '6901' },
  { 商品名称: '只有条码', 店内码: '', 条码: '6902' },
  { 商品名称: '只有名称', 店内码: '', 条码: '' },
]

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  const sale = { 门店名称: '一店', 下单时间: '2026-01-18 10:00:00', 实收价格: '1', 商品采购成本: '9' }
  await worker.importCsv(exportFile(LINES.map((line, i) => ({ ...sale, ...line, 订单ID: `A${i}` }))))
})

test('a list says by which code its store knows a product, and of one without shows none', async () => {
  const html = await (await worker.get('/rules/belowCost')).text()
  const codes = rowsOf(select(html, 'table')).map((row) => [
    rowName(row).replace(/ 新增| 持续/, ''),
    cellUnder(row, '店内码/条码').text(),
  ])
  expect(codes.toSorted()).toEqual([
    ['只有名称', '—'],
    ['只有条码', '6902'],
    ['有店内码', '007'],
  ])
})

test('a file has the codes beside the products, as texts', async () => {
  const [header = '', ...rows] = (await (await worker.get('/rules/belowCost.csv')).text()).split('\r\n')
  expect(header).toContain('商品,店内码/条码,')
  expect(rows.join('\n')).toMatch(/有店内码,"?\t?007"?,/)
})

test('a list is sorted by code', async () => {
  const html = await (await worker.get('/rules/belowCost?sort=code&dir=desc')).text()
  expect(rowsOf(select(html, 'table')).map((row) => cellUnder(row, '店内码/条码').text())[0]).toBe('6902')
})

test('where no product has a code there is no column of codes', async () => {
  const html = await (await worker.get(`/rules/belowCost?${new URLSearchParams({ q: '只有名称' })}`)).text()
  expect(rowsOf(select(html, 'table'))).toHaveLength(1)
  expect(select(html, 'table').text()).not.toContain('店内码')
})
