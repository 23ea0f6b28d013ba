import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  ...[
    '订单序号',
    '订单编号',
    '订单来源',
    '城市',
    '商户名称',
    '门店ID',
    '订单状态',
    '退款状态',
    '退款金额',
    '下单时间',
  ],
  ...[
    '用户实付金额',
    '平台佣金',
    '商品名称',
    'upc',
    '店内码/货号',
    '商品售价',
    '商品数量',
    '商品原始总价',
    '商品成交总价',
  ],
  ...['配送费', '打包费', '收货地址'],
]
const row = (id: string, refund: string) => [
  ...[
    '1',
    `\t${id}`,
    '饿了么',
    '南京',
    '测试便利店(一店)',
    '123',
    '已完成',
    refund,
    '0',
    '2026年03月25日 08:01:02',
  ],
  ...['9.9', '1.2', '矿泉水', '6900000000017', 'A001', '3', '3', '12', '9', '2.5', '0.5', '某路1号'],
]

test('what was paid for a line is that of all its pieces; refunds take orders out', async () => {
  const { orders, cancelled, storeIds } = await readKind('eleme', [
    HEADER,
    row('8012345678901234567', '无退款'),
    row('8012345678901234568', '全部退款'),
  ])
  expect(orders).toMatchObject([{ orderId: '8012345678901234567', channel: '饿了么', bagFeeMicro: 500_000 }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:A001',
    quantityMilli: 3000,
    unitPriceMicro: 3_000_000,
    listPriceMicro: 4_000_000,
  })
  expect([...cancelled]).toEqual([['测试便利店(一店)', ['8012345678901234568']]])
  expect([...storeIds]).toEqual([['测试便利店(一店)', ['123']]])
})
