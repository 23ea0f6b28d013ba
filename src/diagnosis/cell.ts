import type { BusinessDate } from './businessDate'
import type { Fen, Tenths } from './money'
import { type Milli, toPieces } from './quantity'

/** A reason or hint, with the number that it rests on where it has one. */
export interface Reason {
  code: ReasonCode
  /** Days, tenths of a percent, or grams, as the code says. */
  value?: number
}

export type ReasonCode =
  /** Tenths of a percent against the week before. */
  | 'priceUp'
  | 'priceDown'
  | 'costUp'
  /** Tenths of a percentage point of the list price given away more, or less. */
  | 'deeperDiscount'
  | 'lessDiscount'
  /** Days of this week. */
  | 'outOfStock'
  | 'daysWithoutSale'
  /** Of a delivery: metres, grams, and the hour. */
  | 'far'
  | 'heavy'
  | 'bulky'
  | 'night'
  | 'distanceUnknown'

/** A part of the day, as deliveries are looked at. */
export type TimeSlot = 'breakfast' | 'morning' | 'lunch' | 'afternoon' | 'dinner' | 'lateNight' | 'smallHours'

/** One of a few words that the page says in its own language. */
export type Label = TimeSlot | BelowCostLabel | UnsoldLabel | Validity | 'severe' | 'mild' | 'firstEver'

/** What made a sale below cost one. */
type BelowCostLabel = 'listPrice' | 'promotion' | 'discount' | 'causeUnknown'

/** Whether KPIs count an order. */
type Validity = 'valid' | 'invalid'

/** For how long stock has not been sold. */
type UnsoldLabel = 'unsoldForDays' | 'unsoldForAWeek' | 'unsoldForTwoWeeks' | 'unsoldForLonger'

/** A typed value of a list: the page formats it, an export keeps its type. null is unknown. */
export type Cell =
  | { kind: 'text'; text: string }
  /** With how it stands against the day before, where that is known. */
  | { kind: 'product'; productId: number; name: string; change?: 'new' | 'ongoing' }
  | { kind: 'order'; orderId: string }
  | { kind: 'money'; fen: Fen }
  /** Whole; of weighed goods with up to three decimals. */
  | { kind: 'count'; value: number }
  /** A number with one decimal. */
  | { kind: 'tenths'; tenths: number }
  | { kind: 'rate'; tenths: Tenths }
  /** Points of a percentage. */
  | { kind: 'points'; tenths: Tenths }
  | { kind: 'date'; date: BusinessDate }
  /** Local time, `YYYY-MM-DDTHH:MM:SS`. */
  | { kind: 'time'; time: string }
  | { kind: 'label'; label: Label }
  | { kind: 'reasons'; reasons: Reason[] }
  | null

export const text = (value: string): Cell => ({ kind: 'text', text: value })
export const money = (fen: Fen | null): Cell => (fen === null ? null : { kind: 'money', fen })
export const count = (value: number | null): Cell => (value === null ? null : { kind: 'count', value })
export const quantity = (quantityMilli: Milli | null): Cell =>
  count(quantityMilli === null ? null : toPieces(quantityMilli))
export const tenths = (value: number): Cell => ({ kind: 'tenths', tenths: value })
export const rate = (tenths: Tenths): Cell => ({ kind: 'rate', tenths })
export const label = (value: Label): Cell => ({ kind: 'label', label: value })
export const date = (value: BusinessDate | null): Cell =>
  value === null ? null : { kind: 'date', date: value }
