import { expect, test } from 'vitest'
import { partsOf, type ReadFile } from '../../src/import/parts'
import { type Cells, csv, GOOD_LINE, read } from './exportFile'

async function readFile(...lines: Cells[]): Promise<ReadFile> {
  const outcome = await read(csv(...lines))
  if (outcome.status !== 'read') throw new Error(outcome.status)
  return outcome
}

const line = (id: string, cells: Cells = {}): Cells => ({
  ...GOOD_LINE,
  订单状态: '完成',
  订单ID: id,
  ...cells,
})
const ON_19 = { 下单时间: '2026-01-19 08:00:00' }

test('a file that holds all orders of its days names them, but for those that lost an order to rejection', async () => {
  const file = await readFile(line('1'), line('2', ON_19), line('3', { ...ON_19, 销量: 'x' }))
  expect(partsOf(file, { completeDays: true })).toMatchObject([
    { completeDays: ['2026-01-18'], rejectedOrders: { '2026-01-19': 1 } },
  ])
  expect(partsOf(file, { completeDays: false })).toMatchObject([{ completeDays: [] }])
})

test('cancelled orders go a hundred at a time, for each may be of a day of its own', async () => {
  const ids = Array.from({ length: 101 }, (_, at) => String(at + 1))
  const file = await readFile(line('0'), ...ids.map((id) => line(id, { 订单状态: '已取消' })))
  const parts = partsOf(file, { completeDays: false })
  expect(parts.map(({ orders, cancelledIds }) => [orders.length, cancelledIds.length])).toEqual([
    [1, 0],
    [0, 100],
    [0, 1],
  ])
  expect(parts.flatMap(({ cancelledIds }) => cancelledIds)).toEqual(ids)
})

test('a day whose every order was rejected is told all the same', async () => {
  const file = await readFile(line('1'), line('2', { ...ON_19, 门店名称: '二店', 销量: 'x' }))
  expect(partsOf(file, { completeDays: false }).slice(1)).toEqual([
    { store: '二店', orders: [], cancelledIds: [], completeDays: [], rejectedOrders: { '2026-01-19': 1 } },
  ])
})
