import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  fromOrderRecord,
  ORDER_RECORD_VERSION,
  type OrderRecord,
  toOrderRecord,
} from '../../src/data/orderRecord'
import type { Order } from '../../src/diagnosis/order'

const SAMPLES = fileURLToPath(import.meta.resolve('./samples/'))

/**
 * An order with all that can be known, one with a return and a cancelled line, and one with nothing but names;
 * behind them what version 1, of whole pieces, could not pack: goods by weight.
 */
const ORDERS: Order[] = [
  {
    orderId: '000123',
    orderedAt: '2026-01-18T07:31:02',
    channel: '饿了么',
    deliveryFeeMicro: 6_200_000,
    userDeliveryFeeMicro: 3_000_000,
    deliveryDiscountMicro: 1_000_001,
    bagFeeMicro: 500_000,
    marketingMicro: [1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 7_000_001],
    distanceMetres: 1234,
    lines: [
      {
        productKey: 's:0012',
        productName: '可乐 "大"',
        category: '饮料',
        subcategory: '碳酸',
        quantityMilli: 2_000,
        unitPriceMicro: 3_500_000,
        listPriceMicro: 4_000_000,
        costMicro: 2_123_457,
        grossProfitMicro: 1_380_000,
        serviceFeeMicro: 350_000,
        rebateMicro: 123_450,
        stockMilli: 7_000,
        sellingPriceMicro: 3_800_000,
      },
    ],
  },
  {
    orderId: 'A-12_x',
    orderedAt: '2026-01-18T23:59:59',
    channel: '美团闪购',
    deliveryFeeMicro: -1_000_000,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    distanceMetres: 0,
    lines: [
      {
        productKey: 'b:6901',
        productName: '矿泉水',
        category: '饮料',
        subcategory: '',
        quantityMilli: -1_000,
        unitPriceMicro: 10_000_000,
        listPriceMicro: 12_000_000,
        costMicro: -6_000_000,
        grossProfitMicro: -4_000_000,
        serviceFeeMicro: -500_000,
        rebateMicro: 0,
        stockMilli: 0,
        sellingPriceMicro: 10_000_000,
      },
      {
        productKey: 'n:面包',
        productName: '面包',
        category: '',
        subcategory: '',
        quantityMilli: 0,
        unitPriceMicro: 5_000_000,
        listPriceMicro: null,
        costMicro: 0,
        grossProfitMicro: 0,
        serviceFeeMicro: 0,
        rebateMicro: 0,
        stockMilli: -3_000,
        sellingPriceMicro: null,
      },
    ],
  },
  {
    orderId: '3',
    orderedAt: '2026-01-19T00:00:00',
    channel: 'web',
    deliveryFeeMicro: 0,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    distanceMetres: null,
    lines: [
      {
        productKey: 'n:🥤',
        productName: '🥤',
        category: '',
        subcategory: '',
        quantityMilli: 1_000,
        unitPriceMicro: null,
        listPriceMicro: null,
        costMicro: null,
        grossProfitMicro: null,
        serviceFeeMicro: 0,
        rebateMicro: 0,
        stockMilli: null,
        sellingPriceMicro: null,
      },
    ],
  },
  {
    orderId: '4',
    orderedAt: '2026-01-19T00:00:01',
    channel: 'web',
    deliveryFeeMicro: 0,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    distanceMetres: null,
    lines: [
      {
        productKey: 'n:苹果',
        productName: '苹果',
        category: '水果',
        subcategory: '',
        quantityMilli: 1,
        unitPriceMicro: 9_990_000,
        listPriceMicro: null,
        costMicro: null,
        grossProfitMicro: null,
        serviceFeeMicro: 0,
        rebateMicro: 0,
        stockMilli: 12_500,
        sellingPriceMicro: null,
      },
    ],
  },
]

/** As versions 1 and 2 kept it: without what the goods were on sale for. */
function withoutSellingPrice(order: Order): Order {
  return { ...order, lines: order.lines.map((line) => ({ ...line, sellingPriceMicro: null })) }
}

/** The values of which `recordVersion` is the version; the others are columns of their own, which migrations look after. */
type Packed = Pick<OrderRecord, 'recordVersion' | 'marketingMicro' | 'lines'>

test('the shape in which orders are packed does not change without its version', async () => {
  const packed: Packed[] = ORDERS.map(toOrderRecord).map(({ recordVersion, marketingMicro, lines }) => ({
    recordVersion,
    marketingMicro,
    lines,
  }))
  await expect(`${JSON.stringify(packed, null, 2)}\n`).toMatchFileSnapshot(
    `samples/order.v${ORDER_RECORD_VERSION}.json`,
  )
})

test.each(readdirSync(SAMPLES).filter((name) => name.startsWith('order.v')))(
  'the orders of %s, as a version once packed them, are read for ever',
  (name) => {
    const packed = JSON.parse(readFileSync(SAMPLES + name, 'utf8')) as Packed[]
    const records = ORDERS.map((order, i) => ({ ...toOrderRecord(order, null), ...packed[i] }))
    const keepsSellingPrice = Number(name.match(/\d+/)?.[0]) >= 3
    expect(records.map(fromOrderRecord)).toEqual(keepsSellingPrice ? ORDERS : ORDERS.map(withoutSellingPrice))
  },
)

test('the lines of an order are stored in one order, wherever they stood in the file', () => {
  const reversed = ORDERS.map((order) => ({ ...order, lines: order.lines.toReversed() }))
  expect(reversed.map(toOrderRecord)).toEqual(ORDERS.map(toOrderRecord))
})

test('an order of a version that this code does not know is an error that says so', () => {
  const [record] = ORDERS.map(toOrderRecord)
  if (!record) throw new Error('no sample')
  const newer = { ...record, recordVersion: ORDER_RECORD_VERSION + 1 }
  expect(() => fromOrderRecord(newer)).toThrow(
    new RegExp(`000123.*version ${ORDER_RECORD_VERSION + 1}.*newer code`),
  )
})
