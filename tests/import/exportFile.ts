import type { Order } from '../../src/diagnosis/order'
import { type ReadOptions, type ReadOutcome, readOrders } from '../../src/import/readOrders'
import type { Refusal } from '../../src/import/refusal'

/** Small order exports, written cell by cell. */

/** Cells of a row by column name. */
export type Cells = Record<string, string>

/** A good line; tests change what they are about. */
export const GOOD_LINE: Cells = {
  订单ID: '1001',
  门店名称: '示例门店',
  下单时间: '2026-01-18 07:31:02',
  渠道: '饿了么',
  商品名称: '可乐',
  销量: '1',
  实收价格: '3.5',
}

/** A good line with every column that an order carries. */
export const FULL_LINE: Cells = {
  ...GOOD_LINE,
  店内码: '0012',
  条码: '6901',
  一级分类名: '饮料',
  三级分类名: '碳酸',
  商品原价: '4',
  商品实售价: '3.8',
  商品采购成本: '2.1234567',
  利润额: '1.38',
  平台服务费: '0.35',
  企客后返: '0.12345',
  库存: '7',
  物流配送费: '6.2',
  用户支付配送费: '3',
  配送费减免金额: '1',
  打包袋金额: '0.5',
  满减金额: '1',
  商品减免金额: '2',
  新客减免金额: '3',
  商家代金券: '4',
  商家承担部分券: '5',
  满赠金额: '6',
  商家其他优惠: '7',
  配送距离: '1234',
}

/** A CSV with the columns of the first line; a column that a later line lacks is blank there. */
export function csv(...lines: Cells[]): string {
  const columns = Object.keys(lines[0] ?? GOOD_LINE)
  const rows = lines.map((line) => columns.map((column) => line[column] ?? ''))
  return [columns, ...rows].map((row) => `${row.join(',')}\n`).join('')
}

export function bytesOf(file: string | Uint8Array): Uint8Array {
  return typeof file === 'string' ? new TextEncoder().encode(file) : file
}

/** A stream that hands out pieces of the given size. */
export function streamOf(file: string | Uint8Array, pieceBytes = 1000): ReadableStream<Uint8Array> {
  let left = bytesOf(file)
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left.length === 0) return controller.close()
      controller.enqueue(left.slice(0, pieceBytes))
      left = left.subarray(pieceBytes)
    },
  })
}

export function read(
  file: string | Uint8Array,
  maxBytes = 10_000_000,
  options: Partial<ReadOptions> = {},
): Promise<ReadOutcome> {
  return readOrders(streamOf(file), { maxBytes, ...options })
}

type Outcome<Status extends ReadOutcome['status']> = Extract<ReadOutcome, { status: Status }>

/** The outcome of a file, which must be the one that is expected. */
async function readAs<Status extends ReadOutcome['status']>(
  status: Status,
  ...args: Parameters<typeof read>
): Promise<Outcome<Status>> {
  const outcome = await read(...args)
  if (outcome.status !== status) throw new Error(`not ${status}: ${JSON.stringify(outcome)}`)
  return outcome as Outcome<Status>
}

/** Orders of all stores, and the report, of a file that must be readable. */
export async function readGood(
  file: string | Uint8Array,
  options?: Partial<ReadOptions>,
): Promise<Outcome<'read'> & { orders: Order[] }> {
  const outcome = await readAs('read', file, undefined, options)
  return { ...outcome, orders: [...outcome.stores.values()].flat() }
}

/** The only order of a file that has one. */
export async function readOnlyOrder(
  file: string | Uint8Array,
  options?: Partial<ReadOptions>,
): Promise<Order> {
  const { orders, report } = await readGood(file, options)
  const [order] = orders
  if (!order || orders.length > 1) throw new Error(`expected one order: ${JSON.stringify(report)}`)
  return order
}

/** Why a file is refused that must not be readable. */
export async function readRefused(
  file: string | Uint8Array,
  maxBytes?: number,
  options?: Partial<ReadOptions>,
): Promise<Refusal> {
  return (await readAs('refused', file, maxBytes, options)).refusal
}

/** What is asked about a file that cannot be read without an answer. */
export function readUnanswered(
  file: string | Uint8Array,
  options?: Partial<ReadOptions>,
): Promise<Outcome<'needsAnswer'>> {
  return readAs('needsAnswer', file, undefined, options)
}

const gbkBytesOf = new Map<string, readonly number[]>()

/** GBK, for which the platform has only a decoder. */
export function encodeGbk(text: string): Uint8Array {
  if (gbkBytesOf.size === 0) {
    const decoder = new TextDecoder('gbk')
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        gbkBytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
      }
    }
  }
  return Uint8Array.from([...text].flatMap((char) => gbkBytesOf.get(char) ?? [char.charCodeAt(0)]))
}
