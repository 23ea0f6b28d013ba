import { expect, test } from 'vitest'
import { readRefused } from '../exportFile'
import { figures, readKind, tableCsv } from './kindFile'

const TABLE = [
  [
    'Date',
    'Time',
    'Time Zone',
    'Category',
    'Item',
    'Qty',
    'SKU',
    'Gross Sales',
    'Discounts',
    'Net Sales',
    'Transaction ID',
    'Event Type',
    'Location',
    'Channel',
  ],
  [
    '2026-07-18',
    '12:59:30',
    'Eastern Time (US & Canada)',
    'Drinks',
    'Beer',
    '2.0',
    'B1',
    '$12.00',
    '-$1.00',
    '$11.00',
    'TX1',
    'Payment',
    'Main',
    '',
  ],
  [
    '2026-07-18',
    '13:05:00',
    'Eastern Time (US & Canada)',
    'Drinks',
    'Beer',
    '-1.0',
    'B1',
    '-$6.00',
    '$0.50',
    '-$5.50',
    'TX2',
    'Refund',
    'Main',
    '',
  ],
]

test('day and time stand in two columns, and amounts are of the whole line', async () => {
  const { orders, stores } = await readKind('square', TABLE, {}, { currency: 'USD' })
  expect([...stores.keys()]).toEqual(['Main'])
  expect(orders).toMatchObject([
    { orderId: 'TX1', channel: 'Square', orderedAt: '2026-07-18T12:59:30' },
    { orderId: 'TX2', orderedAt: '2026-07-18T13:05:00' },
  ])
  expect(orders.map(({ lines }) => figures(lines[0]))).toMatchObject([
    {
      productKey: 's:B1',
      category: 'Drinks',
      quantityMilli: 2000,
      unitPriceMicro: 5_500_000,
      listPriceMicro: 6_000_000,
    },
    { quantityMilli: -1000, unitPriceMicro: 5_500_000, listPriceMicro: 6_000_000 },
  ])
})

test('dollars are refused where the shop counts in yuan', async () => {
  expect(await readRefused(tableCsv(TABLE))).toMatchObject({ reason: 'otherCurrency', currency: '$' })
})
