import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

test('the amount is of the whole line', async () => {
  const { orders } = await readKind('qianniuhua', [
    [
      '订单编号',
      '下单时间',
      '渠道',
      '门店名称',
      '门店编码',
      '商品SKU',
      '商品名称',
      '规格',
      '店内分类',
      '数量',
      '商品售价',
      '商品金额',
    ],
    ['1', '2026-03-25 08:01:02', '美团', '测试店', '001', 'S1', '矿泉水', '550ml', '饮料', '3', '3', '9'],
  ])
  expect(orders).toMatchObject([{ orderId: '1', channel: '美团' }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:S1',
    category: '饮料',
    unitPriceMicro: 3_000_000,
  })
})
