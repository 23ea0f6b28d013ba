import type { LossLine } from '../dayRollup'
import { type Fen, toFen } from '../money'
import { needsNothing, type Rule } from '../rule'
import { SEVERE_LOSS_PERCENT_OF_COST } from '../thresholds'

/** 价格异常: sales below their cost. */
export interface BelowCostSale extends LossLine {
  /** Cost − revenue of the line, rounded to fen. */
  lossFen: Fen
  /** Sold below 80 % of its cost. */
  severe: boolean
}

export interface BelowCostFigures {
  lines: number
  /** Distinct products. */
  count: number
  /** Σ line loss */
  amountFen: Fen
  severeLines: number
}

export const belowCost: Rule<BelowCostSale, BelowCostFigures> = {
  lacksDays: needsNothing,
  find: (window) =>
    (window.day(0)?.lossLines ?? []).map((line) => {
      const revenueMicro = line.unitPriceMicro * line.quantity
      return {
        ...line,
        lossFen: toFen(line.costMicro - revenueMicro),
        severe: revenueMicro * 100 < line.costMicro * SEVERE_LOSS_PERCENT_OF_COST,
      }
    }),
  subject: ({ productId }) => ({ kind: 'product', productId }),
  stakeFen: (finding) => finding.lossFen,
  countOn: (day) => day.lossLines.length,
  figures: (findings) => ({
    lines: findings.length,
    count: new Set(findings.map((finding) => finding.productId)).size,
    amountFen: findings.reduce((sum, finding) => sum + finding.lossFen, 0),
    severeLines: findings.filter((finding) => finding.severe).length,
  }),
  merge: (a, b) => ({
    lines: a.lines + b.lines,
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    severeLines: a.severeLines + b.severeLines,
  }),
}
