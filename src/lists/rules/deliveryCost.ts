import type { DeliveryCostFigures, ExpensiveDelivery } from '../../diagnosis/rules/deliveryCost'
import { count, label, money, text } from '../cell'
import { deliveryHints, timeSlotOf } from '../delivery'
import type { RuleList } from '../ruleList'

export const deliveryCostList: RuleList<ExpensiveDelivery, DeliveryCostFigures> = {
  columns: [
    'order',
    'time',
    'timeSlot',
    'channel',
    'store',
    'netDeliveryCost',
    'excess',
    'distance',
    'hints',
  ],
  sortedBy: 'excess',
  total: (figures) => ({ count: figures.count, amountFen: figures.amountFen }),
  cells: ({ order: sums, netDeliveryCostFen, excessFen }, { order }) => ({
    order: { kind: 'order', orderId: sums.orderId },
    time: { kind: 'time', time: sums.orderedAt },
    timeSlot: label(timeSlotOf(sums.orderedAt)),
    channel: text(sums.channel),
    netDeliveryCost: money(netDeliveryCostFen),
    excess: money(excessFen),
    distance: count(sums.distanceMetres),
    hints: order ? { kind: 'reasons', reasons: deliveryHints(order) } : null,
  }),
}
