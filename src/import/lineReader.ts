import type { BusinessDate } from '../diagnosis/businessDate'
import { MICRO_PER_FEN, type MicroYuan } from '../diagnosis/money'
import type { OrderLine } from '../diagnosis/order'
import { type CellProblem, type CellReader, createCellReader } from './cellReader'
import { createInterner } from './cellText'
import { FEE_COLUMNS, type HeaderMatch, MARKETING_COLUMNS } from './columns'
import { plainReason, wrongCellCount } from './report'
import type { Row } from './rows'

/** One row to one order line. No I/O. No clock. */

/** Which order a line belongs to. */
export interface OrderKey {
  store: string
  orderId: string
}

/** What a line says of its order. null = blank: the line does not say. */
export interface OrderHead {
  orderedAt: string
  channel: string
  /** One for each of {@link FEE_COLUMNS}. */
  feesMicro: (MicroYuan | null)[]
  /** One for each of {@link MARKETING_COLUMNS}. */
  marketingMicro: (MicroYuan | null)[]
  distanceMetres: number | null
}

export type LineStep =
  | { status: 'blank' }
  | { status: 'line'; key: OrderKey; head: OrderHead; line: OrderLine }
  /** `key` where the row still tells its order: that order cannot be stored whole. */
  | { status: 'rejected'; key: OrderKey | undefined; problem: CellProblem }

const MAX_STORE_CHARS = 60 // a store's name is part of cache keys
const MAX_ID_CHARS = 100
const MAX_NAME_CHARS = 300
const MAX_QUANTITY = 1_000_000
const MAX_STOCK = 1_000_000_000
const MAX_LINE_MICRO = 10_000_000_000_000 // 10,000,000 元 for a whole line, as for a single amount

/**
 * Reads the rows of one file.
 * @param latestDate the latest day that an order can be of; absent: any
 */
export function createLineReader(header: HeaderMatch, latestDate?: BusinessDate): (row: Row) => LineStep {
  const cells = createCellReader(header.places)
  const intern = createInterner()

  function brokenRow(row: Row, problem: CellProblem): LineStep {
    cells.load(row.malformed ? row.cells.map(unquoted) : row.cells)
    const key = orderKey(cells)
    return { status: 'rejected', key: cells.problem() ? undefined : key, problem }
  }

  return (row) => {
    if (row.cells.every((cell) => cell.trim() === '')) return { status: 'blank' }
    if (row.malformed) return brokenRow(row, wholeRow(plainReason('malformedQuotes')))
    const count = cellCount(row.cells, header.width)
    if (count !== header.width) return brokenRow(row, wholeRow(wrongCellCount(count, header.width)))

    cells.load(row.cells)
    const key = orderKey(cells)
    const keyProblem = cells.problem()
    const head = orderHead(cells, intern, latestDate)
    const line = orderLine(cells, intern)
    const problem = cells.problem()
    if (!problem) return { status: 'line', key, head, line }
    // A row with cells beyond the header has slipped: any of its cells may be part of an address.
    const slipped = header.hasAddress && row.cells.length > header.width
    return {
      status: 'rejected',
      key: keyProblem ? undefined : key,
      problem: slipped ? { ...problem, value: '' } : problem,
    }
  }
}

function wholeRow(reason: CellProblem['reason']): CellProblem {
  return { column: null, value: '', reason }
}

/** Cells up to the width of the header, and those beyond it that are not blank. */
function cellCount(cells: readonly string[], width: number): number {
  let count = cells.length
  while (count > width && (cells[count - 1] ?? '').trim() === '') count--
  return count
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"([^"]*)"$/, '$1')
}

function orderKey(cells: CellReader): OrderKey {
  return {
    store: cells.requiredName('门店名称', MAX_STORE_CHARS),
    orderId: cells.requiredId('订单ID', MAX_ID_CHARS),
  }
}

