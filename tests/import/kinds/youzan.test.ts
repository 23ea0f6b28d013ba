import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

test('the export by product: what was paid is of the line, price and cost of one piece', async () => {
  const { orders } = await readKind(
    'youzan',
    [
      [
        '订单号',
        '订单商品状态',
        '订单创建时间',
        '商品名称',
        '商品类目',
        '规格编码',
        '商品单价',
        '商品成本价',
        '商品数量',
        '商品金额小计',
        '商品实际成交金额',
        '商品退款状态',
        '商品已退款金额',
      ],
      [
        'E2026',
        '交易完成',
        '2026-06-19 10:00:00',
        '草莓蛋糕',
        '蛋糕',
        'C1',
        '60',
        '20',
        '2',
        '120',
        '100',
        '',
        '0',
      ],
    ],
    { store: '烘焙店' },
  )
  expect(orders).toMatchObject([{ orderId: 'E2026', channel: '有赞' }])
  expect(figures(orders[0]?.lines[0])).toEqual({
    productKey: 's:C1',
    category: '蛋糕',
    quantityMilli: 2000,
    unitPriceMicro: 50_000_000,
    listPriceMicro: 60_000_000,
    costMicro: 40_000_000,
  })
})

test('the export by order has no products', async () => {
  const file = tableCsv([
    ['订单号', '销售渠道', '归属店铺', '订单创建时间', '订单实付金额', '全部商品名称', '商品种类数'],
    ['O-1', '网店', '烘焙店', '2026-06-19 10:00:00', '100.00', '草莓蛋糕', '1'],
  ])
  expect(await readRefused(file)).toMatchObject({ reason: 'noProducts', kind: { id: 'youzanOrders' } })
})
