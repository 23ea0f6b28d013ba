import { toFen } from '../../diagnosis/money'
import type { MarginDrop, MarginDropFigures } from '../../diagnosis/rules/marginDrop'
import { RECENT_WEEK } from '../../diagnosis/weeks'
import { count, money, rate } from '../cell'
import { reasonsFor } from '../reasons'
import { mainChannelCell, productCell, type RuleList } from '../ruleList'

export const marginDropList: RuleList<MarginDrop, MarginDropFigures> = {
  columns: [
    'product',
    'category',
    'store',
    'channel',
    'quantity',
    'revenue',
    'priorMargin',
    'recentMargin',
    'marginChange',
    'missedProfit',
    'reasons',
  ],
  sortedBy: 'missedProfit',
  daysOverlap: true,
  total: (figures) => ({ count: figures.count, amountFen: figures.amountFen }),
  cells: (finding, context) => ({
    product: productCell(context),
    channel: mainChannelCell(context, RECENT_WEEK),
    quantity: count(finding.recent.quantity),
    revenue: money(toFen(finding.recent.revenueMicro)),
    priorMargin: rate(finding.prior.rateTenths),
    recentMargin: rate(finding.recent.rateTenths),
    marginChange: { kind: 'points', tenths: -finding.dropTenths },
    missedProfit: money(finding.amountFen),
    reasons: context.history ? { kind: 'reasons', reasons: reasonsFor(context.history) } : null,
  }),
}
