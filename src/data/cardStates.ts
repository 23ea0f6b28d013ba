import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { schemaCards as cards, stores } from './schema'

/** How a store's card of the day that it is shown on at first stands against the store's data. */
export interface CardState {
  storeId: number
  store: string
  firstDate: BusinessDate
  lastDate: BusinessDate
  /** Of the card: the day that the store is shown on at first. */
  cardDate: BusinessDate
  dataVersion: number
  /** null where there is no card yet. */
  cardVersion: number | null
  computedAt: string | null
}

/** As `defaultDateOf` has it for one store. */
const cardDate = sql`coalesce(${stores.lastCompleteDate}, ${stores.firstDate})`

/** All stores, those without a current card first. @param schema of the cards that count */
export async function loadCardStates(db: Database, schema: number): Promise<CardState[]> {
  const [rows] = await db.batch([
    db
      .select({
        storeId: stores.id,
        store: stores.name,
        firstDate: sql<string>`${stores.firstDate}`.as('first'),
        lastDate: sql<string>`${stores.lastDate}`.as('last'),
        cardDate: sql<string>`${cardDate}`.as('card_date'),
        dataVersion: stores.dataVersion,
        cardVersion: sql<number | null>`${cards.dataVersion}`.as('card_version'),
        computedAt: sql<string | null>`${cards.card} ->> 'computedAt'`.as('computed_at'),
      })
      .from(stores)
      .leftJoin(
        cards,
        and(eq(cards.storeId, stores.id), eq(cards.businessDate, cardDate), eq(cards.schema, schema)),
      )
      .where(isNotNull(stores.lastDate))
      .orderBy(sql`${cards.dataVersion} IS ${stores.dataVersion}`, asc(stores.name)),
  ])
  return rows
}
