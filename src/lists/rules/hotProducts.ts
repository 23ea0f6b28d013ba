import { mainChannel } from '../../diagnosis/channels'
import { rateTenths, toFen } from '../../diagnosis/money'
import type { HotProduct, HotProductsFigures } from '../../diagnosis/rules/hotProducts'
import { daysWithin } from '../../diagnosis/storeWindow'
import { count, money, rate, text } from '../cell'
import { productCell, type RuleList } from '../ruleList'

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
      channel: context.history ? text(mainChannel(daysWithin(context.history, { from: 0, to: 0 }))) : null,
      quantity: count(finding.quantity),
      previousQuantity: count(finding.previousQuantity),
      growth: rate(finding.growthTenths),
      streak: count(finding.streakDays),
      grossProfit: today ? money(toFen(today.known.grossProfitMicro)) : null,
      margin: today ? rate(rateTenths(today.known.grossProfitMicro, today.known.revenueMicro)) : null,
      stock: count(today?.stock ?? null),
    }
  },
}