function orderHead(
  cells: CellReader,
  intern: (text: string) => string,
  latestDate: BusinessDate | undefined,
): OrderHead {
  return {
    orderedAt: orderTime(cells, latestDate),
    channel: intern(cells.requiredName('渠道', MAX_NAME_CHARS)),
    feesMicro: FEE_COLUMNS.map((column) => cells.amountMicro(column)),
    marketingMicro: MARKETING_COLUMNS.map((column) => cells.amountMicro(column)),
    distanceMetres: distanceMetres(cells),
  }
}

/** A day that has not come yet would become every store's last one. */
function orderTime(cells: CellReader, latestDate: BusinessDate | undefined): string {
  const time = cells.time('下单时间')
  if (latestDate !== undefined && time.slice(0, 10) > latestDate) {
    cells.reject('下单时间', plainReason('futureTime'))
  }
  return time
}

function distanceMetres(cells: CellReader): number | null {
  const micro = cells.amountMicro('配送距离')
  if (micro === null) return null
  if (micro < 0) cells.reject('配送距离', plainReason('implausible'))
  // Up to whole metres: bands include their upper bound, and none is left by that.
  return Math.ceil(micro / 1_000_000)
}

function orderLine(cells: CellReader, intern: (text: string) => string): OrderLine {
  const productName = intern(cells.requiredText('商品名称', MAX_NAME_CHARS))
  const quantity = cells.requiredWhole('销量', MAX_QUANTITY)
  const unitPriceMicro = unitMicro(cells, '实收价格', quantity)
  const costMicro = cells.amountMicro('商品采购成本')
  return {
    productKey: intern(productKey(cells, productName)),
    productName,
    category: intern(cells.text('一级分类名', MAX_NAME_CHARS)),
    subcategory: intern(cells.text('三级分类名', MAX_NAME_CHARS)),
    quantity,
    unitPriceMicro,
    listPriceMicro: unitMicro(cells, '商品原价', quantity),
    costMicro,
    grossProfitMicro: grossProfit(cells.amountMicro('利润额'), unitPriceMicro, quantity, costMicro),
    serviceFeeMicro: cells.amountMicro('平台服务费') ?? 0,
    rebateMicro: cells.amountMicro('企客后返') ?? 0,
    stock: cells.whole('库存', MAX_STOCK),
  }
}

/** A price whose product with the quantity is plausible too: that is what gets summed. */
function unitMicro(cells: CellReader, column: '实收价格' | '商品原价', quantity: number): MicroYuan | null {
  const micro = cells.amountMicro(column)
  if (micro !== null && Math.abs(micro * quantity) > MAX_LINE_MICRO) {
    cells.reject(column, plainReason('implausible'))
  }
  return micro
}

/**
 * 利润额 as the export says it, else 实收价格 × 销量 − 商品采购成本. Beside a blank cost, a profit of 0, or of all
 * that was paid, is no profit but a missing cost that was taken for 0: it is unknown.
 */
function grossProfit(
  givenMicro: MicroYuan | null,
  unitPriceMicro: MicroYuan | null,
  quantity: number,
  costMicro: MicroYuan | null,
): MicroYuan | null {
  const revenueMicro = unitPriceMicro === null ? null : unitPriceMicro * quantity
  if (givenMicro === null)
    return revenueMicro === null || costMicro === null ? null : revenueMicro - costMicro
  if (costMicro !== null || quantity === 0) return givenMicro
  const costTakenForZero =
    givenMicro === 0 || (revenueMicro !== null && Math.abs(givenMicro - revenueMicro) < MICRO_PER_FEN)
  return costTakenForZero ? null : givenMicro
}

/** 店内码, else 条码, else the name; the prefix keeps a code from being taken for a name that looks like it. */
function productKey(cells: CellReader, productName: string): string {
  const storeCode = cells.id('店内码', MAX_ID_CHARS)
  if (storeCode !== '') return `s:${storeCode}`
  const barcode = cells.id('条码', MAX_ID_CHARS)
  return barcode === '' ? `n:${productName}` : `b:${barcode}`
}
