import { addFields } from '../../addFields'
import { type Fen, MICRO_PER_YUAN } from '../../money'
import type { OrderDay } from '../../orderDay'
import { netProfitFen } from '../../orderProfit'
import { LOSING_BAND_DEVIATIONS, LOSING_BAND_MIN_ORDERS, ORDER_VALUE_BANDS_YUAN } from '../../thresholds'

/** What the orders of one band of order values add up to. */
export interface BandSums {
  orders: number
  /** Of them, those with a net profit below 0. */
  lossOrders: number
  /** Σ net profit, each order rounded to fen. */
  netProfitFen: Fen
  /** Σ of its square: from both, how far chance may carry the sum. */
  netProfitFenSquared: number
}

/** In the order in which a stored day keeps them. */
export const BAND_SUMS = [
  'orders',
  'lossOrders',
  'netProfitFen',
  'netProfitFenSquared',
] as const satisfies readonly (keyof BandSums)[]

/** The bands of no order. */
export function emptyBandSums(): BandSums[] {
  return ORDER_VALUE_BANDS_YUAN.map(() => ({
    orders: 0,
    lossOrders: 0,
    netProfitFen: 0,
    netProfitFenSquared: 0,
  }))
}

/** Sums up orders by the band of their revenue; those with a gross profit of exactly 0 lack their costs, and are left out. */
export function sumBands(orders: readonly OrderDay[]): BandSums[] {
  const bands = emptyBandSums()
  for (const order of orders) {
    const band = bands[bandIndexOf(order)]
    if (!band || order.grossProfitMicro === 0) continue
    const profitFen = netProfitFen(order)
    band.orders += 1
    band.lossOrders += profitFen < 0 ? 1 : 0
    band.netProfitFen += profitFen
    band.netProfitFenSquared += profitFen * profitFen
  }
  return bands
}

/** Days' or stores' bands together. */
export function addBands(a: readonly BandSums[], b: readonly BandSums[]): BandSums[] {
  return a.map((band, i) => addFields(BAND_SUMS, band, b[i] ?? band))
}

/** Where an order's unrounded revenue belongs: lower bounds are included, and less than nothing counts as nothing. */
function bandIndexOf({ revenueMicro }: OrderDay): number {
  const index = ORDER_VALUE_BANDS_YUAN.findLastIndex((fromYuan) => revenueMicro >= fromYuan * MICRO_PER_YUAN)
  return Math.max(0, index)
}

/**
 * Whether a store's band loses beyond chance: even 2.33 standard errors above its mean, an order of it loses (one-sided
 * z-test at 1 %).
 */
export function isLosing({ orders, netProfitFen, netProfitFenSquared }: BandSums): boolean {
  if (orders < LOSING_BAND_MIN_ORDERS || netProfitFen >= 0) return false
  const mean = netProfitFen / orders
  const variance = (netProfitFenSquared - netProfitFen * mean) / (orders - 1)
  return mean + LOSING_BAND_DEVIATIONS * Math.sqrt(variance / orders) < 0
}
