import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Database, Statement } from '../database'
import type { RelatedRows, StoredOrder, TouchedOrders } from '../orderPlan'
import type { RollupRecord } from '../rollupRecord'
import {
  DamagedArchiveError,
  deleteArchived,
  indexOrders,
  insertProductTexts,
  type PackedDay,
  packDay,
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
 * Archived days stay archived when orders of theirs change: each is packed anew, and is gone with its last order. One that is
 * damaged is replaced where the change brings all orders that the day is known to have.
 * @param days the orders of each day once the change is made
 * @param changed days that it changes
 * @param related of the days as they are stored
 * @throws DamagedArchiveError where orders of a damaged day would be lost
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
  for (const { date, orderIds } of before) {
    const reason = archived.damaged.get(date)
    const after = new Set(days.get(date)?.map(({ record }) => record.orderId))
    if (reason !== undefined && !orderIds.isSubsetOf(after)) throw new DamagedArchiveError([date], reason)
  }
  const kept = [...dates].flatMap((date) => {
    const ofDay = days.get(date) ?? []
    return ofDay.length > 0 ? [{ date, ofDay }] : []
  })
  const variants = productVariants(archivedTexts, idOf)
  const packed: PackedDay[] = []
  for (const { date, ofDay } of kept) {
    packed.push(
      await packDay(
        date,
        ofDay.map(({ record }) => record),
        variants,
      ),
    )
  }
  const after = kept.map(({ date, ofDay }) => ({ date, orderIds: ofDay.map(({ record }) => record.orderId) }))
  const emptied = [...dates].filter((date) => !kept.some((day) => day.date === date))
  return {
    dates,
    statements: [
      ...insertProductTexts(db, storeId, variants.added()),
      ...upsertArchived(db, storeId, packed, true),
      ...deleteArchived(db, storeId, emptied),
      ...unindexOrders(db, storeId, before),
      ...indexOrders(db, storeId, after),
    ],
  }
}

/** The numbers of a day's orders, as its roll-up lists them. */
function listedIds(rollup: RollupRecord | undefined): string[] {
  if (!rollup) return []
  return (JSON.parse(rollup.orders) as [orderId: string][]).map(([orderId]) => orderId)
}
