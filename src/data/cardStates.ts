import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { cards, stores } from './schema'

/** How a store's card of its last day stands against the store's data. */
export interface CardState {
  storeId: number
  store: string
  firstDate: BusinessDate
  lastDate: BusinessDate
  dataVersion: number
  /** null where there is no card yet. */
  cardVersion: number | null
  computedAt: string | null
}

/** All stores, those without a current card first. */
export async function loadCardStates(db: Database): Promise<CardState[]> {
  const [rows] = await db.batch([
    db
      .select({
        storeId: stores.id,
        store: stores.name,
        firstDate: sql<string>`${stores.firstDate}`.as('first'),
        lastDate: sql<string>`${stores.lastDate}`.as('last'),
        dataVersion: stores.dataVersion,
        cardVersion: sql<number | null>`${cards.dataVersion}`.as('card_version'),
        computedAt: sql<string | null>`${cards.card} ->> 'computedAt'`.as('computed_at'),
      })
      .from(stores)
      .leftJoin(cards, and(eq(cards.storeId, stores.id), eq(cards.businessDate, stores.lastDate)))
      .where(isNotNull(stores.lastDate))
      .orderBy(sql`${cards.dataVersion} IS ${stores.dataVersion}`, asc(stores.name)),
  ])
  return rows
}
