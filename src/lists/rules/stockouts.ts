import { divideRounded, MICRO_PER_FEN } from '../../diagnosis/money'
import type { Stockout, StockoutsFigures } from '../../diagnosis/rules/stockouts'
import { count, money, text } from '../cell'
import { productCell, type RuleList } from '../ruleList'

/** Days of sales that a restock should last. */
const RESTOCK_DAYS = 3

/** max(1, ⌈3 × daily average⌉) */
export function suggestedRestock({
  quantity,
  windowDays,
}: Pick<Stockout, 'quantity' | 'windowDays'>): number {
  return Math.max(1, Math.ceil((RESTOCK_DAYS * quantity) / windowDays))
}

export const stockoutsList: RuleList<Stockout, StockoutsFigures> = {
  columns: ['product', 'category', 'store', 'quantity', 'daysOut', 'channel', 'profitAtStake', 'restock'],
  sortedBy: 'profitAtStake',
  total: (figures) => ({ count: figures.count, amountFen: figures.amountFen }),
  cells: (finding, context) => ({
    product: productCell(context),
    quantity: count(finding.quantity),
    daysOut: count(finding.daysOut),
    channel: text(finding.channel),
    profitAtStake: money(divideRounded(finding.grossProfitMicro, finding.windowDays * MICRO_PER_FEN)),
    restock: count(suggestedRestock(finding)),
  }),
}
