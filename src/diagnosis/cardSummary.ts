import type { ChannelCounts } from './channels'
import type { Fen, Tenths } from './money'
import type { Trend } from './trend'

/** What a rule's card says of its figures, as typed values; src/ui draws them. */
export interface CardSummary {
  /** The main number: how many it found. */
  count: number
  /** What stands beside it. */
  aside?: Fact
  /** What stands below it, from above to below. */
  details: Detail[]
}

/** A value with its name. */
export interface Fact {
  label: string
  value: Value
}

/** A typed value of a card. */
export type Value =
  | { kind: 'money'; fen: Fen }
  /** With its unit, as in `98 个商品`; of weighed goods with up to three decimals. null where it is unknown. */
  | { kind: 'quantity'; value: number | null; unit: (value: number) => string }
  /** null where it is unknown. */
  | { kind: 'rate'; tenths: Tenths | null }
  /** With its sign. */
  | { kind: 'growth'; tenths: Tenths }
  /** In place of a number, why there is none. */
  | { kind: 'text'; text: string }

/** One part of a whole. */
export interface Share {
  name: string
  count: number
}

/** A value that a line of text may hold. */
type TextValue = Exclude<Value, { kind: 'money' }>

/** A product of a top list. */
export interface TopProduct {
  product: { name: string; store: string; productId: number }
  value: Value
  notes: (TextValue | { label: string; value: TextValue })[]
}

/** A part of a card. */
export type Detail =
  /** The count against the days before. */
  | { kind: 'trend'; trend: Trend }
  | { kind: 'channels'; channels: ChannelCounts }
  /** How the count is made up: `levels` go from mild to bad, `severity` from bad to mild, `kinds` have no order. */
  | { kind: 'shares'; label: string; ramp: 'levels' | 'severity' | 'kinds'; shares: Share[] }
  | { kind: 'facts'; facts: Fact[] }
  /** Levels with what each comes to, and a note below. */
  | { kind: 'levels'; levels: { name: string; values: Value[] }[]; note?: string }
  | { kind: 'top'; products: TopProduct[] }
  /** What the figures above rest on, or how they are not to be read. */
  | { kind: 'note'; text: string }

export const moneyValue = (fen: Fen): Value => ({ kind: 'money', fen })
export const quantityValue = (value: number | null, unit: (value: number) => string) =>
  ({ kind: 'quantity', value, unit }) as const satisfies Value

export const textValue = (text: string): Value => ({ kind: 'text', text })

/** Counts by band under the bands' names; a band that nobody counted is left out. */
export function bandShares(names: readonly string[], counts: readonly number[]): Share[] {
  return names.flatMap((name, i) => {
    const count = counts[i]
    return count === undefined ? [] : [{ name, count }]
  })
}
