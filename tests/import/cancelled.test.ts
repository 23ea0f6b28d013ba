import { expect, test } from 'vitest'
import { createFates } from '../../src/import/status'
import { type Cells, csv, GOOD_LINE, readGood } from './exportFile'

const { ofStatus, ofRefund } = createFates(['被合并'])

test.each([
  ...[
    '已取消',
    '用户取消',
    '系统取消',
    '交易关闭',
    '已关闭',
    '已作废',
    '无效订单',
    '全部退款',
    '全额退款',
    '已退款',
  ],
  ...[
    'cancelled',
    'Canceled',
    'CLOSED',
    'voided',
    'refunded',
    'wc-cancelled',
    'Cancelled by customer',
    '被合并',
  ],
])('the status %s takes an order out', (status) => {
  expect(ofStatus(status)).toBe('cancelled')
})

test.each([
  ...[
    '已完成',
    '交易成功',
    '已发货',
    '待发货',
    '等待买家付款',
    '未取消',
    '取消中',
    '申请取消',
    '退款中',
    '退款关闭',
  ],
  ...['取消失败', 'paid', 'Shipped', 'completed', 'pending', '1'],
])('the status %s does not', (status) => {
  expect(ofStatus(status)).toBe('live')
})

test('the state of a refund is that of the refund, not of the order', () => {
  for (const state of ['退款成功', '全部退款', '已全额退款', 'refunded'])
    expect(ofRefund(state)).toBe('cancelled')
  for (const state of ['无退款', '售后关闭', '已关闭', '退款关闭', '退款中', '-'])
    expect(ofRefund(state)).toBe('live')
  for (const state of ['部分退款', 'partially_refunded']) expect(ofRefund(state)).toBe('partly')
})

const line = (id: string, status: string, cells: Cells = {}): Cells => ({
  ...GOOD_LINE,
  订单ID: id,
  订单状态: status,
  ...cells,
})

test('a cancelled order is left out, counted, and named for what is stored to be removed', async () => {
  const { orders, cancelled, report } = await readGood(
    csv(line('1', '已完成'), line('2', '已取消'), line('2', '已取消'), line('3', '')),
  )
  expect(orders.map(({ orderId }) => orderId)).toEqual(['1', '3'])
  expect([...cancelled]).toEqual([['示例门店', ['2']]])
  expect(report).toMatchObject({
    linesRead: 4,
    linesAccepted: 2,
    linesCancelled: 2,
    ordersCancelled: 1,
    orders: 2,
  })
})

test('a store all of whose orders were cancelled is named too', async () => {
  const { stores, cancelled } = await readGood(csv(line('2', '已取消')))
  expect([...stores]).toEqual([])
  expect([...cancelled]).toEqual([['示例门店', ['2']]])
})

test('a cancelled order is no rejected one, whatever its cells are', async () => {
  const { report } = await readGood(csv(line('2', '已取消', { 销量: '', 实收价格: '?', 渠道: '' })))
  expect(report).toMatchObject({ ordersCancelled: 1, rejected: { count: 0 } })
})

test('lines that say nothing are cancelled with their order', async () => {
  const { report } = await readGood(csv(line('2', '已取消'), line('2', ''), { 商品名称: 'b', 销量: '1' }))
  expect(report).toMatchObject({ linesCancelled: 3, ordersCancelled: 1, orders: 0 })
})

test('an order of which some lines were taken back is without them, with a warning', async () => {
  const { orders, report } = await readGood(
    csv(line('2', '已完成'), line('2', '交易关闭', { 商品名称: '面包' })),
  )
  expect(orders[0]?.lines.map(({ productName }) => productName)).toEqual(['可乐'])
  expect(report).toMatchObject({ linesAccepted: 1, linesCancelled: 1, ordersCancelled: 0 })
  expect(report.warnings).toContainEqual({
    code: 'partlyRefunded',
    orders: 1,
    rows: { count: 1, lines: [2] },
  })
})

test('a partly refunded order counts in full, with a warning', async () => {
  const { orders, report } = await readGood(csv({ ...line('2', '已完成'), 退款状态: '部分退款' }))
  expect(orders[0]?.lines).toHaveLength(1)
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'partlyRefunded', orders: 1 }))
})

test('a column that looks like a status and is none that is known is worth a warning', async () => {
  const { report } = await readGood(csv({ ...GOOD_LINE, 支付状态: '已支付' }))
  expect(report.warnings).toContainEqual({ code: 'statusColumns', columns: ['支付状态'] })
})
