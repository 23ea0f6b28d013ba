import { moneyValue, quantityValue } from '../../cardSummary'
import { count, money, quantity, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { MILLI_PER_PIECE } from '../../quantity'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { UNITS } from '../../words'
import type { Stockout, StockoutsFigures } from './rule'
import { words } from './words'

/** Days of sales that a restock should last. */
const RESTOCK_DAYS = 3

/** max(1, ⌈3 × daily average⌉), in pieces. */
function suggestedRestock({
  quantityMilli,
  windowDays,
}: Pick<Stockout, 'quantityMilli' | 'windowDays'>): number {
  return Math.max(1, Math.ceil((RESTOCK_DAYS * quantityMilli) / (windowDays * MILLI_PER_PIECE)))
}

export const view: RuleView<Stockout, StockoutsFigures> = {
  iconPath: 'M4 8l8-4.5L20 8v8l-8 4.5L4 16zM4 8l8 4.5L20 8M12 12.5v8',
  leftOut: ['consumables', 'notices', 'withoutStock'],
  card(figures, lang) {
    const { amount, persistent, newlyOut } = words[lang]
    const { products } = UNITS[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.amountFen) },
      details: [
        {
          kind: 'facts',
          facts: [
            { label: persistent, value: quantityValue(figures.persistent, products) },
            { label: newlyOut, value: quantityValue(figures.new, products) },
          ],
        },
        { kind: 'channels', channels: figures.channels },
      ],
    }
  },
  usualHeightPx: 214,
  list: listOf({
    columns: {
      product: LIST_COLUMNS.product,
      category: LIST_COLUMNS.category,
      store: LIST_COLUMNS.store,
      quantity: LIST_COLUMNS.quantityLastWeek,
      daysOut: { unit: 'days', words: titled('缺货天数', 'Days out') },
      channel: LIST_COLUMNS.mainChannel,
      profitAtStake: { words: titled('每日毛利风险', 'At risk a day') },
      restock: { words: titled('建议补货', 'Restock') },
    },
    sortedBy: 'profitAtStake',
    total: (figures: StockoutsFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: (finding: Stockout, context: FindingContext) => ({
      product: productCell(context),
      quantity: quantity(finding.quantityMilli),
      daysOut: count(finding.daysOut),
      channel: text(finding.channel),
      profitAtStake: money(finding.dailyProfitFen),
      restock: count(suggestedRestock(finding)),
    }),
  }),
  words,
}
