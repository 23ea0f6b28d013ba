import type { AmountPerColumn, ColumnName, Per } from '../../diagnosis/orderFields'
import type { Lang } from '../../diagnosis/words'

/** What an export of one system looks like, and what its numbers mean. Data only: the reader does the rest. */
export interface ExportKind {
  /** Stable, kept with each import. */
  readonly id: string
  readonly title: Readonly<Record<Lang, string>>
  /** Each entry names columns that, all together, no other export has. Compared without units in brackets. */
  readonly signatures: readonly (readonly string[])[]
  /** Names that mean these columns here, first choice first, before any name of `COLUMNS`. */
  readonly columns?: Readonly<Partial<Record<ColumnName, readonly string[]>>>
  /** What amounts are of, where the names of `COLUMNS` do not tell. */
  readonly per?: Readonly<Partial<Record<AmountPerColumn, Per>>>
  /** The column with the time of day, where that of 下单时间 has the day alone. */
  readonly timeOfDay?: string
  /** The zone of times without an offset; absent: the shop's. */
  readonly timeZone?: string
  readonly currency?: KindCurrency
  /** What it cannot say because it is always the same. */
  readonly constants?: { readonly 渠道?: string }
  /** Values of its status that take an order out, beside those that mean so everywhere. */
  readonly cancelledStatuses?: readonly string[]
  /** A column that is filled only where an order was cancelled. */
  readonly cancelledAt?: string
  /** Columns of what was taken back of a line: pieces, and money of the whole line. */
  readonly takenBack?: { readonly quantity?: string; readonly amount?: string }
  /** The column of what the price does not tell was taken off the whole line. */
  readonly discount?: string
  /** Columns that look like a status or a refund but are none, or one that is read otherwise. */
  readonly harmless?: readonly string[]
  /** It has one row an order and no products. Which export to take instead. */
  readonly instead?: Readonly<Record<Lang, string>>
}

/** `always`: of every amount. `by`: the column that tells, and what its values mean. */
type KindCurrency =
  | { readonly always: string }
  | { readonly by: string; readonly values: Readonly<Record<string, string>> }
