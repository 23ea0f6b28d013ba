import { randomBytes } from 'node:crypto'
import { UserError } from '../scripts/userError.ts'
import type { World } from './world.ts'

/** The orders of a part: a store's day. */
export const PART_ORDERS = 150

/** One part of an import that was begun before: a day of a store, of orders that are all new. */
export async function importPart(world: World, store: string, date: string): Promise<number> {
  const id = randomBytes(32).toString('hex')
  const start = { file: 'bench.csv', fingerprint: id, kind: 'own', stores: [{ name: store, ids: [] }] }
  const { value: started } = await world.post('/api/imports', start)
  const orders = Array.from({ length: PART_ORDERS }, (_, i) => anOrder(`${id.slice(0, 12)}-${i}`, date))
  const part = { store, orders, cancelledIds: [], completeDays: [], rejectedOrders: {} }
  const { elapsedMs, value } = await world.post(`/api/imports/${started.importId}/parts/1`, part)
  if (value.ordersNew !== PART_ORDERS) {
    throw new UserError(`A part was not stored: ${JSON.stringify(value).slice(0, 300)}. Run npm test first.`)
  }
  return elapsedMs
}

function anOrder(orderId: string, date: string) {
  const yuan = 1_000_000
  return {
    ...{ orderId, orderedAt: `${date}T10:00:00`, channel: '饿了么', distanceMetres: null },
    ...{ deliveryFeeMicro: 4 * yuan, userDeliveryFeeMicro: 0, deliveryDiscountMicro: 0, bagFeeMicro: 0 },
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    lines: [1, 2, 3].map((product) => ({
      ...{
        productKey: `s:bench${product}`,
        productName: `茶 ${product}`,
        category: '饮品',
        subcategory: '茶',
      },
      ...{ quantityMilli: 1_000, unitPriceMicro: 5 * yuan, listPriceMicro: 6 * yuan, costMicro: 2 * yuan },
      ...{ grossProfitMicro: 3 * yuan, serviceFeeMicro: yuan, rebateMicro: 0, stockMilli: 4_000 },
      sellingPriceMicro: 6 * yuan,
    })),
  }
}
