import { addDays } from '../../diagnosis/businessDate'
import type { SlowMover, SlowMovingFigures } from '../../diagnosis/rules/slowMoving'
import { count, date, label, money } from '../cell'
import { productCell, type RuleList } from '../ruleList'

export const slowMovingList: RuleList<SlowMover, SlowMovingFigures> = {
  columns: ['product', 'category', 'store', 'level', 'lastSale', 'silentDays', 'stock', 'boundCost'],
  sortedBy: 'boundCost',
  daysOverlap: true,
  total: ({ new: fresh, ongoing, severe }) => ({
    count: fresh.count + ongoing.count + severe.count,
    amountFen: fresh.amountFen + ongoing.amountFen + severe.amountFen,
  }),
  cells: (finding, context) => ({
    product: productCell(context),
    level: label(finding.level),
    lastSale: date(addDays(context.window.businessDate, -finding.silentDays)),
    silentDays: count(finding.silentDays),
    stock: count(finding.stock),
    boundCost: money(finding.amountFen),
  }),
}
