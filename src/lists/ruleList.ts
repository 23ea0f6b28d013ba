import type { Order } from '../diagnosis/order'
import type { ProductHistory, StoreWindow } from '../diagnosis/storeWindow'
import type { Cell, ColumnId } from './cell'

/** What a list shows of a finding, beside the store and the day, which every list has. */
export interface RuleList<Finding> {
  columns: readonly ColumnId[]
  /** The column that the list is sorted by at first, most first. */
  sortedBy: ColumnId
  cells(finding: Finding, context: FindingContext): Partial<Record<ColumnId, Cell>>
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
}

export interface ProductInfo {
  productId: number
  name: string
  category: string
}

/** The product of a finding, as a cell that links to it. */
export function productCell({ product }: FindingContext): Cell {
  return product ? { kind: 'product', productId: product.productId, name: product.name } : null
}
