import { daysInclusive } from '../../diagnosis/businessDate'
import { toFen } from '../../diagnosis/money'
import type { NewProduct, NewProductsFigures } from '../../diagnosis/rules/newProducts'
import { TODAY } from '../../diagnosis/weeks'
import { count, date, label, money } from '../cell'
import { grossProfitCell, mainChannelCell, productCell, type RuleList } from '../ruleList'

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
    channel: mainChannelCell(context, TODAY),
    quantity: count(finding.quantity),
    revenue: money(toFen(finding.revenueMicro)),
    grossProfit: grossProfitCell(context.history?.days[0]),
    lastSale: finding.lastSaleDate === null ? label('firstEver') : date(finding.lastSaleDate),
    silentDays:
      finding.lastSaleDate === null
        ? null
        : count(daysInclusive(finding.lastSaleDate, context.window.businessDate) - 1),
  }),
}
