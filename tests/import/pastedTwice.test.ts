import { expect, test } from 'vitest'
import { type Cells, csv, GOOD_LINE, readGood } from './exportFile'

const line = (id: string, cells: Cells = {}): Cells => ({ ...GOOD_LINE, 订单ID: id, ...cells })
const HALF = [line('1'), line('1', { 商品名称: '面包' }), line('2'), line('3', { 销量: 'x' })]

test('a file that was pasted behind itself is taken once', async () => {
  const once = await readGood(csv(...HALF))
  const twice = await readGood(csv(...HALF, ...HALF))
  expect(twice.stores).toEqual(once.stores)
  const { warnings, ...report } = twice.report
  expect(report).toMatchObject({
    linesRead: 4,
    linesAccepted: 3,
    rejected: { count: 1, lines: [{ line: 5 }] },
  })
  expect(warnings).toContainEqual({ code: 'pastedTwice', times: 2, rows: { count: 4, lines: [6] } })
})

test('also with its header in between', async () => {
  const { orders, report } = await readGood(csv(...HALF) + csv(...HALF))
  expect(orders.map(({ lines }) => lines.length)).toEqual([2, 1])
  expect(report).toMatchObject({ linesRead: 4, repeatedHeaders: { count: 1 } })
})

test('also with its title, and a byte-order mark before the header', async () => {
  const once = `订单明细,,\n${csv(...HALF)}`
  const twice = await readGood(`${once}${once.replace('订单ID', '\uFEFF订单ID')}`)
  expect(twice.report).toMatchObject({ linesRead: 4, linesAccepted: 3, rejected: { count: 1 } })
})

test('a header between equal rows says that they were pasted, even one row', async () => {
  const { report } = await readGood(csv(GOOD_LINE) + csv(GOOD_LINE))
  expect(report).toMatchObject({ linesRead: 1, linesAccepted: 1 })
  const three = await readGood(csv(GOOD_LINE) + csv(GOOD_LINE) + csv(GOOD_LINE))
  expect(three.report).toMatchObject({ linesRead: 1, linesAccepted: 1 })
})

test('also more than twice', async () => {
  const { report } = await readGood(csv(...HALF, ...HALF, ...HALF))
  expect(report).toMatchObject({ linesRead: 4, linesAccepted: 3, rejected: { count: 1 } })
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'pastedTwice', times: 3 }))
})

test('also where the header comes again within one of the copies', async () => {
  const header = csv().trimEnd()
  const once = csv(...HALF)
    .trimEnd()
    .split('\n')
  const twice = [...once, ...once.slice(1, 3), header, ...once.slice(3)].join('\n')
  expect((await readGood(twice)).report).toMatchObject({ linesRead: 4, orders: 2 })
})

test('one cell that differs makes it another file', async () => {
  const { report } = await readGood(csv(...HALF, ...HALF.with(2, line('2', { 实收价格: '3.6' }))))
  expect(report.linesRead).toBe(8)
})

test('values that contradict themselves do so in both halves', async () => {
  const fee = (cells: Cells, value: string): Cells => ({ ...cells, 打包袋金额: value })
  const half = [fee(line('1'), '1'), fee(line('1', { 商品名称: '面包' }), '2'), fee(line('2'), '1')]
  const { report } = await readGood(csv(...half, ...half))
  expect(report.linesRead).toBe(3)
  const other = await readGood(csv(...half, ...half.with(0, fee(line('1'), '3'))))
  expect(other.report.linesRead).toBe(6)
})

test('also the lines of one order are compared, and those that were cancelled', async () => {
  const order = [line('1'), line('1', { 商品名称: '面包' })]
  expect((await readGood(csv(...order, ...order))).report).toMatchObject({ linesRead: 2, orders: 1 })
  const status = (cells: Cells, value: string): Cells => ({ ...cells, 订单状态: value })
  const half = [...order.map((cells) => status(cells, '已取消')), status(line('2'), '已完成')]
  expect((await readGood(csv(...half, ...half))).report).toMatchObject({ linesRead: 3, ordersCancelled: 1 })
  const alive = await readGood(csv(...half, ...half.map((cells) => status(cells, '已完成'))))
  expect(alive.report.linesRead).toBe(6)
})

test('lines that stand beside themselves are no second half', async () => {
  const { report } = await readGood(csv(line('1'), line('1'), line('2'), line('2')))
  expect(report).toMatchObject({ linesRead: 4, linesAccepted: 4 })
})

test('equal lines alone were bought twice', async () => {
  for (const lines of [2, 4]) {
    const { orders } = await readGood(csv(...Array.from({ length: lines }, () => GOOD_LINE)))
    expect(orders[0]?.lines).toHaveLength(lines)
  }
})

test('thousands of rows are compared as well', async () => {
  const half = Array.from({ length: 5000 }, (_, id) => line(`${id}`))
  expect((await readGood(csv(...half, ...half))).report).toMatchObject({ linesRead: 5000, orders: 5000 })
  expect((await readGood(csv(...half, ...half.slice(1)))).report).toMatchObject({ linesRead: 9999 })
})
