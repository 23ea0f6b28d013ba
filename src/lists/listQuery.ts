import { type ColumnId, sortValue } from './cell'
import type { ListRow } from './findRows'

/** How a list is narrowed and ordered: all of it in the address, so that it can be shared. */
export interface ListQuery {
  /** Looked for in product names and order IDs; '' for all. */
  search: string
  /** None for all. */
  channels: readonly string[]
  categories: readonly string[]
  sortedBy: ColumnId
  descending: boolean
}

/** Whether a query asks for a row. */
export function matches(row: ListRow, query: ListQuery): boolean {
  const search = query.search.trim().toLowerCase()
  return (
    (search === '' || row.searchText.includes(search)) &&
    (query.channels.length === 0 || (row.channel !== null && query.channels.includes(row.channel))) &&
    (query.categories.length === 0 || row.categories.some((category) => query.categories.includes(category)))
  )
}

/** Rows in the order of a query. */
export function inOrder(rows: readonly ListRow[], query: ListQuery): ListRow[] {
  const direction = query.descending ? -1 : 1
  return rows.toSorted(
    (a, b) => direction * compare(cellValue(a, query.sortedBy), cellValue(b, query.sortedBy)),
  )
}

function cellValue(row: ListRow, column: ColumnId): string | number {
  return sortValue(row.cells[column] ?? null)
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}
