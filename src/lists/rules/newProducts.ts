import { daysInclusive } from '../../diagnosis/businessDate'
import { mainChannel } from '../../diagnosis/channels'
import { toFen } from '../../diagnosis/money'
import type { NewProduct, NewProductsFigures } from '../../diagnosis/rules/newProducts'
import { daysWithin } from '../../diagnosis/storeWindow'
import { count, date, label, money, text } from '../cell'
import { productCell, type RuleList } from '../ruleList'

export const newProductsList: RuleList<NewProduct, NewProductsFigures> = {
  columns: [
    'product',
    'category',
    'store',
    'channel',
    'quantity',
    'revenue',
    'grossProfit',
    'lastSale',
    'silentDays',
  ],
  sortedBy: 'revenue',
  total: (figures) => ({ count: figures.count, amountFen: figures.revenueFen }),
  cells: (finding, context) => ({
    product: productCell(context),
    channel: context.history ? text(mainChannel(daysWithin(context.history, { from: 0, to: 0 }))) : null,
    quantity: count(finding.quantity),
    revenue: money(toFen(finding.revenueMicro)),
    grossProfit: money(toFen(finding.grossProfitMicro)),
    lastSale: finding.lastSaleDate === null ? label('firstEver') : date(finding.lastSaleDate),
    silentDays:
      finding.lastSaleDate === null
        ? null
        : count(daysInclusive(finding.lastSaleDate, context.window.businessDate) - 1),
  }),
}
