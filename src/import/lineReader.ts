import { MICRO_PER_FEN, type MicroYuan } from '../diagnosis/money'
import type { OrderLine } from '../diagnosis/order'
import { ORDER_COLUMNS } from '../diagnosis/orderFields'
import { type Milli, timesMicro } from '../diagnosis/quantity'
import { type CellProblem, type CellReader, type CellRules, createCellReader } from './cellReader'
import { createInterner } from './cellText'
import type { HeaderMatch } from './columns'
import type { Header } from './header'
import { headerName } from './headerNames'
import { perUnitMicro } from './perUnit'
import { plainReason, wrongCellCount } from './report'
import type { Row } from './rows'
import { createFates, type Fate } from './status'
import { createStoreNames } from './storeNames'
import { isTotalRow } from './totalRows'

/** What a line says of its order: one value for each of {@link ORDER_COLUMNS}. null = blank: the line does not say. */
export type OrderHead = readonly (string | number | null)[]

/** What a row says of the order that it belongs to. */
export interface Belonging {
  /** '' where the row does not say; undefined where what it says cannot be read. */
  store: string | undefined
  orderId: string | undefined
  /** '' where the row does not say. */
  time: string
  /** Whether it is about a product at all, and nothing but a product: merged cells leave such lines behind when unmerged. */
  isBare: boolean
  /** Whether it names a product: a sum or a footnote does not. */
  hasLine: boolean
}

export type LineStep =
  | { status: 'blank' }
  /** A row that is no line: it adds others up, or names the columns again. */
  | { status: 'passed'; as: 'total' | 'header' }
  | ({
      status: 'line'
      head: OrderHead
      line: OrderLine
      /** null: the row does not say. */
      fate: Fate | null
      flaws: readonly CellProblem[]
      /** 门店ID; '' where the row does not say, or not in a way that can be read. */
      storeId: string
    } & Belonging)
  | ({ status: 'rejected'; problem: CellProblem } & Belonging)

type HeadReader = () => string | number | null

const MAX_LINE_MICRO = 10_000_000_000_000 // 10,000,000 元 for a whole line, as for a single amount
const TIME_AT = ORDER_COLUMNS.findIndex(({ field }) => field === 'orderedAt')

/** Reads the rows of one file. */
export interface LineReader {
  read(row: Row): LineStep
  distances: CellReader['distances']
}

