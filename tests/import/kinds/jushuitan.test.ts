import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  '内部订单号',
  '线上订单号',
  '店铺名称',
  '下单时间',
  '状态',
  '商品编码',
  '商品名称',
  '数量',
  '成本价',
  '总成本',
  '实付金额',
]
const row = (id: string, status: string) => [
  ...['1', `\t${id}`, '淘宝店', '2026-05-08 10:00:00', status, 'H1', '喜字贴', '2', '5.25', '10.5', '19.8'],
]

test('what was paid and the whole cost are of the line; merged orders are in the file as what they became', async () => {
  const { orders, report } = await readKind(
    'jushuitan',
    [HEADER, row('330001', '已发货'), row('330002', '被合并')],
    { channel: '淘宝' },
  )
  expect(orders).toMatchObject([{ orderId: '330001', channel: '淘宝' }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:H1',
    unitPriceMicro: 9_900_000,
    costMicro: 10_500_000,
  })
  expect(orders[0]?.lines[0]?.grossProfitMicro).toBe(9_300_000)
  expect(report.ordersCancelled).toBe(1)
})

test('without the whole cost, that of a piece is multiplied', async () => {
  const without = (cells: readonly string[]) => cells.filter((_, i) => i !== 9)
  const { orders } = await readKind('jushuitan', [without(HEADER), without(row('1', '已发货'))], {
    channel: '淘宝',
  })
  expect(orders[0]?.lines[0]?.costMicro).toBe(10_500_000)
})
