import { type ChannelCounts, countChannels, mainChannel, mergeChannels } from '../../channels'
import { divideRounded, divideRoundedBig, type Fen, MICRO_PER_FEN } from '../../money'
import type { ProductHistory } from '../../productHistory'
import { MILLI_PER_PIECE, type Milli } from '../../quantity'
import { adviseReasons } from '../../reasons'
import { historyNeeded, type Rule } from '../../rule'
import { SALES_DROP_MIN_PRIOR_TENTHS, SALES_DROP_PERCENT, WEEK_DAYS } from '../../thresholds'
import { PRIOR_WEEK, RECENT_WEEK, TWO_WEEKS_DAYS } from '../../weeks'
import { view } from './view'

/** 销量下滑: products that sold well the week before and much less this week. */
export interface SalesDrop {
  productId: number
  /** Daily averages in tenths of a piece. */
  priorDailyTenths: number
  recentDailyTenths: number
  channel: string
  /** Gross profit a day that the missing units brought the week before; null where their cost is unknown. */
  lostProfitFen: Fen | null
}

export interface SalesDropFigures {
  count: number
  channels: ChannelCounts
}

function dailyTenths(weekQuantityMilli: Milli): number {
  return divideRounded(weekQuantityMilli * 10, WEEK_DAYS * MILLI_PER_PIECE)
}

/** Missing units a day × the week before's gross profit a unit. */
function lostProfitFen(history: ProductHistory, missingDailyTenths: number): Fen | null {
  const knownQuantityMilli = history.sumWithin(PRIOR_WEEK, 'knownQuantityMilli')
  if (knownQuantityMilli <= 0) return null
  const grossProfitMicro = history.sumWithin(PRIOR_WEEK, 'knownGrossProfitMicro')
  return divideRoundedBig(
    BigInt(missingDailyTenths) * BigInt(grossProfitMicro) * BigInt(MILLI_PER_PIECE),
    10n * BigInt(knownQuantityMilli) * BigInt(MICRO_PER_FEN),
  )
}

export const salesDrop: Rule<SalesDrop, SalesDropFigures> = {
  missingHistoryDays: historyNeeded(TWO_WEEKS_DAYS),
  find(window) {
    const found: SalesDrop[] = []
    const soldWell = window.productsWhere(
      PRIOR_WEEK,
      'quantityMilli',
      (quantityMilli) => dailyTenths(quantityMilli) >= SALES_DROP_MIN_PRIOR_TENTHS,
    )
    for (const history of soldWell) {
      const priorDailyTenths = dailyTenths(history.sumWithin(PRIOR_WEEK, 'quantityMilli'))
      const recentDailyTenths = dailyTenths(history.sumWithin(RECENT_WEEK, 'quantityMilli'))
      if ((priorDailyTenths - recentDailyTenths) * 100 <= SALES_DROP_PERCENT * priorDailyTenths) continue
      found.push({
        productId: history.productId,
        priorDailyTenths,
        recentDailyTenths,
        channel: mainChannel(history.channelsWithin(PRIOR_WEEK)),
        lostProfitFen: lostProfitFen(history, priorDailyTenths - recentDailyTenths),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => finding.lostProfitFen,
  advice: adviseReasons,
  figures: (findings) => ({
    count: findings.length,
    channels: countChannels(findings.map((finding) => finding.channel)),
  }),
  merge: (a, b) => ({ count: a.count + b.count, channels: mergeChannels(a.channels, b.channels) }),
  view,
}
