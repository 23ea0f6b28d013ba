import { MICRO_PER_FEN, MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import { lineRevenueMicro, type OrderLine } from '../diagnosis/order'
import { MILLI_PER_PIECE, timesMicro, toPieces } from '../diagnosis/quantity'
import type { HeaderMatch } from './columns'
import type { AmountExample, ImportWarning } from './report'

/**
 * Whether prices are of one piece and costs of the whole line, as their names promise: lines of several pieces tell,
 * where one figure makes sense beside the others only if it is of the other.
 */
export interface AmountCheck {
  see(line: number, orderLine: OrderLine): void
  warnings(): ImportWarning[]
}

/** Fewer lines of several pieces prove nothing. */
const MIN_LINES = 10
/** More would not change the verdict. */
const ENOUGH_LINES = 2000
const EXAMPLES = 3
/** Amounts that differ by no more are one amount, rounded in two ways. */
const SAME_MICRO = MICRO_PER_FEN
/** What a price may be above the list price, in thousandths of it. */
const TOLERATED_THOUSANDTHS = 10

/** Lines that tell, and of them those that speak against the name. */
interface Votes {
  told: number
  against: number
  examples: AmountExample[]
}

export function createAmountCheck({ per, indexes, names }: HeaderMatch): AmountCheck {
  const price: Votes = { told: 0, against: 0, examples: [] }
  const cost: Votes = { told: 0, against: 0, examples: [] }
  /** What one piece of a product cost, where a line had just one. */
  const costOfOne = new Map<string, MicroYuan>()

  function vote(votes: Votes, isAgainst: boolean, line: number, orderLine: OrderLine): void {
    votes.told++
    if (!isAgainst) return
    votes.against++
    if (votes.examples.length < EXAMPLES) votes.examples.push(exampleOf(line, orderLine))
  }

  /** Nobody pays more for a piece than it is listed for, but for all pieces of a line he does. */
  function judgePrice(line: number, orderLine: OrderLine): void {
    const { quantityMilli, unitPriceMicro, listPriceMicro } = orderLine
    if (unitPriceMicro === null || listPriceMicro === null || listPriceMicro <= 0) return
    const most = listPriceMicro + Math.floor((listPriceMicro / 1000) * TOLERATED_THOUSANDTHS)
    const isOfLine = unitPriceMicro > most && unitPriceMicro <= timesMicro(most, quantityMilli)
    vote(price, isOfLine, line, orderLine)
  }

  /** A line of several pieces that costs what one piece does says what one piece costs; the profit may tell too. */
  function judgeCost(line: number, orderLine: OrderLine): void {
    const { productKey, quantityMilli, costMicro, grossProfitMicro } = orderLine
    if (costMicro === null || costMicro <= SAME_MICRO) return
    const one = costOfOne.get(productKey)
    if (one !== undefined && Math.abs(timesMicro(one, quantityMilli) - one) > SAME_MICRO) {
      vote(cost, Math.abs(costMicro - one) <= SAME_MICRO, line, orderLine)
      return
    }
    const revenueMicro = lineRevenueMicro(orderLine)
    if (revenueMicro === null || grossProfitMicro === null || indexes.利润额 === undefined) return
    const lineCost = revenueMicro - grossProfitMicro
    const isOfOne =
      Math.abs(lineCost - timesMicro(costMicro, quantityMilli)) <= timesMicro(SAME_MICRO, quantityMilli)
    const isOfLine = Math.abs(lineCost - costMicro) <= SAME_MICRO
    if (isOfOne !== isOfLine) vote(cost, isOfOne, line, orderLine)
  }

  function isCostOpen(): boolean {
    return per.商品采购成本 === 'line' && cost.told < ENOUGH_LINES
  }

  function learnCost({ productKey, costMicro }: OrderLine): void {
    if (costMicro !== null && !costOfOne.has(productKey)) costOfOne.set(productKey, costMicro)
  }

  function warningOf(column: '实收价格' | '商品采购成本', votes: Votes): ImportWarning[] {
    const index = indexes[column]
    const { told, against, examples } = votes
    if (index === undefined || told < MIN_LINES || against * 2 <= told) return []
    const other = per[column] === 'unit' ? 'line' : 'unit'
    const header = names[index] ?? column
    return [{ code: 'otherPer', column, header, per: other, lines: against, of: told, examples }]
  }

  return {
    see(line, orderLine) {
      const { quantityMilli } = orderLine
      if (quantityMilli === MILLI_PER_PIECE && isCostOpen()) learnCost(orderLine)
      if (quantityMilli <= MILLI_PER_PIECE) return
      if (per.实收价格 === 'unit' && price.told < ENOUGH_LINES) judgePrice(line, orderLine)
      if (isCostOpen()) judgeCost(line, orderLine)
    },
    warnings: () => [...warningOf('实收价格', price), ...warningOf('商品采购成本', cost)],
  }
}

/** A check for exports whose kind says what their amounts are. */
export const NO_CHECK: AmountCheck = { see: () => undefined, warnings: () => [] }

function exampleOf(line: number, orderLine: OrderLine): AmountExample {
  const { productName, quantityMilli, unitPriceMicro, listPriceMicro, costMicro } = orderLine
  return {
    line,
    productName,
    quantity: toPieces(quantityMilli),
    price: yuan(unitPriceMicro),
    listPrice: yuan(listPriceMicro),
    cost: yuan(costMicro),
  }
}

function yuan(micro: MicroYuan | null): number | null {
  return micro === null ? null : micro / MICRO_PER_YUAN
}
