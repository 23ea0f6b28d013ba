import { dayNumber } from '../../businessDate'
import { divideRoundedBig, type Fen, MICRO_PER_FEN, type MicroYuan } from '../../money'
import type { Milli } from '../../quantity'
import { historyNeeded, type Rule } from '../../rule'
import type { StoreWindow } from '../../storeWindow'
import { SLOW_MOVING_DAYS, STALE_AFTER_DAYS } from '../../thresholds'
import {
  DAYS_NEEDED,
  type LevelOutcome,
  mergeLevels,
  SLOW_MOVING_LEVELS,
  type SlowMovingFigures,
  type SlowMovingLevel,
} from './levels'
import { view } from './view'

/** 滞销: stock whose last sale was 3, 7 or 15 days ago, or longer. */
export interface SlowMover {
  productId: number
  level: SlowMovingLevel
  /** Days since the last sale. */
  daysSinceLastSale: number
  stockMilli: Milli
  /** Stock × unit cost; null where no sale ever told a cost. */
  amountFen: Fen | null
}

function levelOf(daysSinceLastSale: number): SlowMovingLevel | undefined {
  if (daysSinceLastSale > STALE_AFTER_DAYS) return 'stale'
  return SLOW_MOVING_LEVELS.find(
    (level) => level !== 'stale' && SLOW_MOVING_DAYS[level] === daysSinceLastSale,
  )
}

/** Stock × Σ cost / Σ quantity over all sales up to D, rounded to fen. */
function tiedUpCostFen(
  stockMilli: Milli,
  saleCostMicro: MicroYuan,
  saleCostQuantityMilli: Milli,
): Fen | null {
  if (saleCostQuantityMilli <= 0) return null
  return divideRoundedBig(
    BigInt(stockMilli) * BigInt(saleCostMicro),
    BigInt(saleCostQuantityMilli) * BigInt(MICRO_PER_FEN),
  )
}

function figuresOf(
  level: SlowMovingLevel,
  findings: readonly SlowMover[],
  { depthDays }: StoreWindow,
): LevelOutcome {
  const needDays = DAYS_NEEDED[level]
  if (depthDays < needDays) return { status: 'insufficientData', needDays, haveDays: depthDays }
  const ofLevel = findings.filter((finding) => finding.level === level)
  const withoutCost = ofLevel.filter((finding) => finding.amountFen === null).length
  return {
    count: ofLevel.length,
    amountFen: ofLevel.reduce((sum, finding) => sum + (finding.amountFen ?? 0), 0),
    ...(withoutCost ? { withoutCost } : {}),
  }
}

function eachLevel(figures: (level: SlowMovingLevel) => LevelOutcome): SlowMovingFigures {
  return {
    new: figures('new'),
    ongoing: figures('ongoing'),
    severe: figures('severe'),
    stale: figures('stale'),
  }
}

export const slowMoving: Rule<SlowMover, SlowMovingFigures> = {
  missingHistoryDays: historyNeeded(DAYS_NEEDED.new),
  notCompared: true,
  find(window) {
    const found: SlowMover[] = []
    const balances = window.balances()
    const today = dayNumber(window.businessDate)
    for (const [row, productId] of balances.productId.entries()) {
      const lastSaleDay = balances.lastSaleDay[row] ?? null
      const stockMilli = balances.stockMilli[row] ?? null
      if (lastSaleDay === null || stockMilli === null || stockMilli <= 0) continue
      const daysSinceLastSale = today - lastSaleDay
      const level = levelOf(daysSinceLastSale)
      if (!level) continue
      const amountFen = tiedUpCostFen(
        stockMilli,
        balances.saleCostMicro[row] ?? 0,
        balances.saleCostQuantityMilli[row] ?? 0,
      )
      found.push({ productId, level, daysSinceLastSale, stockMilli, amountFen })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings, window) => eachLevel((level) => figuresOf(level, findings, window)),
  merge: (a, b) => eachLevel((level) => mergeLevels(a[level], b[level])),
  view,
}
