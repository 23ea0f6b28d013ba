import { type ChannelCounts, countChannels, mergeChannels } from '../channels'
import type { Fen } from '../money'
import type { OrderDay } from '../orderDay'
import { isLossOrder, netProfitFen } from '../orderProfit'
import { needsNothing, type Rule } from '../rule'
import { mergeTrends, type Trend, trendOf } from '../trend'

/** 亏损订单(穿底): orders that cost more than they brought. */
export interface LossOrder {
  order: OrderDay
  netProfitFen: Fen
}

export interface LossOrdersFigures {
  count: number
  /** Σ −net profit */
  amountFen: Fen
  channels: ChannelCounts
  trend: Trend
}

export const lossOrders: Rule<LossOrder, LossOrdersFigures> = {
  lacksDays: needsNothing,
  readsOrders: true,
  find: (window) =>
    window
      .orders()
      .filter(isLossOrder)
      .map((order) => ({ order, netProfitFen: netProfitFen(order) })),
  subject: ({ order }) => ({ kind: 'order', orderId: order.orderId, channel: order.channel }),
  stakeFen: (finding) => -finding.netProfitFen,
  countOn: ({ summary }) => summary.lossOrders,
  figures: (findings, window) => ({
    count: findings.length,
    amountFen: findings.reduce((sum, finding) => sum - finding.netProfitFen, 0),
    channels: countChannels(findings.map((finding) => finding.order.channel)),
    trend: trendOf(window, ({ summary }) => summary.lossOrders),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    channels: mergeChannels(a.channels, b.channels),
    trend: mergeTrends(a.count + b.count, a.trend, b.trend),
  }),
}
