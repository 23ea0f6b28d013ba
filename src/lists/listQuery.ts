import type { Cell, Label } from '../diagnosis/cell'
import { type ListName, listNamed } from '../diagnosis/lists/index'
import type { ListRow } from './findRows'

/** The spans of days that a list may look at, the first where none is asked for. */
export const DAY_CHOICES = [1, 3, 7, 15] as const

/** Stores that one list goes through: each costs some 20 ms. */
export const MAX_LIST_STORES = 60

/** How a list is narrowed and ordered: all of it in the address, so that it can be shared. */
export interface ListQuery {
  /** Looked for in product names and order IDs; '' for all. */
  search: string
  /** None for all. */
  channels: readonly string[]
  categories: readonly string[]
  sortedBy: string
  descending: boolean
}

/** The column and direction that a list has at first. */
export function defaultOrder(list: ListName): Pick<ListQuery, 'sortedBy' | 'descending'> {
  const { sortedBy, ascending } = listNamed(list).view.list
  return { sortedBy, descending: !ascending }
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
    (a, b) => direction * compareCells(a.cells[query.sortedBy] ?? null, b.cells[query.sortedBy] ?? null),
  )
}

/** Which of two values of a column is lower; unknown is lowest. */
export function compareCells(a: Cell, b: Cell): number {
  return compare(sortValue(a), sortValue(b))
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

/** Labels from the least to the most: parts of the day in their order, how bad or how long something is, causes. */
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
  severe: 9,
  unsoldForDays: 10,
  unsoldForAWeek: 11,
  unsoldForTwoWeeks: 12,
  unsoldForLonger: 13,
  causeUnknown: 14,
  discount: 15,
  promotion: 16,
  listPrice: 17,
  valid: 18,
  invalid: 19,
}

/** The value that a column is sorted by; unknown is lowest. */
function sortValue(cell: Cell): string | number {
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
