import { expect, test } from 'vitest'
import { figures, readKind } from './kindFile'

test('the columns of the order export plug-ins', async () => {
  const { orders, report } = await readKind(
    'woocommerce',
    [
      [
        'Order Number',
        'Order Status',
        'Order Date',
        'Email (Billing)',
        'Item #',
        'Item Name',
        'Quantity (- Refund)',
        'Item Cost',
        'SKU',
      ],
      ['101', 'Completed', '2026-03-25 08:01', 'a@example.com', '1', 'Mug', '2', '5.50', 'M1'],
      ['101', 'Completed', '2026-03-25 08:01', 'a@example.com', '2', 'Tee', '1', '9', 'T1'],
      ['102', 'Failed', '2026-03-25 09:01', 'a@example.com', '1', 'Mug', '2', '5.50', 'M1'],
    ],
    { store: 'Acme' },
  )
  expect(orders).toMatchObject([{ orderId: '101', channel: 'WooCommerce', orderedAt: '2026-03-25T08:01:00' }])
  expect(orders[0]?.lines.map(figures)).toMatchObject([
    { productKey: 's:M1', quantityMilli: 2000, unitPriceMicro: 5_500_000 },
    { productKey: 's:T1', quantityMilli: 1000, unitPriceMicro: 9_000_000 },
  ])
  expect(report.ordersCancelled).toBe(1)
})
