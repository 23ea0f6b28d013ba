import { sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { jsonValues } from './jsonRows'
import { orders, storeDays } from './schema'

/**
 * The orders of some days of a store. A day's rollup lists its orders, so that `orders` needs no second
 * index, which would be billed with every order written.
 */
export function selectOrdersOfDays(db: Database, storeId: number, dates: readonly BusinessDate[]) {
  return db
    .select({
      orderId: orders.orderId,
      orderedAt: orders.orderedAt,
      channel: orders.channel,
      deliveryFeeMicro: orders.deliveryFeeMicro,
      userDeliveryFeeMicro: orders.userDeliveryFeeMicro,
      deliveryDiscountMicro: orders.deliveryDiscountMicro,
      bagFeeMicro: orders.bagFeeMicro,
      marketingMicro: orders.marketingMicro,
      distanceMetres: orders.distanceMetres,
      lines: orders.lines,
    })
    .from(orders)
    .where(
      sql`${orders.storeId} = ${storeId} AND ${orders.orderId} IN (
        SELECT listed.value ->> 0 FROM ${storeDays}, json_each(${storeDays.orders}) AS listed
        WHERE ${storeDays.storeId} = ${storeId} AND ${storeDays.businessDate} IN ${jsonValues(dates)})`,
    )
}
