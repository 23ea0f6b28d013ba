import { type ChannelCounts, countChannels, mainChannel, mergeChannels } from '../../channels'
import { divideRounded, type Fen, MICRO_PER_FEN, type MicroYuan } from '../../money'
import type { ProductHistory } from '../../productHistory'
import { type Milli, toMilli } from '../../quantity'
import { restockPieces } from '../../restock'
import { historyNeeded, type Rule } from '../../rule'
import { isOut, type StoreWindow } from '../../storeWindow'
import {
  HOT_STOCK_MIN_PIECES,
  PERSISTENT_STOCKOUT_DAYS,
  STOCKOUT_HISTORY_DAYS,
  WALK_BACK_DAYS,
  WEEK_DAYS,
} from '../../thresholds'
import { view } from './view'

/** 缺货: products that sold in the last week and are out of stock. */
export interface Stockout {
  productId: number
  /** 0, or below where more was sold than there was. */
  stockMilli: Milli
  /** Σ quantity in the window. */
  quantityMilli: Milli
  /** Σ gross profit in the window. */
  grossProfitMicro: MicroYuan
  /** Days of the window: 7, or fewer for a young store. */
  windowDays: number
  /** Gross profit in the window a day. */
  dailyProfitFen: Fen
  /** Consecutive days without stock, D included; null where one snapshot of stock may stand for several days. */
  daysOut: number | null
  /** What the last earlier line of known stock said, of the seven days before; null where the stock does not move. */
  since: 'today' | 'earlier' | 'unseen' | null
  channel: string
}

/** Some of the products that are out. */
interface Part {
  count: number
  amountFen: Fen
}

/** A number is null where nobody knows it. */
export interface StockoutsFigures {
  count: number
  /** Gross profit a day at stake. */
  amountFen: Fen
  /** 热销: those that sold one a day or more; the rest is the long tail. */
  hot: Part | null
  persistent: number | null
  /** In stock when last seen. */
  new: number | null
  /** Not seen in the seven days before: nobody knows since when. */
  unseen: number | null
  channels: ChannelCounts
}

/** Days out of stock in a row up to D; a day without a line of known stock, or with stock, ends the walk. */
function daysOutOfStock(history: ProductHistory): number {
  let days = 0
  while (days <= WALK_BACK_DAYS && isOut(history.value(days, 'stockMilli'))) days++
  return days
}

function sinceWhen(history: ProductHistory): NonNullable<Stockout['since']> {
  for (let offset = 1; offset <= WALK_BACK_DAYS; offset++) {
    const stockMilli = history.value(offset, 'stockMilli') ?? null
    if (stockMilli !== null) return isOut(stockMilli) ? 'earlier' : 'today'
  }
  return 'unseen'
}

function windowDays(window: StoreWindow): number {
  return Math.min(WEEK_DAYS, window.depthDays)
}

/** What the stock of D and of the day before allows to say. */
function judgeStock(window: StoreWindow): { moved: boolean; movedTheDayBefore: boolean } {
  const moved = window.stockSnapshot(0) !== 'frozen'
  return { moved, movedTheDayBefore: moved && window.stockSnapshot(1) !== 'frozen' }
}

function partOf(findings: readonly Stockout[], days: number): Part {
  const grossProfitMicro = findings.reduce((sum, finding) => sum + finding.grossProfitMicro, 0)
  return { count: findings.length, amountFen: divideRounded(grossProfitMicro, days * MICRO_PER_FEN) }
}

/** What is known of two sets of stores together; null only where none knows. */
function addKnown(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b
}

function addParts(a: Part | null, b: Part | null): Part | null {
  return a && b ? { count: a.count + b.count, amountFen: a.amountFen + b.amountFen } : (a ?? b)
}

export const stockouts: Rule<Stockout, StockoutsFigures> = {
  missingHistoryDays: historyNeeded(STOCKOUT_HISTORY_DAYS),
  find(window) {
    const days = windowDays(window)
    const span = { from: days - 1, to: 0 }
    const { moved, movedTheDayBefore } = judgeStock(window)
    const found: Stockout[] = []
    for (const history of window.productsOfDay) {
      const stockMilli = history.value(0, 'stockMilli') ?? null
      if (stockMilli === null || !isOut(stockMilli)) continue
      const quantityMilli = history.sumWithin(span, 'quantityMilli')
      if (quantityMilli <= 0) continue
      const grossProfitMicro = history.sumWithin(span, 'knownGrossProfitMicro')
      found.push({
        productId: history.productId,
        stockMilli,
        quantityMilli,
        grossProfitMicro,
        windowDays: days,
        dailyProfitFen: divideRounded(grossProfitMicro, days * MICRO_PER_FEN),
        daysOut: movedTheDayBefore ? daysOutOfStock(history) : null,
        since: moved ? sinceWhen(history) : null,
        channel: mainChannel(history.channelsWithin(span)),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => finding.dailyProfitFen,
  advice: ([finding]) =>
    finding
      ? {
          kind: 'restock',
          pieces: restockPieces(finding.quantityMilli, finding.windowDays, finding.stockMilli),
          daysOut: finding.daysOut,
          isSnapshot: finding.since === null,
        }
      : null,
  canCompare: (window) => judgeStock(window).moved,
  fateOf: (history) => ((history?.value(0, 'stockMilli') ?? 0) > 0 ? 'recovered' : 'notSeen'),
  figures(findings, window) {
    const { moved, movedTheDayBefore } = judgeStock(window)
    const hot = findings.filter(({ quantityMilli }) => quantityMilli >= toMilli(HOT_STOCK_MIN_PIECES))
    const since = (when: Stockout['since']) => findings.filter((finding) => finding.since === when).length
    return {
      ...partOf(findings, windowDays(window)),
      hot: window.depthDays < WEEK_DAYS ? null : partOf(hot, WEEK_DAYS),
      persistent: movedTheDayBefore
        ? findings.filter(({ daysOut }) => (daysOut ?? 0) >= PERSISTENT_STOCKOUT_DAYS).length
        : null,
      new: moved ? since('today') : null,
      unseen: moved ? since('unseen') : null,
      channels: countChannels(findings.map((finding) => finding.channel)),
    }
  },
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    hot: addParts(a.hot, b.hot),
    persistent: addKnown(a.persistent, b.persistent),
    new: addKnown(a.new, b.new),
    unseen: addKnown(a.unseen, b.unseen),
    channels: mergeChannels(a.channels, b.channels),
  }),
  view,
}
