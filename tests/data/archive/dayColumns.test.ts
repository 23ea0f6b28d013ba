import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { productVariants } from '../../../src/data/archive/archivedDays'
import {
  ARCHIVE_VERSION,
  type ArchivedProduct,
  fromDayColumns,
  type ProductPlace,
  sortedOrders,
  toDayColumns,
} from '../../../src/data/archive/dayColumns'
import {
  linesText,
  type OrderRecord,
  type StoredLine,
  storedLines,
  toOrderRecord,
} from '../../../src/data/orderRecord'
import type { Order, OrderLine } from '../../../src/diagnosis/order'
import { seededRandom } from '../../seededRandom'

const SAMPLE = fileURLToPath(import.meta.resolve(`../samples/archivedDay.v${ARCHIVE_VERSION}.json`))

const line = (of: Partial<OrderLine>): OrderLine => ({
  productKey: 's:1',
  productName: '可乐 "大"',
  category: '饮料',
  subcategory: '碳酸',
  quantityMilli: 2_000,
  unitPriceMicro: 3_500_000,
  listPriceMicro: 4_000_000,
  costMicro: 2_123_457,
  grossProfitMicro: 1_380_000,
  serviceFeeMicro: 350_000,
  rebateMicro: 0,
  stockMilli: 17_500,
  sellingPriceMicro: 3_800_000,
  ...of,
})
const order = (orderId: string, lines: OrderLine[], of: Partial<Order> = {}): Order => ({
  orderId,
  orderedAt: '2026-01-18T10:00:00',
  channel: '饿了么',
  deliveryFeeMicro: 6_200_000,
  userDeliveryFeeMicro: 0,
  deliveryDiscountMicro: 0,
  bagFeeMicro: 500_000,
  marketingMicro: [1, 2, 3, 4, 5, 6, 7_000_001],
  distanceMetres: null,
  lines,
  ...of,
})

/** Packed, and unpacked again. */
function through(records: readonly OrderRecord[]) {
  const ids = new Map<string, number>()
  const keys = new Map<number, string>()
  const variants = productVariants([], (key) => {
    const id = ids.get(key) ?? ids.size + 1
    ids.set(key, id)
    keys.set(id, key)
    return id
  })
  const packed = toDayColumns(records, variants.placeOf)
  const texts = new Map<string, ArchivedProduct>(
    variants
      .added()
      .map((text) => [`${text.productId} ${text.variant}`, { ...text, key: keys.get(text.productId) ?? '' }]),
  )
  const productAt = ({ productId, variant }: ProductPlace) => {
    const text = texts.get(`${productId} ${variant}`)
    if (!text) throw new Error(`no product ${productId}`)
    return text
  }
  return { packed, texts: [...texts.values()], unpacked: fromDayColumns(packed, productAt) }
}

/** As records of earlier versions had it: with all names, and before version 3 without the price that goods were on sale for. */
function ofVersion(recordVersion: 2 | 3, record: OrderRecord): OrderRecord {
  const lines = storedLines(record).map((line) => line.slice(0, recordVersion === 2 ? 12 : 13) as StoredLine)
  return { ...record, recordVersion, lines: linesText(lines, recordVersion) }
}

const RECORDS = [
  toOrderRecord(
    {
      ...order('000123', [
        line({}),
        line({ productName: '可乐（新包装）' }),
        line({ productKey: 'n:购物袋', productName: '购物袋', costMicro: null }),
      ]),
      fileLine: 7,
    } as Order,
    12,
  ),
  ofVersion(3, toOrderRecord(order('000121', [line({ productKey: 'n:购物袋', productName: '购物袋' })]), 5)),
  toOrderRecord(order('000122', [line({}), line({}), line({ quantityMilli: -500, stockMilli: null })]), null),
  ofVersion(
    2,
    toOrderRecord(order('9', [line({})], { distanceMetres: 1234, orderedAt: '2026-01-18T09:59:59' }), 3),
  ),
]

test('orders of all record versions come back as they were, with products that were renamed between two of them', () => {
  const { packed, unpacked, texts } = through(RECORDS)
  expect(unpacked).toEqual(sortedOrders(RECORDS))
  expect(texts.map(({ productId, variant, name }) => [productId, variant, name])).toEqual([
    [1, 0, '可乐 "大"'],
    [2, 0, '购物袋'],
    [1, 1, '可乐（新包装）'],
  ])
  expect(packed.products).toBe('[1,1,2]')
})

test('a day is packed as its version packs it', async () => {
  const { packed, texts } = through(RECORDS)
  const sample = { products: packed.products, columns: JSON.parse(packed.columns), texts }
  await expect(`${JSON.stringify(sample, null, 1)}\n`).toMatchFileSnapshot(SAMPLE)
})

test('whatever texts and numbers orders have, they come back', () => {
  const random = seededRandom(13)
  const below = (limit: number) => Math.floor(random() * limit)
  const TEXTS = [
    '',
    '"',
    '\\',
    ']',
    '\n',
    '😀',
    '\u0000',
    '\ud800',
    '店\u202e',
    '1e5',
    'null',
    '__proto__',
    'a'.repeat(300),
  ]
  const text = () => TEXTS[below(TEXTS.length)] ?? ''
  const amount = () => [0, -1, 1, 9_007_199_254_740_991, -4_000_000, below(1e9)][below(6)] ?? 0
  for (let day = 0; day < 40; day++) {
    const records = Array.from({ length: 1 + below(8) }, (_, at) => {
      const lines = Array.from({ length: 1 + below(5) }, () =>
        line({
          productKey: `n:${text()}`,
          productName: text(),
          category: text(),
          subcategory: text(),
          quantityMilli: amount(),
          costMicro: below(2) ? null : amount(),
          stockMilli: below(2) ? null : amount(),
        }),
      )
      const record = toOrderRecord(
        order(`${at}${text()}`, lines, { orderedAt: `2026-01-18T10:00:0${below(3)}`, channel: `x${text()}` }),
        below(2) ? null : below(100),
      )
      return ([ofVersion(2, record), ofVersion(3, record), record] as const)[below(3)] ?? record
    })
    expect(through(records).unpacked).toEqual(sortedOrders(records))
  }
})
