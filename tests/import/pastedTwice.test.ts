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
  expect(warnings).toContainEqual({ code: 'pastedTwice', rows: { count: 4, lines: [6] } })
})

test('also with its header in between', async () => {
  const { orders, report } = await readGood(csv(...HALF) + csv(...HALF))
  expect(orders.map(({ lines }) => lines.length)).toEqual([2, 1])
  expect(report).toMatchObject({ linesRead: 4, repeatedHeaders: { count: 1 } })
})

test('one cell that differs makes it another file', async () => {
  const { report } = await readGood(csv(...HALF, ...HALF.with(2, line('2', { 实收价格: '3.6' }))))
  expect(report.linesRead).toBe(8)
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
