import { type ChannelCounts, countChannels, mainChannel, mergeChannels } from '../../channels'
import { divideRounded, type Fen, MICRO_PER_FEN, type MicroYuan } from '../../money'
import type { Milli } from '../../quantity'
import { historyNeeded, type Rule } from '../../rule'
import { daysWithin, type ProductHistory, type StoreWindow, sumWithin } from '../../storeWindow'
import { PERSISTENT_STOCKOUT_DAYS, STOCKOUT_HISTORY_DAYS, WALK_BACK_DAYS, WEEK_DAYS } from '../../thresholds'
import { view } from './view'

/** 热销缺货: products that sold in the last week and are out of stock. */
export interface Stockout {
  productId: number
  /** Σ quantity in the window. */
  quantityMilli: Milli
  /** Σ gross profit in the window. */
  grossProfitMicro: MicroYuan
  /** Days of the window: 7, or fewer for a young store. */
  windowDays: number
  /** Gross profit in the window a day. */
  dailyProfitFen: Fen
  /** Consecutive days without stock, D included. */
  daysOut: number
  channel: string
}

export interface StockoutsFigures {
  count: number
  /** Gross profit a day at stake. */
  amountFen: Fen
  persistent: number
  new: number
  channels: ChannelCounts
}

/** Days out of stock in a row up to D; a day without a line, or with stock, ends the walk. */
function daysOutOfStock(history: ProductHistory): number {
  let days = 0
  while (days <= WALK_BACK_DAYS && history.days[days]?.stockMilli === 0) days++
  return days
}

function windowDays(window: StoreWindow): number {
  return Math.min(WEEK_DAYS, window.depthDays)
}

export const stockouts: Rule<Stockout, StockoutsFigures> = {
  missingHistoryDays: historyNeeded(STOCKOUT_HISTORY_DAYS),
  find(window) {
    const days = windowDays(window)
    const span = { from: days - 1, to: 0 }
    const found: Stockout[] = []
    for (const history of window.products) {
      if (history.days[0]?.stockMilli !== 0) continue
      const quantityMilli = sumWithin(history, span, (day) => day.quantityMilli)
      if (quantityMilli <= 0) continue
      const grossProfitMicro = sumWithin(history, span, (day) => day.withKnownProfit.grossProfitMicro)
      found.push({
        productId: history.productId,
        quantityMilli,
        grossProfitMicro,
        windowDays: days,
        dailyProfitFen: divideRounded(grossProfitMicro, days * MICRO_PER_FEN),
        daysOut: daysOutOfStock(history),
        channel: mainChannel(daysWithin(history, span)),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => finding.dailyProfitFen,
  figures: (findings, window) => ({
    count: findings.length,
    amountFen: divideRounded(
      findings.reduce((sum, finding) => sum + finding.grossProfitMicro, 0),
      windowDays(window) * MICRO_PER_FEN,
    ),
    persistent: findings.filter((finding) => finding.daysOut >= PERSISTENT_STOCKOUT_DAYS).length,
    new: findings.filter((finding) => finding.daysOut === 1).length,
    channels: countChannels(findings.map((finding) => finding.channel)),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    persistent: a.persistent + b.persistent,
    new: a.new + b.new,
    channels: mergeChannels(a.channels, b.channels),
  }),
  view,
}
