import type { Database } from './database'
import type { ChangedOrder, ImportPart, PartChanges } from './importParts'
import { changeOrders } from './orderChanges'
import type { ChangedOrders, StoreDecision, TouchedOrders } from './orderPlan'
import { fromOrderRecord } from './orderRecord'
import { readTouchedOrders } from './touchedOrders'

/**
 * Takes back what a part changed: each order that is still as the part left it becomes what it was before, and so do
 * the names of its products. Orders that were changed since stay, and are named: one that was moved stays in both
 * stores as it is, for it would come to stand in both, or in none.
 * @throws as {@link changeOrders}
 */
export function restorePart(
  db: Database,
  changed: readonly PartChanges[],
  part: ImportPart,
): Promise<ChangedOrders> {
  return changeOrders(
    db,
    async () => {
      const read: [PartChanges, TouchedOrders][] = []
      for (const ofStore of changed) {
        read.push([ofStore, await readTouchedOrders(db, ofStore.storeId, selectionOf(ofStore))])
      }
      const left = new Set(
        read.flatMap(([{ orders }, touched]) =>
          orders.filter((order) => !isAsLeft(order, touched)).map(({ orderId }) => orderId),
        ),
      )
      return {
        stores: read.map(([ofStore, touched]) => decisionOf(ofStore, touched, left)),
        left: [...left],
      }
    },
    part,
  )
}

function selectionOf({ orders, products }: PartChanges) {
  const before = orders.flatMap((order) => (order.before ? [fromOrderRecord(order.before)] : []))
  return {
    productKeys: [...new Set(before.flatMap(({ lines }) => lines.map(({ productKey }) => productKey)))],
    productIds: products.map(({ id }) => id),
    dates: [...new Set(orders.flatMap(({ before }) => (before ? [before.orderedAt.slice(0, 10)] : [])))],
    orderIds: orders.map(({ orderId }) => orderId),
  }
}

function isAsLeft({ orderId, importIdAfter }: ChangedOrder, touched: TouchedOrders): boolean {
  return touched.orders.get(orderId)?.record.importId === importIdAfter
}

function decisionOf(
  { orders, products }: PartChanges,
  touched: TouchedOrders,
  left: ReadonlySet<string>,
): StoreDecision {
  return {
    touched,
    changes: new Map(
      orders.flatMap(({ orderId, before }) =>
        left.has(orderId)
          ? []
          : [[orderId, before && { record: before, order: fromOrderRecord(before) }] as const],
      ),
    ),
    productIds: products.map(({ id }) => id),
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
}
