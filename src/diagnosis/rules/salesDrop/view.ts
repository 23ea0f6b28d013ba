import { money, text } from '../../cell'
import {
  LAST_WEEK,
  LIST_COLUMNS,
  PRODUCT_COLUMNS,
  titled,
  titledWithCost,
  WEEK_BEFORE,
} from '../../listColumns'
import { rateTenths } from '../../money'
import { reasonsFor } from '../../reasons'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import type { SalesDrop, SalesDropFigures } from './rule'
import { words } from './words'

export const view: RuleView<SalesDrop, SalesDropFigures> = {
  iconPath: 'M3 6.5l6 6 4-4 8 8M21 11.5v5h-5',
  leftOut: ['consumables', 'notices'],
  card: (figures) => ({
    count: figures.count,
    details: [{ kind: 'channels', channels: figures.channels }],
  }),
  usualHeightPx: 157,
  list: listOf({
    columns: {
      ...PRODUCT_COLUMNS,
      priorDaily: { words: titled(`${WEEK_BEFORE.zh}日均`, `Daily, ${WEEK_BEFORE.en}`) },
      recentDaily: { words: titled(`${LAST_WEEK.zh}日均`, `Daily, ${LAST_WEEK.en}`) },
      salesChange: { signed: true, words: titled('销量变化', 'Change') },
      lostProfit: { words: titledWithCost('每日少赚毛利', 'Profit missed per day') },
      reasons: LIST_COLUMNS.reasons,
    },
    sortedBy: 'lostProfit',
    takenAlong: ['salesChange', 'recentDaily', 'reasons'],
    total: (figures: SalesDropFigures) => ({ count: figures.count, amountFen: null }),
    cells: (finding: SalesDrop, context: FindingContext) => ({
      product: productCell(context),
      channel: text(finding.channel),
      priorDaily: { kind: 'tenths', tenths: finding.priorDailyTenths },
      recentDaily: { kind: 'tenths', tenths: finding.recentDailyTenths },
      salesChange: {
        kind: 'rate',
        tenths: rateTenths(finding.recentDailyTenths - finding.priorDailyTenths, finding.priorDailyTenths),
      },
      lostProfit: money(finding.lostProfitFen),
      reasons: context.history
        ? { kind: 'reasons', reasons: reasonsFor(context.history, context.window) }
        : null,
    }),
  }),
  words,
}
