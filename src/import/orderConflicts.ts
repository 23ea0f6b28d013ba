import { MICRO_PER_YUAN } from '../diagnosis/money'
import { type Order, orderValue } from '../diagnosis/order'
import { type ColumnName, type Kind, ORDER_COLUMNS } from '../diagnosis/orderFields'
import type { OrderHead } from './lineReader'

/** An order-level value on which two lines of an order disagree. */
interface HeadConflict {
  column: ColumnName
  /** What the order's first line says. */
  kept: string
  /** What this line says. */
  ignored: string
}

/**
 * Compares a later line of an order with what was kept of the first.
 *
 * A blank says nothing: some exports write order-level amounts on the first line only.
 */
export function findConflicts(order: Order, head: OrderHead): HeadConflict[] {
  const found: HeadConflict[] = []
  ORDER_COLUMNS.forEach((column, i) => {
    const said = head[i] ?? null
    if (said === null) return
    const kept = orderValue(order, column)
    if (said === kept) return
    found.push({ column: column.name, kept: textOf(kept, column.kind), ignored: textOf(said, column.kind) })
  })
  return found
}

/** For people to read, never to be computed with. */
function textOf(value: string | number | null, kind: Kind): string {
  if (value === null) return ''
  const isMoney = typeof value === 'number' && (kind === 'amount' || kind === 'fee')
  return String(isMoney ? value / MICRO_PER_YUAN : value)
}
