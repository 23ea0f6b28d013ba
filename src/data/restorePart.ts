import type { Database } from './database'
import type { ImportPart, PartChanges } from './importParts'
import { changeOrders } from './orderChanges'
import type { ChangedOrders, StoredOrder } from './orderPlan'
import { fromOrderRecord } from './orderRecord'

/**
 * Takes back what a part changed: each order that is still as the part left it becomes what it was before, and so do
 * the names of its products. Orders that were changed since stay, and are named.
 * @throws as {@link changeOrders}
 */
export function restorePart(
  db: Database,
  { storeId, orders, products }: PartChanges,
  part: ImportPart,
): Promise<ChangedOrders> {
  return changeOrders(
    db,
    storeId,
    {
      dates: [...new Set(orders.flatMap(({ before }) => (before ? [before.orderedAt.slice(0, 10)] : [])))],
      orderIds: orders.map(({ orderId }) => orderId),
      productIds: products.map(({ id }) => id),
      decide(stored) {
        const left: string[] = []
        const changes = new Map<string, StoredOrder | null>()
        for (const { orderId, before, importIdAfter } of orders) {
          const now = stored.get(orderId)
          if (now?.record.importId !== importIdAfter) left.push(orderId)
          else changes.set(orderId, before && { record: before, order: fromOrderRecord(before) })
        }
        return {
          changes,
          left,
          products: (known) =>
            products.flatMap((product) =>
              known
                .filter(
                  ({ id, name, category }) =>
                    id === product.id && name === product.name && category === product.category,
                )
                .map((row) => ({ ...row, ...product.before })),
            ),
        }
      },
    },
    part,
  )
}
