import { bandShares, moneyValue } from '../../cardSummary'
import { count, label, money, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf } from '../../ruleList'
import { deliveryHints, timeSlotOf } from './hints'
import type { DeliveryCostFigures, ExpensiveDelivery } from './rule'
import { words } from './words'

const WHEEL = 'a2 2 0 1 0 4 0 2 2 0 1 0-4 0'

export const view: RuleView<ExpensiveDelivery, DeliveryCostFigures> = {
  iconPath: `M5 16.5H3V6h11v10.5H9.5M14 9.5h4l3 3.5v3.5h-1.5m-4 0H14M5.2 17${WHEEL}M15.4 17${WHEEL}`,
  leftOut: [],
  card(figures, lang) {
    const { amount, distances } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.amountFen) },
      details: [
        { kind: 'trend', trend: figures.trend },
        { kind: 'channels', channels: figures.channels },
        ...(figures.distances
          ? [
              {
                kind: 'shares',
                label: distances.label,
                ramp: 'levels',
                shares: bandShares(distances.bands, figures.distances),
              } as const,
            ]
          : []),
      ],
    }
  },
  usualHeightPx: 182,
  list: listOf({
    columns: {
      order: LIST_COLUMNS.order,
      time: LIST_COLUMNS.time,
      timeSlot: { kind: 'text', words: titled('时段', 'Part of day') },
      channel: LIST_COLUMNS.channel,
      store: LIST_COLUMNS.store,
      netDeliveryCost: { words: titled('配送净成本', 'Net delivery cost') },
      excess: { words: titled(words.zh.amount, words.en.amount) },
      distance: LIST_COLUMNS.distance,
      hints: LIST_COLUMNS.reasons,
    },
    sortedBy: 'excess',
    takenAlong: ['time', 'channel', 'netDeliveryCost', 'hints'],
    total: (figures: DeliveryCostFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: (
      { order: sums, netDeliveryCostFen, excessFen }: ExpensiveDelivery,
      { order }: FindingContext,
    ) => ({
      order: { kind: 'order', orderId: sums.orderId },
      time: { kind: 'time', time: sums.orderedAt },
      timeSlot: label(timeSlotOf(sums.orderedAt)),
      channel: text(sums.channel),
      netDeliveryCost: money(netDeliveryCostFen),
      excess: money(excessFen),
      distance: count(sums.distanceMetres),
      hints: order ? { kind: 'reasons', reasons: deliveryHints(order) } : null,
    }),
  }),
  words,
}
