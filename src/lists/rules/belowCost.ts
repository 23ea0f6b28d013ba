import { divideRounded, MICRO_PER_FEN, toFen } from '../../diagnosis/money'
import type { BelowCostFigures, BelowCostSale } from '../../diagnosis/rules/belowCost'
import { count, label, money, text } from '../cell'
import { productCell, type RuleList } from '../ruleList'

export const belowCostList: RuleList<BelowCostSale, BelowCostFigures> = {
  columns: [
    'product',
    'category',
    'order',
    'channel',
    'store',
    'unitPrice',
    'unitCost',
    'quantity',
    'loss',
    'severity',
  ],
  sortedBy: 'loss',
  total: (figures) => ({ count: figures.count, amountFen: figures.amountFen }),
  cells: (finding, context) => ({
    product: productCell(context),
    order: { kind: 'order', orderId: finding.orderId },
    channel: text(finding.channel),
    unitPrice: money(toFen(finding.unitPriceMicro)),
    unitCost: money(divideRounded(finding.costMicro, finding.quantity * MICRO_PER_FEN)),
    quantity: count(finding.quantity),
    loss: money(finding.lossFen),
    severity: label(finding.severe ? 'severe' : 'mild'),
  }),
}
