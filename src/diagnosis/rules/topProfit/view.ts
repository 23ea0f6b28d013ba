import { moneyValue, quantityValue } from '../../cardSummary'
import { money, quantity, rate } from '../../cell'
import { LIST_COLUMNS, PRODUCT_COLUMNS } from '../../listColumns'
import { toFen } from '../../money'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, mainChannelCell, productCell } from '../../ruleList'
import { TODAY } from '../../weeks'
import { UNITS } from '../../words'
import type { TopProfitFigures, TopProfitProduct } from './rule'
import { words } from './words'

export const view: RuleView<TopProfitProduct, TopProfitFigures> = {
  iconPath: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.7 7.5 12 12l3.3-4.5M12 12v5M9 12.5h6M9 15h6',
  neutralWhenEmpty: true,
  leftOut: ['consumables', 'notices', 'withoutCost'],
  card(figures, lang) {
    const { amount, margin } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.profitFen) },
      details: [
        {
          kind: 'top',
          products: figures.top.map((product) => ({
            product,
            value: moneyValue(product.profitFen),
            notes: [
              quantityValue(product.quantity, UNITS[lang].sold),
              { label: margin, value: { kind: 'rate', tenths: Math.round(product.marginPct * 10) } },
            ],
          })),
        },
      ],
    }
  },
  usualHeightPx: 338,
  list: listOf({
    columns: {
      ...PRODUCT_COLUMNS,
      quantity: LIST_COLUMNS.quantity,
      revenue: LIST_COLUMNS.revenue,
      grossProfit: LIST_COLUMNS.grossProfit,
      margin: LIST_COLUMNS.margin,
      stock: LIST_COLUMNS.stock,
    },
    sortedBy: 'grossProfit',
    takenAlong: ['quantity', 'grossProfit', 'stock'],
    total: (figures: TopProfitFigures) => ({ count: figures.count, amountFen: figures.profitFen }),
    cells(finding: TopProfitProduct, context: FindingContext) {
      const revenueMicro = context.history?.value(0, 'knownRevenueMicro')
      return {
        product: productCell(context),
        channel: mainChannelCell(context, TODAY),
        quantity: quantity(finding.quantityMilli),
        revenue: revenueMicro === undefined ? null : money(toFen(revenueMicro)),
        grossProfit: money(toFen(finding.profitMicro)),
        margin: rate(finding.marginTenths),
        stock: quantity(context.history?.value(0, 'stockMilli') ?? null),
      }
    },
  }),
  words,
}
