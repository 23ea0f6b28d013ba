import type { BusinessDate } from '../diagnosis/businessDate'
import type { Diagnosis } from '../diagnosis/diagnosis'
import type { Lang } from './language'

/** What the page is told. No I/O. No clock: "now" is part of the view. */

/** What the request alone tells: all that is known when the first chunk leaves. */
export interface ShellView {
  lang: Lang
  /** The stores asked for; none means all. */
  stores: readonly string[]
  /** The business date asked for; null means the latest. */
  date: BusinessDate | null
  /** The channel asked for; null means all. */
  channel: string | null
}

/** A store that the user may choose, with the days between which it has orders. */
export interface StoreChoice {
  store: string
  firstDate: BusinessDate
  lastDate: BusinessDate
}

/** What a request asked for that the page cannot read. */
export type BadRequestCode = 'unreadableDate' | 'unreadableStore' | 'tooManyStores' | 'textTooLong'

/** Why there is no card although there is data. */
export type UnavailableReason = 'timeout' | 'database' | 'unexpected'

/** What the second chunk shows. */
export type CardView =
  | {
      status: 'ready'
      diagnosis: Diagnosis
      directory: readonly StoreChoice[]
      /** The instant of the request. */
      nowIso: string
    }
  /** Nothing has been imported yet. */
  | { status: 'noData' }
  | { status: 'unknownStore'; stores: readonly string[]; directory: readonly StoreChoice[] }
  | { status: 'badRequest'; code: BadRequestCode }
  | { status: 'unavailable'; reason: UnavailableReason; reference: string }

/** A whole page that holds nothing but a message. */
export type MessageView =
  /** 403: closed by default. */
  | { kind: 'closed' }
  /** 404 */
  | { kind: 'notFound' }
  /** 500, with what to look for in the logs. */
  | { kind: 'error'; reference: string }
