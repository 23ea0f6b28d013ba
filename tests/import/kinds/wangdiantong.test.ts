import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

test('what a line was sold for in all is exact, also where its price is rounded', async () => {
  const { orders } = await readKind(
    'wangdiantong',
    [
      [
        '订单编号',
        '店铺',
        '商家编码',
        '货品名称',
        '付款时间',
        '货品数量',
        '货品成交价',
        '货品成交总价',
        '货品总成本',
      ],
      ['JY2026', '旗舰店', 'W1', '喜字贴', '2026-05-08 10:00:00', '3', '3.33', '10', '6'],
    ],
    { channel: '天猫' },
  )
  expect(orders).toMatchObject([{ orderId: 'JY2026', orderedAt: '2026-05-08T10:00:00' }])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:W1',
    unitPriceMicro: 3_333_333,
    costMicro: 6_000_000,
  })
  expect(orders[0]?.lines[0]?.grossProfitMicro).toBe(4_000_000)
})
