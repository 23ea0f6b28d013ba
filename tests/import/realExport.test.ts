import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Order } from '../../src/diagnosis/order'
import { readOrders } from '../../src/import/readOrders'
import { hasSharedData, readSharedOrders } from '../sharedData'
import { encodeGbk, streamOf } from './exportFile'

const MAX_BYTES = 50_000_000

async function readStores(bytes: Uint8Array): Promise<Map<string, Order[]>> {
  const outcome = await readOrders(streamOf(bytes, 1_000_000), { maxBytes: MAX_BYTES })
  if (outcome.status !== 'read') throw new Error(JSON.stringify(outcome))
  return outcome.stores
}

test.skipIf(!hasSharedData)('the real export is read whole', async () => {
  const packed = readSharedOrders()
  const outcome = await readOrders(streamOf(packed, 65_536), { maxBytes: MAX_BYTES })
  expect(outcome).toMatchObject({
    status: 'read',
    report: {
      linesRead: 154_496,
      linesAccepted: 154_496,
      orders: 36_679,
      stores: 10,
      days: { count: 30, from: '2025-12-20', to: '2026-01-18' },
      rejected: { count: 0 },
      unknownColumns: [],
      warnings: [],
    },
  })
})

test.skipIf(!hasSharedData)('the sums of the real export are exact', async () => {
  const rows = gunzipSync(readSharedOrders()).toString('utf8').trimEnd().split(/\r?\n/)
  const columns = rows[0]?.split(',') ?? []
  const sums = new Map<string, bigint>()
  for (const row of rows.slice(1)) {
    const cells = row.split(',')
    expect(cells).toHaveLength(columns.length)
    for (const column of ['商品采购成本', '利润额', '实收价格', '平台服务费', '月售', '库存']) {
      const [whole = '', fraction = ''] = (cells[columns.indexOf(column)] ?? '').split('.')
      const nano = BigInt(whole + fraction.padEnd(8, '0'))
      const half = nano < 0n ? -50n : 50n
      sums.set(column, (sums.get(column) ?? 0n) + (nano + half) / 100n)
    }
  }
  const lines = [...(await readStores(readSharedOrders())).values()].flat().flatMap((order) => order.lines)
  const sum = (of: (line: (typeof lines)[number]) => number | null) =>
    lines.reduce((total, line) => total + BigInt(of(line) ?? 0), 0n)
  expect(sum((line) => line.costMicro)).toBe(sums.get('商品采购成本'))
  expect(sum((line) => line.grossProfitMicro)).toBe(sums.get('利润额'))
  expect(sum((line) => line.unitPriceMicro)).toBe(sums.get('实收价格'))
  expect(sum((line) => line.serviceFeeMicro)).toBe(sums.get('平台服务费'))
  expect(sum((line) => line.quantityMilli) * 1_000n).toBe(sums.get('月售'))
  expect(sum((line) => line.stockMilli) * 1_000n).toBe(sums.get('库存'))
})

test.skipIf(!hasSharedData)('the real export in GBK gives the same orders', async () => {
  const text = gunzipSync(readSharedOrders()).toString('utf8').slice(0, 2_000_000)
  const inGbk = [...text.slice(0, text.lastIndexOf('\n'))]
    .filter((char) => char.charCodeAt(0) < 0x80 || encodeGbk(char).length === 2)
    .join('')
  expect(await readStores(encodeGbk(inGbk))).toEqual(await readStores(new TextEncoder().encode(inGbk)))
})
