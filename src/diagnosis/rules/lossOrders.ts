import { type ChannelCounts, countChannels, mergeChannels } from '../channels'
import type { DayRollup, OrderDay } from '../dayRollup'
import type { Fen } from '../money'
import { netProfitFen } from '../orderProfit'
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

function lossOrdersOn(day: DayRollup | undefined): LossOrder[] {
  const found: LossOrder[] = []
  for (const order of day?.orders ?? []) {
    const profitFen = netProfitFen(order)
    // A gross profit of exactly 0 means that the costs are missing, not that the order lost money.
    if (profitFen < 0 && order.grossProfitMicro !== 0) found.push({ order, netProfitFen: profitFen })
  }
  return found
}

export const lossOrders: Rule<LossOrder, LossOrdersFigures> = {
  lacksDays: needsNothing,
  find: (window) => lossOrdersOn(window.day(0)),
  subject: ({ order }) => ({ kind: 'order', orderId: order.orderId, channel: order.channel }),
  stakeFen: (finding) => -finding.netProfitFen,
  countOn: (day) => lossOrdersOn(day).length,
  figures: (findings, window) => ({
    count: findings.length,
    amountFen: findings.reduce((sum, finding) => sum - finding.netProfitFen, 0),
    channels: countChannels(findings.map((finding) => finding.order.channel)),
    trend: trendOf(window, (day) => lossOrdersOn(day).length),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    channels: mergeChannels(a.channels, b.channels),
    trend: mergeTrends(a.count + b.count, a.trend, b.trend),
  }),
}
