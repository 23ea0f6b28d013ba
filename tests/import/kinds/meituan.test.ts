import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

const HEADER = [
  ...[
    '订单编号',
    '下单时间',
    '订单完成时间',
    '商家名称',
    '商家ID',
    '商家所在城市',
    '订单状态',
    '订单配送状态',
  ],
  ...[
    '商品分类',
    '商品名称',
    'UPC码',
    '店内码/货号',
    '是否部分退款商品',
    '商品销售数量',
    '商品原价交易额(元)',
  ],
  ...['商品实付交易额(元)', '部分退款商品数量', '部分退款商品金额(元)', '配送费(元)', '打包袋费'],
]
const row = (...amounts: string[]) => [
  ...['\t1234567890123456789', '\t2026-03-25 08:01:02', '\t2026-03-25 08:31:02', '测试便利店（一店）'],
  ...['\t100200', '南京', '已完成', '已送达', '饮料', '矿泉水 550ml', '\t6900000000017', '\tA001', '否'],
  ...[...amounts, '2.5', '0.5'],
]
const CHANNEL = { channel: '美团闪购' }

test('amounts are of the whole line, and what was refunded in part is taken off it', async () => {
  const { orders, stores, report } = await readKind(
    'meituan',
    [HEADER, row('3', '9.00', '7.50', '0', '0'), row('3', '9.00', '7.50', '1', '2.50')],
    CHANNEL,
  )
  expect([...stores.keys()]).toEqual(['测试便利店（一店）'])
  expect(orders[0]).toMatchObject({
    orderId: '1234567890123456789',
    orderedAt: '2026-03-25T08:01:02',
    channel: '美团闪购',
    deliveryFeeMicro: 2_500_000,
    bagFeeMicro: 500_000,
  })
  const line = { productKey: 's:A001', category: '饮料', listPriceMicro: 3_000_000, costMicro: null }
  expect(orders[0]?.lines.map(figures)).toEqual([
    { ...line, quantityMilli: 3000, unitPriceMicro: 2_500_000 },
    { ...line, quantityMilli: 2000, unitPriceMicro: 2_500_000 },
  ])
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'partlyRefunded', orders: 1 }))
  expect(report.warnings.some(({ code }) => code === 'statusColumns')).toBe(false)
})

test('half a kilogram that was refunded is taken off what was weighed', async () => {
  const { orders } = await readKind(
    'meituan',
    [HEADER, row('1.25', '5', '4.5', '0.5', '1.8'), row('1.25', '5', '4.5', '0.0005', '0')],
    CHANNEL,
  )
  expect(orders[0]?.lines).toMatchObject([
    { quantityMilli: 750, unitPriceMicro: 3_600_000, listPriceMicro: 4_000_000 },
    { quantityMilli: 1250, unitPriceMicro: 3_600_000, listPriceMicro: 4_000_000 },
  ])
})
