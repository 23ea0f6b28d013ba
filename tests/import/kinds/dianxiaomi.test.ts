import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

test('the standard template: prices are of one piece', async () => {
  const { orders } = await readKind(
    'dianxiaomi',
    [
      ['订单号', '店铺账号', '下单时间', '产品名称', '商品SKU', '产品数量', '产品售价', '币种缩写'],
      ['4090000000', 'A店', '2026-03-25 08:01:02', 'Mug', 'M1', '2', '33.98', 'CNY'],
    ],
    { channel: '独立站' },
  )
  expect(orders).toMatchObject([{ orderId: '4090000000' }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:M1',
    quantityMilli: 2000,
    unitPriceMicro: 33_980_000,
  })
})

test('the template for orders has the time in its own zone and the currency in a column', async () => {
  const table = (currency: string) => [
    [
      '订单号',
      '店铺账号',
      'sku',
      '属性',
      '数量',
      '单价',
      '总运费',
      '币种',
      '买家指定物流',
      '买家姓名',
      '下单时间(北京时间)',
    ],
    ['1', 'A店', 'M1', 'Mug', '2', '5', '1', currency, 'X', 'Bo', '2026-03-25 08:01:02'],
  ]
  const { orders } = await readKind(
    'dianxiaomi',
    table('USD'),
    { channel: '独立站' },
    { currency: 'USD', timeZone: 'UTC' },
  )
  expect(orders).toMatchObject([{ orderedAt: '2026-03-25T00:01:02' }])
  expect(orders[0]?.lines[0]?.productName).toBe('Mug')
  expect(await readRefused(tableCsv(table('USD')))).toMatchObject({
    reason: 'otherCurrency',
    currency: 'USD',
  })
})
