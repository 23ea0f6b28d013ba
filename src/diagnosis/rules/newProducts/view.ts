import { daysInclusive } from '../../businessDate'
import { moneyValue } from '../../cardSummary'
import { count, date, label, money, quantity } from '../../cell'
import { LIST_COLUMNS, PRODUCT_COLUMNS, titled } from '../../listColumns'
import { shareTenths, toFen } from '../../money'
import type { RuleView } from '../../rule'
import { type FindingContext, grossProfitCell, listOf, mainChannelCell, productCell } from '../../ruleList'
import { TODAY } from '../../weeks'
import type { NewProduct, NewProductsFigures } from './rule'
import { words } from './words'

export const view: RuleView<NewProduct, NewProductsFigures> = {
  iconPath: 'M12 3l2.3 6.2L20.5 11.5l-6.2 2.3L12 20l-2.3-6.2L3.5 11.5l6.2-2.3z',
  neutralWhenEmpty: true,
  leftOut: ['consumables', 'notices', 'unsold', 'withoutCost'],
  card(figures, lang) {
    const { amount, profit, margin } = words[lang]
    const { revenueFen, profitFen } = figures
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(revenueFen) },
      details: [
        {
          kind: 'facts',
          facts: [
            { label: profit, value: moneyValue(profitFen) },
            {
              label: margin,
              value: { kind: 'rate', tenths: shareTenths(profitFen, revenueFen) },
            },
          ],
        },
      ],
    }
  },
  usualHeightPx: 122,
  list: listOf({
    columns: {
      ...PRODUCT_COLUMNS,
      quantity: LIST_COLUMNS.quantity,
      revenue: { words: titled('销售额', 'Revenue') },
      grossProfit: LIST_COLUMNS.grossProfit,
      lastSale: LIST_COLUMNS.lastSale,
      daysSinceLastSale: {
        ...LIST_COLUMNS.daysSinceLastSale,
        words: {
          zh: { ...LIST_COLUMNS.daysSinceLastSale.words.zh, title: '间隔天数' },
          en: { ...LIST_COLUMNS.daysSinceLastSale.words.en, title: 'Days since' },
        },
      },
    },
    sortedBy: 'revenue',
    takenAlong: ['quantity', 'grossProfit'],
    total: (figures: NewProductsFigures) => ({ count: figures.count, amountFen: figures.revenueFen }),
    cells: (finding: NewProduct, context: FindingContext) => ({
      product: productCell(context),
      channel: mainChannelCell(context, TODAY),
      quantity: quantity(finding.quantityMilli),
      revenue: money(toFen(finding.revenueMicro)),
      grossProfit: grossProfitCell(context),
      lastSale: finding.lastSaleDate === null ? label('firstEver') : date(finding.lastSaleDate),
      daysSinceLastSale:
        finding.lastSaleDate === null
          ? null
          : count(daysInclusive(finding.lastSaleDate, context.window.businessDate) - 1),
    }),
  }),
  words,
}
