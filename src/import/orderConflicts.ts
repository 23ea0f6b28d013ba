import { MICRO_PER_YUAN } from '../diagnosis/money'
import { type Order, orderValue } from '../diagnosis/order'
import { type ColumnName, type Kind, ORDER_COLUMNS } from '../diagnosis/orderFields'
import type { OrderHead } from './lineReader'
import type { OrderMaker } from './newOrder'

const MILLI_PER_METRE = 1000

/** An order-level value on which two lines of an order disagree. */
export interface HeadConflict {
  column: ColumnName
  /** What the order's first line says. */
  kept: string
  /** What this line says. */
  ignored: string
}

/**
 * Takes what a later line says of its order: where the lines before say nothing, it is the order's value; where they
 * say something else, it is a conflict, and the first value stands.
 * @param unsaid a bit for each column of {@link ORDER_COLUMNS} that no line has said so far
 * @returns the bits that are left
 */
export function addHead(
  maker: OrderMaker,
  order: Order,
  head: OrderHead,
  unsaid: number,
  onConflict: (conflict: HeadConflict) => void,
): number {
  let left = unsaid
  for (let i = 0; i < ORDER_COLUMNS.length; i++) {
    const column = ORDER_COLUMNS[i]
    const said = head[i] ?? null
    if (said === null || !column) continue
    if (left & (1 << i)) {
      maker.set(order, column, said)
      left &= ~(1 << i)
      continue
    }
    const kept = orderValue(order, column)
    if (said === kept) continue
    onConflict({ column: column.name, kept: textOf(kept, column.kind), ignored: textOf(said, column.kind) })
  }
  return left
}

/** For people to read, never to be computed with. */
function textOf(value: string | number | null, kind: Kind): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (kind === 'metres') return String(value / MILLI_PER_METRE)
  return String(kind === 'amount' || kind === 'fee' ? value / MICRO_PER_YUAN : value)
}
