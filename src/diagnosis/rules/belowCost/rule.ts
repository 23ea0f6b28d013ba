import type { LossLine } from '../../dayRollup'
import { type Fen, toFen } from '../../money'
import { lineRevenueMicro, type OrderLine } from '../../order'
import { timesMicro } from '../../quantity'
import { noHistoryNeeded, type Rule } from '../../rule'
import { SEVERE_LOSS_PERCENT_OF_COST } from '../../thresholds'
import { view } from './view'

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

/** Whether a merchandise line is a sale whose loss, rounded to fen, is above 0: each day keeps these lines one by one. */
export function isSoldBelowCost(
  line: OrderLine,
): line is OrderLine & { costMicro: number; unitPriceMicro: number } {
  const revenueMicro = lineRevenueMicro(line)
  if (line.quantityMilli <= 0 || line.costMicro === null || revenueMicro === null) return false
  return toFen(line.costMicro - revenueMicro) > 0
}

export const belowCost: Rule<BelowCostSale, BelowCostFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find: (window) =>
    (window.day(0)?.lossLines ?? []).map((line) => {
      const revenueMicro = timesMicro(line.unitPriceMicro, line.quantityMilli)
      return {
        ...line,
        lossFen: toFen(line.costMicro - revenueMicro),
        severe: revenueMicro * 100 < line.costMicro * SEVERE_LOSS_PERCENT_OF_COST,
      }
    }),
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => finding.lossFen,
  dailyCount: (day) => day.lossLines.length,
  byChannel: true,
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
  view,
}
