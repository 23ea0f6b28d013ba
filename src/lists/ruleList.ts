import type { ProductInfo } from '../data/products'
import { mainChannel } from '../diagnosis/channels'
import type { ProductDay } from '../diagnosis/dayRollup'
import { type Fen, toFen } from '../diagnosis/money'
import type { Order } from '../diagnosis/order'
import { daysWithin, type ProductHistory, type Span, type StoreWindow } from '../diagnosis/storeWindow'
import { type Cell, type ColumnId, money, text } from './cell'

/** What a list shows of a finding, beside the store and the day, which every list has. */
export interface RuleList<Finding, Figures> {
  columns: readonly ColumnId[]
  /** The column that the list is sorted by at first, most first but where it says otherwise. */
  sortedBy: ColumnId
  ascending?: true
  /** Whether the money of several days is no sum: it is of the weeks before each, or of the same stock again. */
  daysOverlap?: true
  /** The count and the money of the card, from the figures of the findings. */
  total(figures: Figures): ListTotal
  cells(finding: Finding, context: FindingContext): Partial<Record<ColumnId, Cell>>
}

/** What a list adds up to. */
export interface ListTotal {
  /** What the card counts: orders, or products. */
  count: number
  /** null for a rule without money. */
  amountFen: Fen | null
}

/** What is known around a finding. */
export interface FindingContext {
  window: StoreWindow
  /** The product's days; of a finding on a product. */
  history: ProductHistory | undefined
  /** As last imported; of a finding on a product. */
  product: ProductInfo | undefined
  /** The order as imported; of a finding on an order. */
  order: Order | undefined
  /** How it stands against the day before; undefined where nobody knows. */
  change: 'new' | 'ongoing' | undefined
}

/** The channel that sold most of the product over some days. */
export function mainChannelCell({ history }: FindingContext, span: Span): Cell {
  return history ? text(mainChannel(daysWithin(history, span))) : null
}

/** A day's gross profit over the lines that know it; unknown where none does. */
export function grossProfitCell(day: ProductDay | undefined): Cell {
  return day && day.known.lines > 0 ? money(toFen(day.known.grossProfitMicro)) : null
}

/** The product of a finding, as a cell that links to it. */
export function productCell({ product, change }: FindingContext): Cell {
  if (!product) return null
  const cell = { kind: 'product', productId: product.productId, name: product.name } as const
  return change ? { ...cell, change } : cell
}