/** @param top the row of the header, and those above it: they come again where a file was pasted behind itself */
export function createLineReader(
  header: HeaderMatch,
  top: Pick<Header, 'cells' | 'skipped'>,
  rules: CellRules,
): LineReader {
  const cells = createCellReader(header, rules)
  const { read } = cells
  const headReaders: readonly HeadReader[] = ORDER_COLUMNS.map(({ name }) => textOrNull(read[name]))
  const lines = createOrderLines(header, cells)
  const fateOf = fateReader(header)
  const storeName = createStoreNames()
  const { 订单ID: idAt = -1, 商品名称: productAt = -1 } = header.indexes
  const firstNameAt = header.names.findIndex((name) => name !== '')
  const firstName = header.names[firstNameAt] ?? ''
  const titles = new Set(top.skipped.map(({ cells: title }) => filledText(title)))
  const firstTitles = new Set(top.skipped.map(({ cells: title }) => title[0]))

  function isHeaderAgain(row: Row): boolean {
    // As it stood the first time, or with a byte-order mark before it.
    const cell = row.cells[firstNameAt] ?? ''
    if (cell !== top.cells[firstNameAt] && !cell.includes(firstName)) return false
    return header.names.every((name, at) => headerName(row.cells[at] ?? '') === name)
  }

  function isTitleAgain(row: Row): boolean {
    return firstTitles.has(row.cells[0]) && titles.has(filledText(row.cells))
  }

  function passedAs(row: Row): 'total' | 'header' | undefined {
    if (isHeaderAgain(row) || isTitleAgain(row)) return 'header'
    return isTotalRow(row.cells, idAt, productAt) ? 'total' : undefined
  }

  /** A cell that cannot be read is of no known order, which is not the same as of none. */
  function readKey(): Pick<Belonging, 'store' | 'orderId'> {
    const orderId = read.订单ID()
    const idProblem = cells.problem()
    const store = read.门店名称()
    if (idProblem || cells.problem()) return { store: undefined, orderId: undefined }
    return { store: store === '' ? '' : storeName(store), orderId }
  }

  function brokenRow(row: Row, problem: CellProblem): LineStep {
    cells.load(row.malformed ? row.cells.map(unquoted) : row.cells)
    const key = readKey()
    return { status: 'rejected', problem, ...key, time: '', isBare: false, hasLine: namesProduct(row) }
  }

  function namesProduct(row: Row): boolean {
    const { 商品名称, 店内码, 条码 } = header.indexes
    return [商品名称, 店内码, 条码].some((at) => at !== undefined && (row.cells[at] ?? '').trim() !== '')
  }

  /** A row with as many cells as the header. */
  function readLine(row: Row): LineStep {
    cells.load(row.cells)
    const { store, orderId } = readKey()
    const head = headReaders.map(readCell)
    const said = fateOf(row.cells)
    const line = lines.read()
    const storeId = read.门店ID()
    const problem = cells.problem()
    const time = String(head[TIME_AT] ?? '')
    const isBare = orderId === '' && store === '' && said === null && head.every(isNull)
    const hasLine = orderId !== '' || namesProduct(row)
    // Whatever else is wrong with a line that was cancelled: it counts nowhere.
    const isCancelled = said === 'cancelled' && orderId !== undefined
    if (problem && !isCancelled) {
      return { status: 'rejected', store, orderId, time, isBare, hasLine, problem: shown(row, problem) }
    }
    const fate = !isCancelled && lines.wasTakenBack() ? 'partly' : said
    const key = { store, orderId, time, isBare, hasLine, storeId }
    return { status: 'line', ...key, head, line, fate, flaws: shownFlaws(row) }
  }

  /** A row with cells beyond the header has slipped: any of its cells may be part of an address. */
  function shown(row: Row, problem: CellProblem): CellProblem {
    const slipped = header.hasPersonalData && row.cells.length > header.width
    return slipped ? { ...problem, value: '' } : problem
  }

  function shownFlaws(row: Row): readonly CellProblem[] {
    const flaws = cells.flaws()
    return flaws.length === 0 ? flaws : flaws.map((flaw) => shown(row, flaw))
  }

  return {
    distances: cells.distances,
    read(row) {
      if (row.cells.every(isEmpty)) return { status: 'blank' }
      const passed = passedAs(row)
      if (passed) return { status: 'passed', as: passed }
      if (row.malformed) return brokenRow(row, wholeRow(plainReason('malformedQuotes')))
      const count = cellCount(row.cells, header.width)
      if (count !== header.width) return brokenRow(row, wholeRow(wrongCellCount(count, header.width)))
      return readLine(row)
    },
  }
}

function isNull(value: string | number | null): boolean {
  return value === null
}

function isEmpty(cell: string): boolean {
  return cell.trim() === ''
}

function filledText(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join('\n')
}

function textOrNull(read: HeadReader): HeadReader {
  return () => {
    const value = read()
    return value === '' ? null : value
  }
}

function readCell(read: HeadReader): string | number | null {
  return read()
}

/** What became of a line, as the columns of the status and of refunds say it together. */
function fateReader(header: HeaderMatch): (cells: readonly string[]) => Fate | null {
  const { 订单状态: statusAt, 退款状态: refundAt } = header.indexes
  const { cancelledAt } = header.kindIndexes
  if (statusAt === undefined && refundAt === undefined && cancelledAt === undefined) return () => null
  const { ofStatus, ofRefund } = createFates(header.kind.cancelledStatuses)
  return (cells) => {
    const at = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? '').trim())
    if (at(cancelledAt) !== '') return 'cancelled'
    const status = at(statusAt)
    const refund = at(refundAt)
    if (status === '' && refund === '') return null
    return worseOf(status === '' ? 'live' : ofStatus(status), refund === '' ? 'live' : ofRefund(refund))
  }
}

