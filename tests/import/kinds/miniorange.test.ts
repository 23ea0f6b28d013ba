import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  ...[
    '渠道',
    '门店编码',
    '门店名称',
    '渠道订单号',
    '订单状态',
    '一级分类',
    '商品编码',
    '商品条码',
    '商品名称',
    '商品数量',
  ],
  ...['出库数量', '商品售价', '时间', '总成本', '金额'],
]

test('the amount and the cost are of the whole line', async () => {
  const { orders } = await readKind('miniorange', [
    HEADER,
    [
      '美团',
      '001',
      '测试店',
      '123',
      '已完成',
      '饮料',
      'A1',
      '690',
      '矿泉水',
      '3',
      '3',
      '3',
      '2026-03-25 08:01:02',
      '4.5',
      '9',
    ],
  ])
  expect(orders).toMatchObject([{ orderId: '123', channel: '美团', orderedAt: '2026-03-25T08:01:02' }])
  expect(figures(orders[0]?.lines[0])).toEqual({
    productKey: 's:A1',
    category: '饮料',
    quantityMilli: 3000,
    unitPriceMicro: 3_000_000,
    listPriceMicro: null,
    costMicro: 4_500_000,
  })
})
