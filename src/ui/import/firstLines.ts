import type { MicroYuan } from '../../diagnosis/money'
import type { Order } from '../../diagnosis/order'
import type { Milli } from '../../diagnosis/quantity'

/** A line of a file as it was understood, for its sender to see whether it was understood well. */
export interface UnderstoodLine {
  orderId: string
  store: string
  /** Local time, `YYYY-MM-DDTHH:MM:SS`. */
  orderedAt: string
  channel: string
  productName: string
  quantityMilli: Milli
  unitPriceMicro: MicroYuan | null
  /** Of the whole line. */
  costMicro: MicroYuan | null
}

/** As many as are looked at. */
const LINES_SHOWN = 5

/** The first lines of a file's orders, one store after the other. */
export function firstLinesOf(stores: ReadonlyMap<string, readonly Order[]>): UnderstoodLine[] {
  const shown: UnderstoodLine[] = []
  for (const [store, orders] of stores) {
    for (const { orderId, orderedAt, channel, lines } of orders) {
      for (const { productName, quantityMilli, unitPriceMicro, costMicro } of lines) {
        if (shown.length === LINES_SHOWN) return shown
        shown.push({
          orderId,
          store,
          orderedAt,
          channel,
          productName,
          quantityMilli,
          unitPriceMicro,
          costMicro,
        })
      }
    }
  }
  return shown
}
