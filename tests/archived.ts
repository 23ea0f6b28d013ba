import { sql } from 'drizzle-orm'
import { archiveDays, DAYS_AT_ONCE, loadDaysToArchive } from '../src/data/archive/archiveDays'
import { selectArchived, toArchivedOrders } from '../src/data/archive/archivedDays'
import { type MainDatabase, openDatabase } from '../src/data/database'
import { ORDER_RECORD_COLUMNS, type OrderRecord } from '../src/data/orderRecord'
import { orders } from '../src/data/schema'

/** Orders in both of the places where they may stand. */

/** Archives all days that there are. @returns the days that were, and what kept others from it */
export async function archiveAll(d1: D1Database): Promise<{ days: number; failures: string[] }> {
  const result = { days: 0, failures: [] as string[] }
  const tried = new Set<string>()
  for (;;) {
    const open = await loadDaysToArchive(openDatabase(d1), '9999', 10_000)
    const left = open.filter((day) => !tried.has(`${day.storeId} ${day.businessDate}`))
    const [first] = left
    if (!first) return result
    const batch = left.filter(({ storeId }) => storeId === first.storeId).slice(0, DAYS_AT_ONCE)
    for (const { storeId, businessDate } of batch) tried.add(`${storeId} ${businessDate}`)
    const dates = batch.map(({ businessDate }) => businessDate)
    const { dates: archived, failures } = await archiveDays(openDatabase(d1), first.storeId, dates)
    result.days += archived.length
    result.failures.push(...failures.map(({ error }) => error))
  }
}

/** An order, wherever it stands. */
export interface StandingOrder {
  storeId: number
  place: 'stored' | 'archived'
  record: OrderRecord
}

/** All orders, each as often as it stands somewhere. @throws where an archived day is damaged */
export async function standingOrders(d1: D1Database): Promise<StandingOrder[]> {
  const db: MainDatabase = openDatabase(d1)
  const [stored] = await db.batch([
    db.select({ ...ORDER_RECORD_COLUMNS, storeId: orders.storeId }).from(orders),
  ])
  const { results } = await d1
    .prepare('SELECT DISTINCT store_id FROM archived_days')
    .all<{ store_id: number }>()
  const all: StandingOrder[] = stored.map(({ storeId, ...record }) => ({ storeId, place: 'stored', record }))
  for (const { store_id: storeId } of results) {
    const { byDate, damaged } = await toArchivedOrders(
      ...(await db.batch(selectArchived(db, storeId, sql`true`))),
    )
    if (damaged.size > 0) throw new Error(JSON.stringify([...damaged]))
    all.push(
      ...[...byDate.values()].flat().map((record) => ({ storeId, place: 'archived' as const, record })),
    )
  }
  return all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** As texts, wherever they stand: what is compared before and after. */
export async function orderTexts(d1: D1Database): Promise<string[]> {
  const names = Object.keys(ORDER_RECORD_COLUMNS) as (keyof OrderRecord)[]
  return (await standingOrders(d1)).map(({ storeId, record }) =>
    JSON.stringify([storeId, ...names.map((name) => record[name])]),
  )
}

function keyOf({ storeId, record }: StandingOrder): string {
  return `${storeId} ${record.orderId}`
}
