import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lineRevenueMicro } from '../../src/diagnosis/order'
import type { ReadOptions } from '../../src/import/readOrders'
import { read, readGood } from './exportFile'

/** Small files that went wrong for others, and a row or two of public layouts. */
const FOLDER = new URL('../../../shared/inputs/', import.meta.url)
const hasInputs = existsSync(FOLDER)

const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

async function sumUp(name: string, options?: Partial<ReadOptions>) {
  const { orders, stores, report } = await readGood(bytesOf(name), options)
  const lines = orders.flatMap((order) => order.lines)
  const revenueMicro = lines.reduce((sum, line) => sum + (lineRevenueMicro(line) ?? 0), 0)
  const kind = report.kind.id
  return {
    orders: orders.length,
    stores: stores.size,
    lines: lines.length,
    yuan: revenueMicro / 1e6,
    kind,
    report,
  }
}

test.skipIf(!hasInputs).each([
  ['merged-cells.csv', { orders: 2, lines: 3, yuan: 17 }],
  ['day-merged-cells.csv', { orders: 2, lines: 3, yuan: 17 }],
  ['chinese-date.csv', { orders: 1, yuan: 6 }],
  ['order-id-plain.csv', { orders: 1, yuan: 6 }],
  ['order-id-decimal.csv', { orders: 1, yuan: 6 }],
  ['order-id-apostrophe.csv', { orders: 1, yuan: 6 }],
  ['fee-on-second-line.csv', { orders: 1, yuan: 11 }],
  ['store-spellings.csv', { orders: 4, stores: 1 }],
  ['title-row.csv', { orders: 1, report: { headerRow: 2 } }],
  ['decimal-comma.csv', { orders: 1, yuan: 1.234 }],
  ['utf16le.csv', { orders: 1, yuan: 6 }],
  ['total-row.csv', { orders: 2, yuan: 12, report: { totalRows: { count: 1 } } }],
  ['no-service-fee.csv', { orders: 60, report: { warnings: [{ code: 'feesUnknown', orders: 60 }] } }],
  ['weighed-goods.csv', { orders: 2, yuan: 13.5, report: { rejected: { count: 0 } } }],
  ['blank-price.csv', { orders: 5, report: { warnings: [{ code: 'unknownPrices', rows: { count: 5 } }] } }],
])('%s is read as its owner means it', async (name, expected) => {
  expect(await sumUp(name)).toMatchObject(expected)
})

test.skipIf(!hasInputs)('half a kilogram is sold, and twelve and a half are in stock', async () => {
  const { orders } = await readGood(bytesOf('weighed-goods.csv'))
  const lines = orders.flatMap((order) => order.lines)
  expect(lines).toMatchObject([
    { productName: '苹果', quantityMilli: 500, stockMilli: 5000 },
    { productName: '矿泉水', quantityMilli: 2000, stockMilli: 5000 },
    { productName: '矿泉水', quantityMilli: 2000, stockMilli: 12_500 },
  ])
})

test.skipIf(!hasInputs).each([
  ['meituan_product_detail.csv', 'meituan', { channel: '美团闪购' }, 7.5],
  ['eleme_order_sheet.csv', 'eleme', {}, 9],
  ['qianniuhua_detail.csv', 'qianniuhua', {}, 9],
  ['jushuitan.csv', 'jushuitan', { channel: '淘宝' }, 19.8],
  ['miniorange.csv', 'miniorange', {}, 9],
  ['doudian.csv', 'doudian', { store: '抖音店' }, 1028.9],
])('%s is recognised', async (name, kind, answers, yuan) => {
  expect(await sumUp(`exports/${name}`, { answers })).toMatchObject({ orders: 1, kind, yuan })
})

test.skipIf(!hasInputs)(
  'exports of another currency are refused, and read where it is the shop’s',
  async () => {
    for (const name of ['exports/shopify.csv', 'exports/amazon.tsv']) {
      expect(await read(bytesOf(name)), name).toMatchObject({
        refusal: { reason: 'otherCurrency', currency: 'USD' },
      })
      const answers = { store: 'Acme' }
      expect(await sumUp(name, { currency: 'USD', answers })).toMatchObject({ orders: 1 })
    }
  },
)
