import type { CoveredDay, StoreCoverage } from '../../history/coverage'
import type { KindOfFile } from '../../import/report'
import type { StoreDirectory, Unavailable } from '../problem'

export type CoverageView =
  | {
      status: 'ready'
      stores: readonly StoreCoverage[]
      /** Those whose days cannot be read: their database does not answer. */
      storesOutOfReach: readonly string[]
      /** All stores of the reader: of many, not all of their days were looked at. */
      directory: StoreDirectory
      /** What its reader has typed of a store; '' for nothing. */
      asked: string
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
