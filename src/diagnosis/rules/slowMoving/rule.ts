import { divideRoundedBig, type Fen, MICRO_PER_FEN } from '../../money'
import type { Milli } from '../../quantity'
import { noHistoryNeeded, type Rule } from '../../rule'
import { type Balance, lastSaleOffset, type ProductHistory } from '../../storeWindow'
import { SLOW_MOVING_DAYS } from '../../thresholds'
import { view } from './view'

/** 滞销: stock whose last sale was 3, 7 or 15 days ago. */
export interface SlowMover {
  productId: number
  level: SlowMovingLevel
  /** Days since the last sale. */
  daysSinceLastSale: number
  stockMilli: Milli
  /** Stock × unit cost; null where no sale ever told a cost. */
  amountFen: Fen | null
}

export type SlowMovingLevel = keyof typeof SLOW_MOVING_DAYS

interface LevelFigures {
  count: number
  /** Cost tied up in stock. */
  amountFen: Fen
  /** Products of the count whose cost is unknown: they are not in the amount. */
  withoutCost?: number
}

export type SlowMovingFigures = Record<SlowMovingLevel, LevelFigures>

const LEVELS = Object.keys(SLOW_MOVING_DAYS) as SlowMovingLevel[]

function levelOf(history: ProductHistory): SlowMovingLevel | undefined {
  const lastSale = lastSaleOffset(history, 0)
  return LEVELS.find((level) => SLOW_MOVING_DAYS[level] === lastSale)
}

/** Stock × Σ cost / Σ quantity over all sales up to D, rounded to fen. */
function tiedUpCostFen(stockMilli: Milli, balance: Balance): Fen | null {
  if (balance.saleCostQuantityMilli <= 0) return null
  return divideRoundedBig(
    BigInt(stockMilli) * BigInt(balance.saleCostMicro),
    BigInt(balance.saleCostQuantityMilli) * BigInt(MICRO_PER_FEN),
  )
}

function level(findings: readonly SlowMover[]): LevelFigures {
  const withoutCost = findings.filter((finding) => finding.amountFen === null).length
  return {
    count: findings.length,
    amountFen: findings.reduce((sum, finding) => sum + (finding.amountFen ?? 0), 0),
    ...(withoutCost ? { withoutCost } : {}),
  }
}

function mergeLevels(a: LevelFigures, b: LevelFigures): LevelFigures {
  const withoutCost = (a.withoutCost ?? 0) + (b.withoutCost ?? 0)
  return {
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    ...(withoutCost ? { withoutCost } : {}),
  }
}

function eachLevel(figures: (level: SlowMovingLevel) => LevelFigures): SlowMovingFigures {
  return { new: figures('new'), ongoing: figures('ongoing'), severe: figures('severe') }
}

export const slowMoving: Rule<SlowMover, SlowMovingFigures> = {
  missingHistoryDays: noHistoryNeeded,
  oneDayOnly: true,
  find(window) {
    const found: SlowMover[] = []
    for (const history of window.products) {
      const level = levelOf(history)
      if (!level) continue
      const balance = window.balance(history.productId)
      if (!balance?.stockMilli || balance.stockMilli <= 0) continue
      found.push({
        productId: history.productId,
        level,
        daysSinceLastSale: SLOW_MOVING_DAYS[level],
        stockMilli: balance.stockMilli,
        amountFen: tiedUpCostFen(balance.stockMilli, balance),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings) => eachLevel((name) => level(findings.filter((finding) => finding.level === name))),
  merge: (a, b) => eachLevel((name) => mergeLevels(a[name], b[name])),
  view,
}
