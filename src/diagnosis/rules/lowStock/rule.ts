import { type ChannelCounts, countChannels, mainChannel, mergeChannels } from '../../channels'
import { divideRounded, type Fen, MICRO_PER_FEN, type MicroYuan } from '../../money'
import { type Milli, toMilli } from '../../quantity'
import { restockPieces } from '../../restock'
import { historyNeeded, type Rule } from '../../rule'
import {
  HOT_STOCK_MIN_PIECES,
  LOW_STOCK_COVER_DAYS,
  LOW_STOCK_MIN_SALE_DAYS,
  WEEK_DAYS,
} from '../../thresholds'
import { RECENT_WEEK } from '../../weeks'
import { view } from './view'

/** 即将断货: products that sell regularly and whose stock lasts two days or less. */
export interface LowStock {
  productId: number
  stockMilli: Milli
  /** Σ quantity in the last seven days. */
  quantityMilli: Milli
  /** Σ gross profit in the last seven days. */
  grossProfitMicro: MicroYuan
  /** Of those seven days, a day. */
  dailyProfitFen: Fen
  /** Whether the stock lasts a day or less. */
  isWithinOneDay: boolean
  channel: string
}

export interface LowStockFigures {
  count: number
  /** Gross profit a day at stake. */
  amountFen: Fen
  withinOneDay: number
  channels: ChannelCounts
}

/** Whether stock lasts so many days or less, at the pace of the week. */
function lasts(days: number, stockMilli: Milli, weekQuantityMilli: Milli): boolean {
  return WEEK_DAYS * stockMilli <= days * weekQuantityMilli
}

export const lowStock: Rule<LowStock, LowStockFigures> = {
  missingHistoryDays: historyNeeded(WEEK_DAYS),
  unknownReason: (window) => (window.stockSnapshot(0) === 'frozen' ? 'frozenStock' : undefined),
  find(window) {
    const found: LowStock[] = []
    for (const history of window.productsOfDay) {
      const stockMilli = history.value(0, 'stockMilli') ?? null
      if (stockMilli === null || stockMilli <= 0) continue
      const quantityMilli = history.sumWithin(RECENT_WEEK, 'quantityMilli')
      if (quantityMilli < toMilli(HOT_STOCK_MIN_PIECES)) continue
      if (!lasts(LOW_STOCK_COVER_DAYS, stockMilli, quantityMilli)) continue
      if (history.valuesWithin(RECENT_WEEK, 'sold').filter(Boolean).length < LOW_STOCK_MIN_SALE_DAYS) continue
      const grossProfitMicro = history.sumWithin(RECENT_WEEK, 'knownGrossProfitMicro')
      found.push({
        productId: history.productId,
        stockMilli,
        quantityMilli,
        grossProfitMicro,
        dailyProfitFen: divideRounded(grossProfitMicro, WEEK_DAYS * MICRO_PER_FEN),
        isWithinOneDay: lasts(1, stockMilli, quantityMilli),
        channel: mainChannel(history.channelsWithin(RECENT_WEEK)),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  // What lasts longer can be ordered tomorrow.
  impactTodayFen: (finding) => (finding.isWithinOneDay ? finding.dailyProfitFen : null),
  advice: ([finding]) =>
    finding
      ? {
          kind: 'restockSoon',
          pieces: restockPieces(finding.quantityMilli, WEEK_DAYS, finding.stockMilli),
          stockMilli: finding.stockMilli,
        }
      : null,
  // One that ran out meanwhile is no good news: 缺货 has it.
  fateOf(history) {
    const stockMilli = history?.value(0, 'stockMilli') ?? null
    if (stockMilli === null) return 'notSeen'
    return stockMilli > 0 ? 'recovered' : 'worse'
  },
  figures: (findings) => ({
    count: findings.length,
    amountFen: divideRounded(
      findings.reduce((sum, finding) => sum + finding.grossProfitMicro, 0),
      WEEK_DAYS * MICRO_PER_FEN,
    ),
    withinOneDay: findings.filter(({ isWithinOneDay }) => isWithinOneDay).length,
    channels: countChannels(findings.map(({ channel }) => channel)),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    withinOneDay: a.withinOneDay + b.withinOneDay,
    channels: mergeChannels(a.channels, b.channels),
  }),
  view,
}
