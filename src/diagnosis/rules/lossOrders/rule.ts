import { type ChannelCounts, countChannels, mergeChannels } from '../../channels'
import type { Fen } from '../../money'
import type { OrderDay } from '../../orderDay'
import { netProfitFen } from '../../orderProfit'
import { noHistoryNeeded, type Rule } from '../../rule'
import { ordersFound } from '../../storeWindow'
import { mergeTrends, type Trend, trendOf } from '../../trend'
import { countLevers, type Lever, type LeverCounts, leversOf, mergeLevers } from './levers'
import { view } from './view'

/** 亏损订单(穿底): orders that cost more than they brought. */
export interface LossOrder {
  order: OrderDay
  netProfitFen: Fen
  /** What alone would have kept it from losing. */
  levers: Lever[]
}

export interface LossOrdersFigures {
  count: number
  /** Σ −net profit */
  amountFen: Fen
  channels: ChannelCounts
  trend: Trend
  /** Orders that one amount less would have saved; they overlap, and are never added up. */
  levers: LeverCounts
  /** Orders below 0 whose gross profit is exactly 0: their costs are missing, so that nobody knows. */
  ordersWithoutCost: number
}

/** Whether the order cost more than it brought. A gross profit of exactly 0 means that costs are missing, not that it lost. */
function isLossOrder(order: OrderDay): boolean {
  return netProfitFen(order) < 0 && order.grossProfitMicro !== 0
}

/** Whether the order would be one that lost, if its costs were not missing: nobody can tell. */
function isLossWithoutCost(order: OrderDay): boolean {
  return netProfitFen(order) < 0 && order.grossProfitMicro === 0
}

export const lossOrders: Rule<LossOrder, LossOrdersFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find: (window) =>
    window
      .orders()
      .filter(isLossOrder)
      .map((order) => ({ order, netProfitFen: netProfitFen(order), levers: leversOf(order) })),
  subject: ({ order }) => ({ kind: 'order', orderId: order.orderId, channel: order.channel }),
  // Where selling below cost alone made the loss, its products are what to act on, with their own money.
  impactTodayFen: ({ levers, netProfitFen: lostFen }) =>
    levers.length === 1 && levers[0] === 'belowCost' ? null : -lostFen,
  advice: (findings) => ({ kind: 'spare', levers: countLevers(findings.map(({ levers }) => levers)) }),
  findsOrder: isLossOrder,
  dailyCount: (day) => ordersFound(day, 'lossOrders'),
  byChannel: true,
  figures: (findings, window) => ({
    count: findings.length,
    amountFen: findings.reduce((sum, finding) => sum - finding.netProfitFen, 0),
    channels: countChannels(findings.map((finding) => finding.order.channel)),
    trend: trendOf(window, (day) => ordersFound(day, 'lossOrders')),
    levers: countLevers(findings.map(({ levers }) => levers)),
    ordersWithoutCost: window.orders().filter(isLossWithoutCost).length,
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    channels: mergeChannels(a.channels, b.channels),
    trend: mergeTrends(a.count + b.count, a.trend, b.trend),
    levers: mergeLevers(a.levers, b.levers),
    ordersWithoutCost: a.ordersWithoutCost + b.ordersWithoutCost,
  }),
  view,
}
