import { MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import type { Order } from '../diagnosis/order'
import { type ColumnName, FEE_COLUMNS, MARKETING_COLUMNS } from './columns'
import type { OrderHead } from './lineReader'

/** Order-level values on which two lines of an order disagree. No I/O. */

export interface HeadConflict {
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
  if (head.orderedAt !== order.orderedAt) {
    found.push({ column: '下单时间', kept: order.orderedAt, ignored: head.orderedAt })
  }
  if (head.channel !== order.channel) {
    found.push({ column: '渠道', kept: order.channel, ignored: head.channel })
  }
  FEE_COLUMNS.forEach((column, place) => {
    compareMicro(column, feeMicro(order, place), head.feesMicro[place] ?? null)
  })
  MARKETING_COLUMNS.forEach((column, place) => {
    compareMicro(column, order.marketingMicro[place] ?? 0, head.marketingMicro[place] ?? null)
  })
  if (head.distanceMetres !== null && head.distanceMetres !== order.distanceMetres) {
    const kept = order.distanceMetres === null ? '' : String(order.distanceMetres)
    found.push({ column: '配送距离', kept, ignored: String(head.distanceMetres) })
  }
  return found

  function compareMicro(column: ColumnName, keptMicro: MicroYuan, saidMicro: MicroYuan | null): void {
    if (saidMicro === null || saidMicro === keptMicro) return
    found.push({ column, kept: yuanText(keptMicro), ignored: yuanText(saidMicro) })
  }
}

/** The amount of one of {@link FEE_COLUMNS}. */
function feeMicro(order: Order, place: number): MicroYuan {
  const feesMicro = [
    order.deliveryFeeMicro,
    order.userDeliveryFeeMicro,
    order.deliveryDiscountMicro,
    order.bagFeeMicro,
  ]
  return feesMicro[place] ?? 0
}

/** For people to read, never to be computed with. */
function yuanText(amountMicro: MicroYuan): string {
  return String(amountMicro / MICRO_PER_YUAN)
}
