import { toFen } from '../../diagnosis/money'
import type { TopProfitFigures, TopProfitProduct } from '../../diagnosis/rules/topProfit'
import { TODAY } from '../../diagnosis/weeks'
import { count, money, rate } from '../cell'
import { mainChannelCell, productCell, type RuleList } from '../ruleList'

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
      channel: mainChannelCell(context, TODAY),
      quantity: count(finding.quantity),
      revenue: today ? money(toFen(today.known.revenueMicro)) : null,
      grossProfit: money(toFen(finding.profitMicro)),
      margin: rate(finding.marginTenths),
      stock: count(today?.stock ?? null),
    }
  },
}