function worseOf(a: Fate, b: Fate): Fate {
  if (a === 'cancelled' || b === 'cancelled') return 'cancelled'
  return a === 'partly' ? a : b
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

/** Reads what a row says of its product. */
function createOrderLines(header: HeaderMatch, cells: CellReader) {
  const { read } = cells
  const { per, kindIndexes } = header
  const { quantityTakenBack, amountTakenBack, discount } = kindIndexes
  const intern = createInterner()
  /** Whether what is paid is what one piece costs, with nothing taken off. */
  const isPlainPrice = per.实收价格 === 'unit' && amountTakenBack === undefined && discount === undefined
  const takesBack = quantityTakenBack !== undefined || amountTakenBack !== undefined
  // Of the row that was read last.
  let wasTakenBack = false

  /** What was paid for a line whose price is not simply that of one piece. */
  function paidMicro(price: MicroYuan, bought: Milli): MicroYuan {
    const paid = per.实收价格 === 'line' ? price : timesMicro(price, bought)
    const back = cells.readMicroAt(amountTakenBack) ?? 0
    const off = back + (cells.readMicroAt(discount) ?? 0)
    // Only what can have been taken off was: a column that says more means something else.
    if (off <= 0 || off > paid) return paid
    wasTakenBack ||= back > 0
    return paid - off
  }

  function quantityKept(bought: Milli): Milli {
    const back = cells.readMilliAt(quantityTakenBack) ?? 0
    if (back <= 0 || back > bought) return bought
    wasTakenBack = true
    return bought - back
  }

  function readListPrice(bought: Milli): MicroYuan | null {
    const micro = read.商品原价()
    if (micro === null) return null
    if (per.商品原价 === 'line') return eachOf('商品原价', micro, bought)
    return plausible('商品原价', timesMicro(micro, bought)) === null ? null : micro
  }

  /** One that no line can have is unknown: the line's money does not rest on it. */
  function readSellingPrice(bought: Milli): MicroYuan | null {
    const micro = read.商品实售价()
    return micro !== null && Math.abs(timesMicro(micro, bought)) <= MAX_LINE_MICRO ? micro : null
  }

  function readCost(kept: Milli): MicroYuan | null {
    const micro = read.商品采购成本()
    if (micro === null || per.商品采购成本 === 'line') return micro
    return plausible('商品采购成本', timesMicro(micro, kept))
  }

  /** A fee that is not named is none; one that cannot be read is unknown. */
  function readServiceFee(): MicroYuan | null {
    return read.平台服务费() ?? (cells.isFlawed('平台服务费') ? null : 0)
  }

  /** What one piece cost of what the line did: of a thousandth of one, that may be a thousand times as much. */
  function eachOf(
    column: '实收价格' | '商品原价',
    lineMicro: MicroYuan,
    quantityMilli: Milli,
  ): MicroYuan | null {
    const micro = perUnitMicro(lineMicro, quantityMilli)
    return micro === null ? null : plausible(column, micro)
  }

  /** An amount that sums can hold: of a whole line, which is what gets summed, or of one piece. */
  function plausible(column: '实收价格' | '商品原价' | '商品采购成本', micro: MicroYuan): MicroYuan | null {
    if (Math.abs(micro) <= MAX_LINE_MICRO) return micro
    cells.reject(column, plainReason('implausible'))
    return null
  }

  return {
    read(): OrderLine {
      wasTakenBack = false
      const productName = intern(read.商品名称())
      const bought = read.销量()
      const quantityMilli = takesBack ? quantityKept(bought) : bought
      const price = read.实收价格()
      const isPiece = isPlainPrice || price === null
      const paid =
        price === null ? null : isPlainPrice ? timesMicro(price, quantityMilli) : paidMicro(price, bought)
      const revenueMicro = paid === null ? null : plausible('实收价格', paid)
      const costMicro = readCost(quantityMilli)
      return {
        productKey: intern(productKey(cells, productName)),
        productName,
        category: intern(read.一级分类名()),
        subcategory: intern(read.三级分类名()),
        quantityMilli,
        unitPriceMicro:
          isPiece || revenueMicro === null ? price : eachOf('实收价格', revenueMicro, quantityMilli),
        listPriceMicro: readListPrice(bought),
        costMicro,
        grossProfitMicro: grossProfit(read.利润额(), revenueMicro, quantityMilli, costMicro),
        serviceFeeMicro: readServiceFee(),
        rebateMicro: read.企客后返() ?? 0,
        stockMilli: read.库存(),
        sellingPriceMicro: readSellingPrice(bought),
      }
    },
    /** Whether the row that was read last says that some of it was taken back. */
    wasTakenBack: () => wasTakenBack,
  }
}

/**
 * 利润额 as the export says it, else what was paid − 商品采购成本. Beside a blank cost, a profit of 0, or of all
 * that was paid, is no profit but a missing cost that was taken for 0: it is unknown.
 */
function grossProfit(
  givenMicro: MicroYuan | null,
  revenueMicro: MicroYuan | null,
  quantityMilli: Milli,
  costMicro: MicroYuan | null,
): MicroYuan | null {
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
