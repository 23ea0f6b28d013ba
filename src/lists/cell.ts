import type { BusinessDate } from '../diagnosis/businessDate'
import type { Fen, Tenths } from '../diagnosis/money'

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
export type Label = TimeSlot | 'new' | 'ongoing' | 'severe' | 'mild' | 'firstEver'

/** A typed value of a list: the page formats it, an export keeps its type. null is unknown. */
export type Cell =
  | { kind: 'text'; text: string }
  /** With how it stands against the day before, where that is known. */
  | { kind: 'product'; productId: number; name: string; change?: 'new' | 'ongoing' }
  | { kind: 'order'; orderId: string }
  | { kind: 'money'; fen: Fen }
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

/** What a column of a list holds. */
export type ColumnId =
  | 'date'
  | 'store'
  | 'channel'
  | 'category'
  | 'product'
  | 'order'
  | 'time'
  | 'timeSlot'
  | 'revenue'
  | 'cost'
  | 'marketing'
  | 'serviceFee'
  | 'deliveryFee'
  | 'rebate'
  | 'grossProfit'
  | 'netProfit'
  | 'netDeliveryCost'
  | 'excess'
  | 'distance'
  | 'hints'
  | 'quantity'
  | 'previousQuantity'
  | 'daysOut'
  | 'profitAtStake'
  | 'restock'
  | 'unitPrice'
  | 'unitCost'
  | 'loss'
  | 'severity'
  | 'priorDaily'
  | 'recentDaily'
  | 'salesChange'
  | 'lostProfit'
  | 'priorMargin'
  | 'recentMargin'
  | 'marginChange'
  | 'missedProfit'
  | 'reasons'
  | 'level'
  | 'lastSale'
  | 'silentDays'
  | 'stock'
  | 'boundCost'
  | 'growth'
  | 'streak'
  | 'margin'

/** Labels from the least to the most: parts of the day in their order, then how bad something is. */
const LABEL_ORDER: Record<Label, number> = {
  smallHours: 0,
  breakfast: 1,
  morning: 2,
  lunch: 3,
  afternoon: 4,
  dinner: 5,
  lateNight: 6,
  firstEver: 7,
  mild: 8,
  new: 9,
  ongoing: 10,
  severe: 11,
}

/** The value that a column is sorted by; unknown is lowest. */
export function sortValue(cell: Cell): string | number {
  switch (cell?.kind) {
    case undefined:
      return Number.NEGATIVE_INFINITY
    case 'text':
      return cell.text
    case 'product':
      return cell.name
    case 'order':
      return cell.orderId
    case 'money':
      return cell.fen
    case 'count':
      return cell.value
    case 'tenths':
    case 'rate':
    case 'points':
      return cell.tenths
    case 'date':
      return cell.date
    case 'time':
      return cell.time
    case 'label':
      return LABEL_ORDER[cell.label]
    case 'reasons':
      return cell.reasons.length
  }
}

export const text = (value: string): Cell => ({ kind: 'text', text: value })
export const money = (fen: Fen | null): Cell => (fen === null ? null : { kind: 'money', fen })
export const count = (value: number | null): Cell => (value === null ? null : { kind: 'count', value })
export const rate = (tenths: Tenths): Cell => ({ kind: 'rate', tenths })
export const label = (value: Label): Cell => ({ kind: 'label', label: value })
export const date = (value: BusinessDate | null): Cell =>
  value === null ? null : { kind: 'date', date: value }
