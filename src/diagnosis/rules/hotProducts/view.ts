import { quantityValue } from '../../cardSummary'
import { count, quantity, rate } from '../../cell'
import { LIST_COLUMNS, PRODUCT_COLUMNS, titled } from '../../listColumns'
import type { RuleView } from '../../rule'
import {
  type FindingContext,
  grossProfitCell,
  listOf,
  mainChannelCell,
  marginCell,
  productCell,
} from '../../ruleList'
import { TODAY } from '../../weeks'
import { UNITS } from '../../words'
import type { HotProduct, HotProductsFigures } from './rule'
import { words } from './words'

export const view: RuleView<HotProduct, HotProductsFigures> = {
  iconPath:
    'M12.5 3c.6 3.8 5 5.6 5 10.6a5.5 5.5 0 0 1-11 0c0-2.2 1-3.8 2.2-5 .2 1.7.9 2.7 2 3.2.4-3-.2-6.3 1.8-8.8z',
  neutralWhenEmpty: true,
  leftOut: ['consumables', 'notices'],
  card(figures, lang) {
    const { totalQuantity, sustained } = words[lang]
    const { pieces, products, sold } = UNITS[lang]
    return {
      count: figures.count,
      aside: { label: totalQuantity, value: quantityValue(figures.quantity, pieces) },
      details: [
        {
          kind: 'top',
          products: figures.top.map((product) => ({
            product,
            value: { kind: 'growth', tenths: Math.round(product.growthPct * 10) },
            notes: [quantityValue(product.quantity, sold)],
          })),
        },
        { kind: 'facts', facts: [{ label: sustained, value: quantityValue(figures.sustained, products) }] },
      ],
    }
  },
  usualHeightPx: 370,
  list: listOf({
    columns: {
      ...PRODUCT_COLUMNS,
      quantity: LIST_COLUMNS.quantity,
      previousQuantity: { words: titled('前一天销量', 'Day before') },
      growth: { signed: true, words: titled('较前一天', 'Growth') },
      streak: { unit: 'days', words: titled('连涨天数', 'Days growing') },
      grossProfit: LIST_COLUMNS.grossProfit,
      margin: LIST_COLUMNS.margin,
      stock: LIST_COLUMNS.stock,
    },
    sortedBy: 'growth',
    takenAlong: ['quantity', 'growth', 'stock'],
    total: (figures: HotProductsFigures) => ({ count: figures.count, amountFen: null }),
    cells(finding: HotProduct, context: FindingContext) {
      return {
        product: productCell(context),
        channel: mainChannelCell(context, TODAY),
        quantity: quantity(finding.quantityMilli),
        previousQuantity: quantity(finding.previousQuantityMilli),
        growth: rate(finding.growthTenths),
        streak: count(finding.streakDays),
        grossProfit: grossProfitCell(context),
        margin: marginCell(context),
        stock: quantity(context.history?.value(0, 'stockMilli') ?? null),
      }
    },
  }),
  words,
}
