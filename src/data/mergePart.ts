import { businessDateOf, type Order } from '../diagnosis/order'
import type { Database } from './database'
import type { ImportPart } from './importParts'
import { changeOrders } from './orderChanges'
import type { ChangedOrders, StoredOrder } from './orderPlan'
import { toOrderRecord } from './orderRecord'
import { productRows } from './productNumbers'

/** An order of another store, and the import that changed it last; null: before there was a history. */
export interface MovedOrder {
  order: Order
  importId: number | null
}

/**
 * Puts orders of another store into this one. Where this one has an order of the same id, the one that was imported
 * later counts.
 * @throws as {@link changeOrders}
 */
export function mergePart(
  db: Database,
  storeId: number,
  moved: readonly MovedOrder[],
  part: ImportPart,
): Promise<ChangedOrders> {
  return changeOrders(
    db,
    storeId,
    {
      dates: [...new Set(moved.map(({ order }) => businessDateOf(order)))],
      orderIds: moved.map(({ order }) => order.orderId),
      decide(stored) {
        const changes = new Map<string, StoredOrder>()
        for (const { order, importId } of moved) {
          const here = stored.get(order.orderId)
          if (here && (here.record.importId ?? 0) >= (importId ?? 0)) continue
          changes.set(order.orderId, { record: toOrderRecord(order, part.importId), order })
        }
        const put = [...changes.values()].map(({ order }) => order)
        return {
          changes,
          // The store's own products keep their names.
          products: (known, idOf) => {
            const own = new Set(known.map(({ key }) => key))
            return productRows(put, { idOf }).filter(({ key }) => !own.has(key))
          },
        }
      },
    },
    part,
  )
}
