import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  ...[
    '主订单编号',
    '子订单编号',
    '选购商品',
    '商品规格',
    '商品数量',
    '商家编码',
    '订单应付金额',
    '运费',
    '收件人',
    '订单提交时间',
  ],
  ...['订单状态', '售后状态'],
]
const row = (child: string, status: string, refund: string) => [
  ...[
    '\t69179',
    `\t${child}`,
    '辣条',
    '\t1袋',
    '2',
    '\t300400008',
    '1,028.90',
    '0.00',
    '##',
    '2026-09-22 00:54:10',
    status,
    refund,
  ],
]

test('part orders are lines of their order; one that was refunded is taken off it', async () => {
  const { orders, report } = await readKind(
    'doudian',
    [HEADER, row('69179', '已完成', '-'), row('69180', '已完成', '退款成功')],
    { store: '抖音店' },
  )
  expect(orders).toMatchObject([{ orderId: '69179', channel: '抖音', orderedAt: '2026-09-22T00:54:10' }])
  expect(orders[0]?.lines.map(figures)).toMatchObject([
    { productKey: 's:300400008', quantityMilli: 2000, unitPriceMicro: 514_450_000 },
  ])
  expect(report).toMatchObject({ linesCancelled: 1, ordersCancelled: 0 })
})

test('an order that was closed is out', async () => {
  const { report } = await readKind('doudian', [HEADER, row('1', '已关闭', '-')], { store: '抖音店' })
  expect(report).toMatchObject({ ordersCancelled: 1, orders: 0 })
})
