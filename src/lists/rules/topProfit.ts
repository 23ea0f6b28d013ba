import { mainChannel } from '../../diagnosis/channels'
import { toFen } from '../../diagnosis/money'
import type { TopProfitFigures, TopProfitProduct } from '../../diagnosis/rules/topProfit'
import { daysWithin } from '../../diagnosis/storeWindow'
import { count, money, rate, text } from '../cell'
import { productCell, type RuleList } from '../ruleList'

export const topProfitList: RuleList<TopProfitProduct, TopProfitFigures> = {
  columns: [
    'product',
    'category',
    'store',
    'channel',
    'quantity',
    'revenue',
    'grossProfit',
    'margin',
    'stock',
  ],
  sortedBy: 'grossProfit',
  total: (figures) => ({ count: figures.count, amountFen: figures.profitFen }),
  cells(finding, context) {
    const today = context.history?.days[0]
    return {
      product: productCell(context),
      channel: context.history ? text(mainChannel(daysWithin(context.history, { from: 0, to: 0 }))) : null,
      quantity: count(finding.quantity),
      revenue: today ? money(toFen(today.known.revenueMicro)) : null,
      grossProfit: money(toFen(finding.profitMicro)),
      margin: rate(finding.marginTenths),
      stock: count(today?.stock ?? null),
    }
  },
}
