import type { Order } from '../diagnosis/order'
import {
  MARKETING_COLUMNS,
  ORDER_COLUMNS,
  type OrderColumn,
  type OrderValues,
} from '../diagnosis/orderFields'
import { copyText, createInterner } from './cellText'
import type { OrderHead } from './lineReader'

/** Orders as they are put together, line by line. */

/** What every order begins as: copies of one object share its hidden class. */
const BLANK_ORDER: Readonly<Record<keyof Order, unknown>> = {
  orderId: '',
  ...(Object.fromEntries(ORDER_COLUMNS.map(({ field }) => [field, null])) as Record<keyof OrderValues, null>),
  marketingMicro: MARKETING_COLUMNS.map(() => 0),
  lines: [],
  fileLine: undefined,
}

/** Puts orders together. Texts are copied: a cell holds on to a whole piece of the file. */
export interface OrderMaker {
  /** An order of one id, without lines, of which nothing is known but that fees that nobody names are 0. */
  begin(orderId: string): Order
  /** Sets what a line says of its order. */
  set(order: Order, column: OrderColumn, value: string | number): void
  /** Sets all that its first line says; a bit for each column that it leaves unsaid. */
  setAll(order: Order, head: OrderHead): number
}

export function createOrderMaker(): OrderMaker {
  const intern = createInterner()

  function set(order: Order, { field, kind, marketingIndex }: OrderColumn, value: string | number): void {
    const values = order as unknown as Record<string, unknown>
    if (marketingIndex !== null) order.marketingMicro[marketingIndex] = Number(value)
    else if (typeof value !== 'string') values[field] = value
    else values[field] = kind === 'time' ? copyText(value) : intern(value)
  }

  return {
    begin(orderId) {
      const order = { ...BLANK_ORDER } as unknown as Order
      order.orderId = copyText(orderId)
      order.marketingMicro = MARKETING_COLUMNS.map(() => 0)
      order.lines = []
      return order
    },
    set,
    setAll(order, head) {
      let unsaid = 0
      for (let i = 0; i < ORDER_COLUMNS.length; i++) {
        const column = ORDER_COLUMNS[i]
        if (!column) continue
        const said = head[i] ?? null
        if (said !== null) set(order, column, said)
        else {
          unsaid |= 1 << i
          if (column.kind === 'fee') set(order, column, 0)
        }
      }
      return unsaid
    },
  }
}
