import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

const HEADER = [
  ...[
    'Name',
    'Email',
    'Financial Status',
    'Currency',
    'Shipping',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
  ],
  ...[
    'Lineitem price',
    'Lineitem compare at price',
    'Lineitem sku',
    'Cancelled at',
    'Source',
    'Lineitem discount',
  ],
]
const first = (id: string, status: string, cancelledAt = '') => [
  ...[
    id,
    'a@example.com',
    status,
    'USD',
    '5.00',
    '2024-05-01 09:58:12 +0000',
    '2',
    'Tee',
    '9.99',
    '12.00',
    'TEE',
  ],
  ...[cancelledAt, 'web', '1.98'],
]
const next = (id: string) => [id, '', '', '', '', '', '1', 'Mug', '10.00', '', 'MUG', '', '', '0']
const STORE = { store: 'Acme' }
const USD = { currency: 'USD' }

test('what belongs to an order stands on its first line alone', async () => {
  const { orders } = await readKind('shopify', [HEADER, first('#1001', 'paid'), next('#1001')], STORE, USD)
  expect(orders).toMatchObject([
    { orderId: '#1001', channel: 'web', orderedAt: '2024-05-01T17:58:12', userDeliveryFeeMicro: 5_000_000 },
  ])
  expect(orders[0]?.lines.map(figures)).toMatchObject([
    { productKey: 's:TEE', quantityMilli: 2000, unitPriceMicro: 9_000_000, listPriceMicro: 12_000_000 },
    { productKey: 's:MUG', quantityMilli: 1000, unitPriceMicro: 10_000_000, listPriceMicro: null },
  ])
})

test('orders that were voided, refunded or cancelled are out', async () => {
  const { report } = await readKind(
    'shopify',
    [
      ...[HEADER, first('#1', 'voided'), next('#1'), first('#2', 'refunded')],
      ...[first('#3', 'paid', '2024-05-02 09:00:00 +0000'), first('#4', 'partially_refunded')],
    ],
    STORE,
    USD,
  )
  expect(report).toMatchObject({ ordersCancelled: 3, orders: 1 })
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'partlyRefunded', orders: 1 }))
})

test('another currency is refused before anything is asked', async () => {
  expect(await readRefused(tableCsv([HEADER, first('#1001', 'paid')]))).toMatchObject({
    reason: 'otherCurrency',
    currency: 'USD',
    expected: 'CNY',
  })
})
