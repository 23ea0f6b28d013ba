import { rateTenths } from '../../diagnosis/money'
import type { HotProduct, HotProductsFigures } from '../../diagnosis/rules/hotProducts'
import { TODAY } from '../../diagnosis/weeks'
import { count, rate } from '../cell'
import { grossProfitCell, mainChannelCell, productCell, type RuleList } from '../ruleList'

export const hotProductsList: RuleList<HotProduct, HotProductsFigures> = {
  columns: [
    'product',
    'category',
    'store',
    'channel',
    'quantity',
    'previousQuantity',
    'growth',
    'streak',
    'grossProfit',
    'margin',
    'stock',
  ],
  sortedBy: 'growth',
  total: (figures) => ({ count: figures.count, amountFen: null }),
  cells(finding, context) {
    const today = context.history?.days[0]
    return {
      product: productCell(context),
      channel: mainChannelCell(context, TODAY),
      quantity: count(finding.quantity),
      previousQuantity: count(finding.previousQuantity),
      growth: rate(finding.growthTenths),
      streak: count(finding.streakDays),
      grossProfit: grossProfitCell(today),
      margin: today?.known.lines
        ? rate(rateTenths(today.known.grossProfitMicro, today.known.revenueMicro))
        : null,
      stock: count(today?.stock ?? null),
    }
  },
}
