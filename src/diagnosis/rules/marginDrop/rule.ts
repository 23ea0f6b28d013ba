import { addEach, bandOf, emptyBands } from '../../bands'
import {
  divideRounded,
  divideRoundedBig,
  type Fen,
  MICRO_PER_FEN,
  type MicroYuan,
  rateTenths,
  type Tenths,
} from '../../money'
import type { ProductHistory, Span } from '../../productHistory'
import { type Milli, toMilli } from '../../quantity'
import { adviseReasons } from '../../reasons'
import { historyNeeded, type Rule } from '../../rule'
import {
  MARGIN_DROP_MIN_PIECES,
  MARGIN_DROP_TENTHS,
  MARGIN_DROP_TIER_TENTHS,
  WEEK_DAYS,
} from '../../thresholds'
import { PRIOR_WEEK, RECENT_WEEK, TWO_WEEKS_DAYS } from '../../weeks'
import { view } from './view'

/** 利润率下滑: products that earn a smaller share of their price than the week before. */
export interface MarginDrop {
  productId: number
  prior: WeekMargin
  recent: WeekMargin
  dropTenths: Tenths
  /** What this week's revenue would have earned more at last week's margin. */
  amountFen: Fen
}

/** A product's week over the lines whose gross profit is known. */
interface WeekMargin {
  quantityMilli: Milli
  revenueMicro: MicroYuan
  grossProfitMicro: MicroYuan
  rateTenths: Tenths
}

export interface MarginDropFigures {
  count: number
  amountFen: Fen
  /** Counts for a drop of (5,10], (10,15], (15,20] and more than 20 points. */
  tiers: number[]
}

/** All 0 for a week without a line whose gross profit is known. */
function weekMargin(history: ProductHistory, week: Span): WeekMargin {
  const revenueMicro = history.sumWithin(week, 'knownRevenueMicro')
  const grossProfitMicro = history.sumWithin(week, 'knownGrossProfitMicro')
  return {
    quantityMilli: history.sumWithin(week, 'knownQuantityMilli'),
    revenueMicro,
    grossProfitMicro,
    rateTenths: rateTenths(grossProfitMicro, revenueMicro),
  }
}

/** prior rate × recent revenue − recent gross profit, rounded to fen. */
function missedProfitFen(prior: WeekMargin, recent: WeekMargin): Fen {
  const missedThousandths =
    BigInt(prior.rateTenths) * BigInt(recent.revenueMicro) - 1000n * BigInt(recent.grossProfitMicro)
  return divideRoundedBig(missedThousandths, 1000n * BigInt(MICRO_PER_FEN))
}

export const marginDrop: Rule<MarginDrop, MarginDropFigures> = {
  missingHistoryDays: historyNeeded(TWO_WEEKS_DAYS),
  find(window) {
    const found: MarginDrop[] = []
    const worthComparing = window.productsWhere(
      RECENT_WEEK,
      'knownQuantityMilli',
      (quantityMilli) => quantityMilli >= toMilli(MARGIN_DROP_MIN_PIECES),
    )
    for (const history of worthComparing) {
      const prior = weekMargin(history, PRIOR_WEEK)
      if (prior.rateTenths <= 0) continue
      const recent = weekMargin(history, RECENT_WEEK)
      const dropTenths = prior.rateTenths - recent.rateTenths
      if (dropTenths <= MARGIN_DROP_TENTHS) continue
      found.push({
        productId: history.productId,
        prior,
        recent,
        dropTenths,
        amountFen: missedProfitFen(prior, recent),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => divideRounded(finding.amountFen, WEEK_DAYS),
  advice: adviseReasons,
  figures(findings) {
    const tiers = emptyBands(MARGIN_DROP_TIER_TENTHS)
    for (const finding of findings) {
      const tier = bandOf(finding.dropTenths, MARGIN_DROP_TIER_TENTHS)
      tiers[tier] = (tiers[tier] ?? 0) + 1
    }
    return {
      count: findings.length,
      amountFen: findings.reduce((sum, finding) => sum + finding.amountFen, 0),
      tiers,
    }
  },
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    tiers: addEach(a.tiers, b.tiers),
  }),
  view,
}
