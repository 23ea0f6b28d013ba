import { type Detail, moneyValue, quantityValue } from '../../cardSummary'
import { money, text } from '../../cell'
import { LIST_COLUMNS } from '../../listColumns'
import { toFen } from '../../money'
import type { Order } from '../../order'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf } from '../../ruleList'
import { type Lang, UNITS } from '../../words'
import { LEVERS, type LeverCounts } from './levers'
import type { LossOrder, LossOrdersFigures } from './rule'
import { words } from './words'

/** Σ cost of an order; null where a line with a quantity does not tell its cost. */
function costFen(order: Order): number | null {
  let sumMicro = 0
  for (const line of order.lines) {
    if (line.costMicro === null && line.quantityMilli !== 0) return null
    sumMicro += line.costMicro ?? 0
  }
  return toFen(sumMicro)
}

/** What alone would have kept orders from losing, most orders first; they overlap, so they are no shares. */
function leversDetail(levers: LeverCounts, lang: Lang): Detail {
  const { levers: names, leversNote } = words[lang]
  const named = [...LEVERS, 'none' as const].filter((name) => levers[name] > 0)
  return {
    kind: 'levels',
    levels: named
      .sort((a, b) => Number(a === 'none') - Number(b === 'none') || levers[b] - levers[a])
      .map((name) => ({ name: names[name], values: [quantityValue(levers[name], UNITS[lang].orders)] })),
    note: leversNote,
  }
}

export const view: RuleView<LossOrder, LossOrdersFigures> = {
  iconPath: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM12 7.5v7M9.2 12l2.8 2.8 2.8-2.8',
  leftOut: ['withoutCost'],
  ordersLeftOut: (figures) => figures.ordersWithoutCost,
  card: (figures, lang) => ({
    count: figures.count,
    aside: { label: words[lang].amount, value: moneyValue(figures.amountFen) },
    details: [
      { kind: 'trend', trend: figures.trend },
      leversDetail(figures.levers, lang),
      { kind: 'channels', channels: figures.channels },
    ],
  }),
  usualHeightPx: 300,
  list: listOf({
    columns: {
      order: LIST_COLUMNS.order,
      time: LIST_COLUMNS.time,
      channel: LIST_COLUMNS.channel,
      store: LIST_COLUMNS.store,
      revenue: LIST_COLUMNS.revenue,
      cost: LIST_COLUMNS.cost,
      marketing: LIST_COLUMNS.marketing,
      // From gross to net profit, as it is added up.
      grossProfit: LIST_COLUMNS.grossProfit,
      serviceFee: LIST_COLUMNS.serviceFee,
      deliveryFee: LIST_COLUMNS.deliveryFee,
      rebate: LIST_COLUMNS.rebate,
      netProfit: LIST_COLUMNS.netProfit,
    },
    sortedBy: 'netProfit',
    ascending: true,
    takenAlong: ['time', 'channel', 'netProfit'],
    withOrderProducts: true,
    total: (figures: LossOrdersFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: ({ order: sums, netProfitFen }: LossOrder, { order }: FindingContext) => ({
      order: { kind: 'order', orderId: sums.orderId },
      time: { kind: 'time', time: sums.orderedAt },
      channel: text(sums.channel),
      revenue: money(toFen(sums.revenueMicro)),
      cost: order ? money(costFen(order)) : null,
      marketing: order ? money(toFen(order.marketingMicro.reduce((sum, amount) => sum + amount, 0))) : null,
      grossProfit: money(toFen(sums.grossProfitMicro)),
      serviceFee: sums.serviceFeeMicro === null ? null : money(toFen(sums.serviceFeeMicro)),
      deliveryFee: money(toFen(sums.deliveryFeeMicro)),
      rebate: money(toFen(sums.rebateMicro)),
      netProfit: money(netProfitFen),
    }),
  }),
  words,
}
