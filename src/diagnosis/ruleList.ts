import { type Cell, money, rate, text } from './cell'
import { mainChannel } from './channels'
import type { Column } from './listColumns'
import { type Fen, rateTenths, toFen } from './money'
import type { Order } from './order'
import type { ProductHistory, Span } from './productHistory'
import type { StoreWindow } from './storeWindow'
import type { Lang } from './words'

/** A product as last imported. */
export interface ProductInfo {
  productId: number
  name: string
  /** 一级分类名, '' where blank. */
  category: string
  /** 店内码, else 条码; null where the store knows it by its name alone. */
  code: string | null
}

/** Columns whose cells are the same on every list. */
type CommonColumn = 'date' | 'store' | 'category' | 'code'

/** What a list shows of a finding. */
export interface RuleList<Finding, Figures, Id extends string = string> {
  /** In their order; `store` and `date` stand where a list has more than one of them. */
  columns: Readonly<Record<Id, Column>>
  /** The column that the list is sorted by at first, most first but where it says otherwise. */
  sortedBy: NoInfer<Id>
  ascending?: true
  /**
   * What is said of a row beside what it is about, in a text for a chat and on paper, where there is room for little: the
   * number to act on, then why.
   */
  takenAlong: readonly NoInfer<Id>[]
  /** Whether the money of several days is no sum: it is of the weeks before each, or of the same stock again. */
  daysOverlap?: true
  /** Whether the products in the orders found are listed too. */
  withOrderProducts?: true
  /** How several findings of one product stand in one row of the page; absent where each has a row of its own. */
  together?: Together<NoInfer<Id>>
  /** Whether a day of a store has very many rows: fewer days go on the list, and its cells know no order with its lines. */
  manyRows?: true
  /** Whether a finding stands on the list; absent: all do. What the card's number leaves out does not. */
  lists?(finding: Finding): boolean
  /** The count and the money of the card, from the figures of the findings. */
  total(figures: Figures): ListTotal
  cells(finding: Finding, context: FindingContext): Record<Exclude<NoInfer<Id>, CommonColumn>, Cell>
}

/** Several findings of one product of a store and day in one row, which opens. In files each is a row. */
export interface Together<Id extends string = string> {
  /** What the row shows of their values: the lowest, the highest, their sum, or each text; of the other columns that of the first. */
  merge: Readonly<Partial<Record<Id, 'least' | 'most' | 'sum' | 'each'>>>
  /** What is told of each finding where the row is opened; a column that is not merged is told there alone. */
  alone: readonly Id[]
}

/** A list whose cells are checked against its columns: one without the other is a type error. */
export function listOf<Finding, Figures, Id extends string>(
  list: RuleList<Finding, Figures, Id>,
): RuleList<Finding, Figures> {
  return list
}

/** What a list adds up to. */
export interface ListTotal {
  /** What the card counts: orders, or products. */
  count: number
  /** null for a rule without money. */
  amountFen: Fen | null
  /** What else the rows come to, where one amount does not tell; absent for most lists. */
  table?: TotalTable
}

/** Figures of a list's rows, each over some of them and over others: told apart in words. */
export interface TotalTable {
  /** What each column is over. */
  over: readonly Title[]
  rows: readonly { title: Title; values: readonly TotalValue[] }[]
}

/** A sum, of money or of rows. */
export type TotalValue = Extract<Cell, { kind: 'money' | 'count' }>

type Title = Readonly<Record<Lang, string>>

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
  return history ? text(mainChannel(history.channelsWithin(span))) : null
}

/** A product's gross profit of D over the lines that know it; unknown where none does. */
export function grossProfitCell({ history }: FindingContext): Cell {
  return history?.value(0, 'knownLines') ? money(toFen(history.value(0, 'knownGrossProfitMicro') ?? 0)) : null
}

/** A product's margin of D over the lines that know their gross profit; unknown where none does. */
export function marginCell({ history }: FindingContext): Cell {
  if (!history?.value(0, 'knownLines')) return null
  const revenueMicro = history.value(0, 'knownRevenueMicro') ?? 0
  return rate(rateTenths(history.value(0, 'knownGrossProfitMicro') ?? 0, revenueMicro))
}

/** The product of a finding, as a cell that links to it. */
export function productCell({ product, change }: FindingContext): Cell {
  if (!product) return null
  const cell = { kind: 'product', productId: product.productId, name: product.name } as const
  return change ? { ...cell, change } : cell
}
