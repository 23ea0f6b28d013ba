import { isVisible } from '../access/scope'
import { DamagedArchiveError } from '../data/archive/archivedDays'
import type { Database, MainDatabase } from '../data/database'
import { loadDayCounts, RECENT_DAYS } from '../data/orderCounts'
import { findStore } from '../data/storeKeys'
import { comparePart } from '../data/storePart'
import type { BusinessDate } from '../diagnosis/businessDate'
import { usualOrders } from '../diagnosis/dayDoubt'
import { businessDateOf, lineRevenueMicro, type Order } from '../diagnosis/order'
import { changesOrders } from '../import/parts'
import type { ComparedPart, Comparison, DayComparison } from '../import/protocol'
import { damagedDays, foreignStores, type Refusal } from '../import/refusal'
import type { Author } from './author'
import { matchStores } from './matchStores'

/** What storing a part would change, day by day, beside what is usual there. Nothing is stored. */
export async function compareOrders(
  db: MainDatabase,
  author: Author,
  part: ComparedPart,
): Promise<Comparison | { status: 'refused'; refusal: Refusal }> {
  const { store: name, kind, ids, orders } = part
  const matched = await matchStores(db, author, { kind, stores: [{ name, ids }] })
  const [store] = matched.status === 'matched' ? matched.stores : []
  if (!store) {
    return changesOrders(part)
      ? { status: 'refused', refusal: foreignStores([name]) }
      : { status: 'compared', store: { name, storedAs: name, isNew: false }, days: [] }
  }
  const { storeId, storedAs, isNew } = store
  const isKnown = storeId !== null && isVisible(author.scope, storeId)
  const own = isKnown ? db.of(await findStore(db, storeId)) : db
  const compared = isKnown ? await compareStored(own, storeId, name, part) : undefined
  if (compared && 'reason' in compared) return { status: 'refused', refusal: compared }
  const { stored, changes } = compared ?? {
    stored: NOTHING_STORED,
    changes: new Map(orders.map((order) => [order.orderId, { order }])),
  }
  const counts = isKnown ? await loadDayCounts(own, storeId, RECENT_DAYS) : new Map<BusinessDate, number>()

  const days = dayByDay(part, stored, changes)
  return {
    status: 'compared',
    store: { name, storedAs, isNew },
    days: [...days].map(([date, day]) => ({
      ...day,
      store: storedAs,
      date,
      usualOrders: usualOrders(date, counts),
    })),
  }
}

/** @returns a refusal where an import would be refused too */
async function compareStored(db: Database, storeId: number, store: string, part: ComparedPart) {
  try {
    return await comparePart(db, storeId, part)
  } catch (error) {
    if (error instanceof DamagedArchiveError) return damagedDays(store, error.dates)
    throw error
  }
}

type DayFigures = Omit<DayComparison, 'store' | 'date' | 'usualOrders'>

function dayByDay(
  { orders, cancelledIds, cancelledElsewhere, rejectedOrders }: ComparedPart,
  stored: ReadonlyMap<string, { order: Order }>,
  changes: ReadonlyMap<string, { order: Order } | null>,
): Map<BusinessDate, DayFigures> {
  const days = new Map<BusinessDate, DayFigures>(
    Object.keys(rejectedOrders).map((date) => [date, { ...NO_ORDERS }]),
  )
  const cancelled = new Set(cancelledIds)
  const toldElsewhere = new Set(cancelledElsewhere)
  const dayOf = (order: Order) => {
    const date = businessDateOf(order)
    const day = days.get(date) ?? { ...NO_ORDERS }
    days.set(date, day)
    return day
  }
  for (const order of orders) {
    const day = dayOf(order)
    day.orders++
    day.revenueMicro += revenueMicro(order)
  }
  for (const [orderId, after] of changes) {
    const before = stored.get(orderId)
    if (after) dayOf(after.order)[before ? 'ordersChanged' : 'ordersNew']++
    else if (before && !toldElsewhere.has(orderId)) {
      const day = dayOf(before.order)
      day.ordersRemoved++
      if (!cancelled.has(orderId)) day.ordersNotInFile++
    }
  }
  return days
}

const NOTHING_STORED: ReadonlyMap<string, { order: Order }> = new Map()
const NO_ORDERS = {
  orders: 0,
  revenueMicro: 0,
  ordersNew: 0,
  ordersChanged: 0,
  ordersRemoved: 0,
  ordersNotInFile: 0,
}

/** What the lines with a known price come to. */
function revenueMicro({ lines }: Order): number {
  return lines.reduce((sum, line) => sum + (lineRevenueMicro(line) ?? 0), 0)
}
