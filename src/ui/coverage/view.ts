import type { CoveredDay, StoreCoverage } from '../../history/coverage'
import type { KindOfFile } from '../../import/report'
import type { Unavailable } from '../problem'

export type CoverageView =
  | {
      status: 'ready'
      stores: readonly StoreCoverage[]
      /** The store's day that its reader has asked about. */
      chosen: ChosenDay | null
      /** Whether the reader may import what is missing. */
      mayImport: boolean
      nowIso: string
    }
  | Unavailable

/** A day, and what its store's orders came from last; null where that is not known. */
export interface ChosenDay {
  store: string
  day: CoveredDay
  kind: KindOfFile['title'] | null
}
