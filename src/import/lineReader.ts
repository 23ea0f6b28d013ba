import type { BusinessDate } from '../diagnosis/businessDate'
import { MICRO_PER_FEN, type MicroYuan } from '../diagnosis/money'
import { lineRevenueMicro, type OrderLine } from '../diagnosis/order'
import { ORDER_COLUMNS } from '../diagnosis/orderFields'
import { type Milli, timesMicro } from '../diagnosis/quantity'
import { type CellProblem, type CellReader, createCellReader } from './cellReader'
import { createInterner } from './cellText'
import type { HeaderMatch } from './columns'
import { plainReason, wrongCellCount } from './report'
import type { Row } from './rows'

/** Which order a line belongs to. */
export interface OrderKey {
  store: string
  orderId: string
}

/** What a line says of its order: one value for each of {@link ORDER_COLUMNS}. null = blank: the line does not say. */
export type OrderHead = readonly (string | number | null)[]

export type LineStep =
  | { status: 'blank' }
  | { status: 'line'; key: OrderKey; head: OrderHead; line: OrderLine }
  /** `key` where the row still tells its order: that order cannot be stored whole. */
  | { status: 'rejected'; key: OrderKey | undefined; problem: CellProblem }

type HeadReader = () => string | number | null

const MAX_LINE_MICRO = 10_000_000_000_000 // 10,000,000 元 for a whole line, as for a single amount

/**
 * Reads the rows of one file.
 * @param latestDate the latest day that an order can be of; absent: any
 */
export function createLineReader(header: HeaderMatch, latestDate?: BusinessDate): (row: Row) => LineStep {
  const cells = createCellReader(header.indexes, latestDate)
  const headReaders: readonly HeadReader[] = ORDER_COLUMNS.map(({ name }) => cells.read[name])
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
    const head = headReaders.map(readCell)
    const line = orderLine(cells, intern)
    const problem = cells.problem()
    if (!problem) return { status: 'line', key, head, line }
    // A row with cells beyond the header has slipped: any of its cells may be part of an address.
    const slipped = header.hasPersonalData && row.cells.length > header.width
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

function orderKey({ read }: CellReader): OrderKey {
  return { store: read.门店名称(), orderId: read.订单ID() }
}

function readCell(read: HeadReader): string | number | null {
  return read()
}

function orderLine(cells: CellReader, intern: (text: string) => string): OrderLine {
  const { read } = cells
  const productName = intern(read.商品名称())
  const quantityMilli = read.销量()
  const unitPriceMicro = unitMicro(cells, '实收价格', quantityMilli)
  const costMicro = read.商品采购成本()
  return {
    productKey: intern(productKey(cells, productName)),
    productName,
    category: intern(read.一级分类名()),
    subcategory: intern(read.三级分类名()),
    quantityMilli,
    unitPriceMicro,
    listPriceMicro: unitMicro(cells, '商品原价', quantityMilli),
    costMicro,
    grossProfitMicro: grossProfit(read.利润额(), { quantityMilli, unitPriceMicro, costMicro }),
    serviceFeeMicro: read.平台服务费() ?? 0,
    rebateMicro: read.企客后返() ?? 0,
    stockMilli: read.库存(),
  }
}

/** A price whose product with the quantity is plausible too: that is what gets summed. */
function unitMicro(
  cells: CellReader,
  column: '实收价格' | '商品原价',
  quantityMilli: Milli,
): MicroYuan | null {
  const micro = cells.read[column]()
  if (micro !== null && Math.abs(timesMicro(micro, quantityMilli)) > MAX_LINE_MICRO) {
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
  line: Pick<OrderLine, 'quantityMilli' | 'unitPriceMicro' | 'costMicro'>,
): MicroYuan | null {
  const { quantityMilli, costMicro } = line
  const revenueMicro = lineRevenueMicro(line)
  if (givenMicro === null)
    return revenueMicro === null || costMicro === null ? null : revenueMicro - costMicro
  if (costMicro !== null || quantityMilli === 0) return givenMicro
  const costTakenForZero =
    givenMicro === 0 || (revenueMicro !== null && Math.abs(givenMicro - revenueMicro) < MICRO_PER_FEN)
  return costTakenForZero ? null : givenMicro
}

/** 店内码, else 条码, else the name; the prefix keeps a code from being taken for a name that looks like it. */
function productKey({ read }: CellReader, productName: string): string {
  const storeCode = read.店内码()
  if (storeCode !== '') return `s:${storeCode}`
  const barcode = read.条码()
  return barcode === '' ? `n:${productName}` : `b:${barcode}`
}
