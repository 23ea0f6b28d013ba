import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import type { ImportPart } from './importParts'
import { changeOrders } from './orderChanges'
import type { ChangedOrders, StoredOrder } from './orderPlan'
import { toOrderRecord } from './orderRecord'
import { productRows } from './productNumbers'
import { readTouchedOrders } from './touchedOrders'

/**
 * Moves the orders of some days of a store to another one, in one batch: no order ever stands in both. Where both have
 * an order of the same id, the one that was imported later counts.
 * @throws as {@link changeOrders}
 */
export function mergePart(
  db: Database,
  { fromId, intoId, dates }: { fromId: number; intoId: number; dates: readonly BusinessDate[] },
  part: ImportPart,
): Promise<ChangedOrders> {
  return changeOrders(
    db,
    async () => {
      const from = await readTouchedOrders(db, fromId, { dates, orderIds: [] })
      const moved = [...from.orders.values()].flatMap(({ order }) => order.lines)
      const into = await readTouchedOrders(db, intoId, {
        dates,
        orderIds: [...from.orders.keys()],
        productKeys: [...new Set(moved.map(({ productKey }) => productKey))],
      })
      const changes = new Map<string, StoredOrder>()
      for (const [orderId, { order, record }] of from.orders) {
        const here = into.orders.get(orderId)
        if (here && (here.record.importId ?? 0) >= (record.importId ?? 0)) continue
        changes.set(orderId, { record: toOrderRecord(order, part.importId), order })
      }
      const put = [...changes.values()].map(({ order }) => order)
      return {
        stores: [
          {
            touched: into,
            changes,
            // The store's own products keep their names.
            products: (known, idOf) => {
              const own = new Set(known.map(({ key }) => key))
              return productRows(put, { idOf }).filter(({ key }) => !own.has(key))
            },
          },
          {
            touched: from,
            changes: new Map([...from.orders.keys()].map((orderId) => [orderId, null])),
            products: () => [],
          },
        ],
      }
    },
    { ...part, moved: { fromId, intoId, dates } },
  )
}
