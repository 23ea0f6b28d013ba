import { rateTenths } from '../../diagnosis/money'
import type { SalesDrop, SalesDropFigures } from '../../diagnosis/rules/salesDrop'
import { money, text } from '../cell'
import { reasonsFor } from '../reasons'
import { productCell, type RuleList } from '../ruleList'

export const salesDropList: RuleList<SalesDrop, SalesDropFigures> = {
  columns: [
    'product',
    'category',
    'store',
    'channel',
    'priorDaily',
    'recentDaily',
    'salesChange',
    'lostProfit',
    'reasons',
  ],
  sortedBy: 'lostProfit',
  total: (figures) => ({ count: figures.count, amountFen: null }),
  cells: (finding, context) => ({
    product: productCell(context),
    channel: text(finding.channel),
    priorDaily: { kind: 'tenths', tenths: finding.priorDailyTenths },
    recentDaily: { kind: 'tenths', tenths: finding.recentDailyTenths },
    salesChange: {
      kind: 'rate',
      tenths: rateTenths(finding.recentDailyTenths - finding.priorDailyTenths, finding.priorDailyTenths),
    },
    lostProfit: money(finding.lostProfitFen),
    reasons: context.history ? { kind: 'reasons', reasons: reasonsFor(context.history) } : null,
  }),
}
