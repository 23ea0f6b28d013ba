import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  ...[
    '订单小号',
    '订单编号',
    '订单总金额',
    '门店收单时间',
    '门店ID',
    '门店名称',
    '订单取消原因',
    '京东到家sku',
    '商家sku',
  ],
  ...[
    'UPC',
    '商品名称',
    '商品数量',
    '商品一级分类',
    '商品三级分类',
    '商品价格',
    '收货人姓名',
    '成交时间',
    '订单状态',
  ],
  '订单来源',
]
const row = (status: string) => [
  ...[
    '1',
    '2600001',
    '9',
    '2026-03-25 08:02:00',
    '77',
    '京东店',
    '',
    '101',
    'A1',
    '690',
    '矿泉水',
    '3',
    '饮料',
    '水',
  ],
  ...['3', '王**', '2026-03-25 08:01:02', status, '京东秒送'],
]

test('prices are of one piece; an order is of the time at which it was paid', async () => {
  const { orders } = await readKind('jd', [HEADER, row('已完成')])
  expect(orders).toMatchObject([{ channel: '京东秒送', orderedAt: '2026-03-25T08:01:02' }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:A1',
    category: '饮料',
    quantityMilli: 3000,
    unitPriceMicro: 3_000_000,
  })
  expect((await readKind('jd', [HEADER, row('用户取消')])).report.ordersCancelled).toBe(1)
})
