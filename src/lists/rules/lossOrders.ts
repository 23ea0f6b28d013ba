import { toFen } from '../../diagnosis/money'
import type { Order } from '../../diagnosis/order'
import type { LossOrder, LossOrdersFigures } from '../../diagnosis/rules/lossOrders'
import { money, text } from '../cell'
import type { RuleList } from '../ruleList'

/** Σ cost of an order; null where a line with a quantity does not tell its cost. */
function costFen(order: Order): number | null {
  let sumMicro = 0
  for (const line of order.lines) {
    if (line.costMicro === null && line.quantity !== 0) return null
    sumMicro += line.costMicro ?? 0
  }
  return toFen(sumMicro)
}

export const lossOrdersList: RuleList<LossOrder, LossOrdersFigures> = {
  columns: [
    'order',
    'time',
    'channel',
    'store',
    'revenue',
    'cost',
    'marketing',
    'grossProfit',
    'serviceFee',
    'deliveryFee',
    'rebate',
    'netProfit',
  ],
  sortedBy: 'netProfit',
  ascending: true,
  total: (figures) => ({ count: figures.count, amountFen: figures.amountFen }),
  cells: ({ order: sums, netProfitFen }, { order }) => ({
    order: { kind: 'order', orderId: sums.orderId },
    time: { kind: 'time', time: sums.orderedAt },
    channel: text(sums.channel),
    revenue: money(toFen(sums.revenueMicro)),
    cost: order ? money(costFen(order)) : null,
    marketing: order ? money(toFen(order.marketingMicro.reduce((sum, amount) => sum + amount, 0))) : null,
    // From gross to net profit, as it is added up.
    grossProfit: money(toFen(sums.grossProfitMicro)),
    serviceFee: money(toFen(sums.serviceFeeMicro)),
    deliveryFee: money(toFen(sums.deliveryFeeMicro)),
    rebate: money(toFen(sums.rebateMicro)),
    netProfit: money(netProfitFen),
  }),
}
