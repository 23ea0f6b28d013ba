import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Database, Statement } from '../database'
import type { RelatedRows, StoredOrder, TouchedOrders } from '../orderPlan'
import { listedIds } from '../rollupRecord'
import {
  indexOrders,
  insertProductTexts,
  type PackedDay,
  packVerified,
  productVariants,
  unindexOrders,
  upsertArchived,
} from './archivedDays'

/** What a change of orders makes of archived days. */
export interface ArchivedChanges {
  /** Days that stay archived: their orders are not to stand in `orders`. */
  dates: ReadonlySet<BusinessDate>
  /** For the batch of the change. */
  statements: Statement[]
}

/**
 * Archived days stay archived when orders of theirs change: each is packed anew, and is gone with its last order.
 * @param days the orders of each day once the change is made
 * @param changed days that it changes
 * @param related of the days as they are stored
 * @throws Error where what was packed is not what it was packed from
 */
export async function changeArchived(
  db: Database,
  { storeId, archived }: Pick<TouchedOrders, 'storeId' | 'archived'>,
  days: ReadonlyMap<BusinessDate, readonly StoredOrder[]>,
  changed: ReadonlySet<BusinessDate>,
  { rollups, archivedTexts = [] }: RelatedRows,
  idOf: (productKey: string) => number,
): Promise<ArchivedChanges> {
  const dates = new Set(
    [...changed].filter((date) => archived.byDate.has(date) || archived.damaged.has(date)),
  )
  if (dates.size === 0) return { dates, statements: [] }
  const before = [...dates].map((date) => {
    const orderIds = archived.byDate.get(date)?.map(({ orderId }) => orderId)
    return { date, orderIds: new Set(orderIds ?? listedIds(rollups.get(date))) }
  })
  const kept = [...dates].flatMap((date) => {
    const ofDay = days.get(date) ?? []
    return ofDay.length > 0 ? [{ date, ofDay }] : []
  })
  const variants = productVariants(archivedTexts, idOf)
  const packed: PackedDay[] = []
  for (const { date, ofDay } of kept) {
    const records = ofDay.map(({ record }) => record)
    packed.push(await packVerified(date, records, variants))
  }
  const after = kept.map(({ date, ofDay }) => ({ date, orderIds: ofDay.map(({ record }) => record.orderId) }))
  return {
    dates,
    statements: [
      ...insertProductTexts(db, storeId, variants.added()),
      ...upsertArchived(db, storeId, packed, true),
      ...unindexOrders(db, storeId, before),
      ...indexOrders(db, storeId, after),
    ],
  }
}
