import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

const HEADER = [
  'amazon-order-id',
  'purchase-date',
  'order-status',
  'sales-channel',
  'product-name',
  'sku',
  'quantity',
  'item-price',
]
const row = (id: string, status: string, market = 'Amazon.com') => [
  id,
  '2026-01-18T07:31:02+00:00',
  status,
  market,
  'Mug',
  'M',
  '2',
  '33.98',
]

test('the price of an item is of the whole line, and times are of UTC', async () => {
  const { orders, report } = await readKind(
    'amazon',
    [HEADER, row('111-1', 'Shipped'), row('111-2', 'Cancelled')],
    { store: 'Acme' },
    { currency: 'USD' },
  )
  expect(orders).toMatchObject([
    { orderId: '111-1', channel: 'Amazon.com', orderedAt: '2026-01-18T15:31:02' },
  ])
  expect(figures(orders[0]?.lines[0])).toMatchObject({
    productKey: 's:M',
    quantityMilli: 2000,
    unitPriceMicro: 16_990_000,
  })
  expect(report.ordersCancelled).toBe(1)
})

test('without a column of the currency the market tells it', async () => {
  for (const [market, currency] of [
    ['Amazon.com', 'USD'],
    ['Amazon.de', 'EUR'],
  ] as const) {
    expect(await readRefused(tableCsv([HEADER, row('111-1', 'Shipped', market)]))).toMatchObject({ currency })
  }
  expect(
    await readRefused(
      tableCsv([
        [...HEADER, 'currency'],
        [...row('1', 'Shipped', 'Non-Amazon'), 'GBP'],
      ]),
    ),
  ).toMatchObject({ currency: 'GBP' })
})
