import { fromOrderRecord, type OrderRecord } from '../src/data/orderRecord'
import { toRollupRecord } from '../src/data/rollupRecord'
import { rollUpDay } from '../src/diagnosis/dayRollup'
import { businessDateOf } from '../src/diagnosis/order'
import type { Env } from '../src/env'

/** What the roll-ups should be, computed anew from the stored orders, and what they are. */
export async function rollupsIn({ DB }: Pick<Env, 'DB'>) {
  const all = async <Row>(query: string) => (await DB.prepare(query).all<Row>()).results
  const products = await all<{ store_id: number; id: number; key: string }>(
    'SELECT store_id, id, key FROM products',
  )
  const idOf = new Map(products.map(({ store_id, id, key }) => [`${store_id} ${key}`, id]))
  const rows = await all<OrderRecord & { storeId: number }>(
    `SELECT store_id AS storeId, order_id AS orderId, ordered_at AS orderedAt, channel, delivery_fee_micro AS deliveryFeeMicro,
      user_delivery_fee_micro AS userDeliveryFeeMicro, delivery_discount_micro AS deliveryDiscountMicro,
      bag_fee_micro AS bagFeeMicro, marketing_micro AS marketingMicro, distance_metres AS distanceMetres, lines,
      record_version AS recordVersion, import_id AS importId FROM orders`,
  )
  const expected = [...Map.groupBy(rows, (row) => `${row.storeId} ${businessDateOf(row)}`)].map(
    ([key, records]) => {
      const [storeId = '', date = ''] = key.split(' ')
      const day = rollUpDay(
        date,
        records.map(fromOrderRecord),
        (product) => idOf.get(`${storeId} ${product}`) ?? -1,
      )
      return [key, toRollupRecord(day)] as const
    },
  )
  const stored = await all<Record<string, unknown>>(
    `SELECT store_id || ' ' || business_date AS key, business_date AS businessDate, order_count AS orderCount,
      orders, products, loss_lines AS lossLines, coverage, summary, unknowns, rollup_version AS rollupVersion FROM store_days`,
  )
  return {
    expected: Object.fromEntries(expected),
    stored: Object.fromEntries(stored.map(({ key, ...record }) => [key, record])) as Record<
      string,
      Record<string, unknown>
    >,
  }
}
