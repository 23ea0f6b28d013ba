import type { BusinessDate } from './businessDate'
import type { Reason } from './cell'
import type { Fen } from './money'
import type { BelowCostCause } from './rules/belowCost/cause'
import type { LeverCounts } from './rules/lossOrders/levers'

/** What to do about a finding, with the number that it comes to and the reason: the page says it in words. */
export type Advice =
  /**
   * Order whole pieces, for three days of sales. `daysOut`: in a row without stock, null where nobody knows. `isSnapshot`: whether the
   * stock is one of the export for several days.
   */
  | { kind: 'restock'; pieces: number; daysOut: number | null; isSnapshot: boolean }
  /** The same before it runs out. `stockMilli` is left. */
  | { kind: 'restockSoon'; pieces: number; stockMilli: number }
  /**
   * Sell one for so much at least; null where the platform's fee is unknown. `nowFen`: what was paid for one.
   * `since`: the first of the days in a row on which it was sold and lost; null where nobody knows.
   */
  | {
      kind: 'reprice'
      atLeastFen: Fen | null
      nowFen: Fen
      cause: BelowCostCause
      since: BusinessDate | null
    }
  /** What alone would have kept orders from losing: of how many each. */
  | { kind: 'spare'; levers: LeverCounts }
  /** What changed between the weeks; none where the export tells nothing. */
  | { kind: 'reasons'; reasons: Reason[] }
