import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Lang } from '../../diagnosis/words'
import type { Problem, StoreDirectory } from '../problem'

/** The columns that stores side by side can be sorted by; `call`: whom to call first. */
export const STORE_ORDERS = [
  'call',
  'store',
  'orders',
  'netProfit',
  'margin',
  'loss',
  'stake',
  'weekday',
  'week',
] as const
export type StoreOrder = (typeof STORE_ORDERS)[number]

/** How the page looks at its stores and day. */
export interface HomeView {
  span: 'day' | 'week'
  /** What the stores side by side are sorted by. */
  storesBy: StoreOrder
  /** Which page of them, from 1. */
  storesPage: number
}

/** As the page opens. */
export const FIRST_VIEW: HomeView = { span: 'day', storesBy: 'call', storesPage: 1 }

/** What the first chunk of the main page shows: what the request alone tells. */
export interface ShellView extends HomeView {
  lang: Lang
  /** Whether the reader is signed in: the bar leads to his own page, else to where one signs in. */
  signedIn: boolean
  /** Whether he may bring orders in. */
  mayImport?: boolean
  /** Of the site, for links that leave it. */
  origin: string
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
      directory: StoreDirectory
      /** The instant of the request. */
      nowIso: string
      /** Why the latest refresh broke off; absent where it did not, or the reader cannot mend it. */
      trouble?: string
      /** The database fills up; absent where it does not, or the reader cannot mend it. */
      isFilling?: true
    }
  | Problem
