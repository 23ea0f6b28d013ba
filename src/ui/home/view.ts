import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Lang } from '../../diagnosis/words'
import type { Problem, StoreChoice } from '../problem'

/** What the first chunk of the main page shows: what the request alone tells. */
export interface ShellView {
  lang: Lang
  /** Whether the reader is signed in: the bar leads to his own page, else to where one signs in. */
  signedIn: boolean
  /** Whether he may bring orders in. */
  mayImport?: boolean
  /** The stores asked for; none means all. */
  stores: readonly string[]
  /** The business date asked for; null means the latest. */
  date: BusinessDate | null
  /** The channel asked for; null means all. */
  channel: string | null
}

/** What the second chunk shows. */
export type CardView =
  | {
      status: 'ready'
      diagnosis: Diagnosis
      directory: readonly StoreChoice[]
      /** The instant of the request. */
      nowIso: string
    }
  | Problem
