import { addEach, bandOf, emptyBands } from '../../bands'
import { type ChannelCounts, countChannels, mergeChannels } from '../../channels'
import type { Fen } from '../../money'
import type { OrderDay } from '../../orderDay'
import { netDeliveryCostFen } from '../../orderProfit'
import { noHistoryNeeded, type Rule } from '../../rule'
import { ordersFound } from '../../storeWindow'
import { DELIVERY_COST_LIMIT_FEN, DISTANCE_BAND_METRES } from '../../thresholds'
import { mergeTrends, type Trend, trendOf } from '../../trend'
import { view } from './view'

/** 高配送费: orders whose delivery cost the store more than the limit. */
export interface ExpensiveDelivery {
  order: OrderDay
  netDeliveryCostFen: Fen
  /** What lies above the limit. */
  excessFen: Fen
}

export interface DeliveryCostFigures {
  count: number
  /** Σ excess over the limit */
  amountFen: Fen
  channels: ChannelCounts
  trend: Trend
  /** Counts by 0–3, 3–5, 5–8 and 8+ km; absent where no distance is known. */
  distances?: number[]
}

/** 配送净成本 above the limit; 0 or less where the delivery is not expensive. */
function deliveryExcessFen(order: OrderDay): Fen {
  return netDeliveryCostFen(order) - DELIVERY_COST_LIMIT_FEN
}

function distancesOf(findings: readonly ExpensiveDelivery[]): { distances?: number[] } {
  const distances = emptyBands(DISTANCE_BAND_METRES)
  let known = false
  for (const { order } of findings) {
    if (order.distanceMetres === null) continue
    known = true
    const band = bandOf(order.distanceMetres, DISTANCE_BAND_METRES)
    distances[band] = (distances[band] ?? 0) + 1
  }
  return known ? { distances } : {}
}

export const deliveryCost: Rule<ExpensiveDelivery, DeliveryCostFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find: (window) =>
    window
      .orders()
      .map((order) => ({
        order,
        netDeliveryCostFen: netDeliveryCostFen(order),
        excessFen: deliveryExcessFen(order),
      }))
      .filter(({ excessFen }) => excessFen > 0),
  subject: ({ order }) => ({ kind: 'order', orderId: order.orderId, channel: order.channel }),
  impactTodayFen: (finding) => finding.excessFen,
  findsOrder: (order) => deliveryExcessFen(order) > 0,
  dailyCount: (day) => ordersFound(day, 'deliveryCost'),
  byChannel: true,
  figures: (findings, window) => ({
    count: findings.length,
    amountFen: findings.reduce((sum, finding) => sum + finding.excessFen, 0),
    channels: countChannels(findings.map((finding) => finding.order.channel)),
    trend: trendOf(window, (day) => ordersFound(day, 'deliveryCost')),
    ...distancesOf(findings),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    channels: mergeChannels(a.channels, b.channels),
    trend: mergeTrends(a.count + b.count, a.trend, b.trend),
    ...(a.distances || b.distances ? { distances: addEach(a.distances ?? [], b.distances ?? []) } : {}),
  }),
  view,
}
