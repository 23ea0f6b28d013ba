import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

const HEADER = [
  ...[
    '子订单编号',
    '主订单编号',
    '标题',
    '价格',
    '购买数量',
    '外部系统编号',
    '商品属性',
    '订单状态',
    '商家编码',
  ],
  ...['买家应付货款', '买家实际支付金额', '退款状态', '退款金额', '订单创建时间'],
]
const row = (child: string, refund: string, amount: string) => [
  ...[
    child,
    '1930679858170647',
    '喜字贴',
    '12',
    '2',
    '',
    '红',
    '交易成功',
    'H1',
    '20',
    '20',
    refund,
    amount,
    '2026-05-08 10:00:00',
  ],
]

test('what is due for a part order is of its line, less what was refunded', async () => {
  const { orders } = await readKind(
    'taobao',
    [HEADER, row('1', '没有申请退款', '0'), row('2', '退款成功', '20'), row('3', '部分退款', '5')],
    { store: '淘宝店' },
  )
  expect(orders).toMatchObject([{ orderId: '1930679858170647', channel: '淘宝' }])
  expect(orders[0]?.lines.map(figures)).toMatchObject([
    { productKey: 's:H1', quantityMilli: 2000, unitPriceMicro: 10_000_000, listPriceMicro: 12_000_000 },
    { quantityMilli: 2000, unitPriceMicro: 7_500_000 },
  ])
})

test('the order report has no products', async () => {
  const file = tableCsv([
    [
      '订单编号',
      '买家会员名',
      '买家应付货款',
      '订单状态',
      '订单创建时间',
      '宝贝标题',
      '宝贝种类',
      '宝贝总数量',
    ],
    ['1', 'a', '20', '交易成功', '2026-05-08 10:00:00', '喜字贴', '1', '2'],
  ])
  expect(await readRefused(file)).toMatchObject({
    reason: 'noProducts',
    kind: { id: 'taobaoOrders' },
    instead: { zh: '宝贝报表' },
  })
})
