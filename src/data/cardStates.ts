import { and, asc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { MainDatabase } from './database'
import { jsonValues } from './jsonRows'
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

/** How many stores have a card of their current data, one of earlier data, or none. */
export interface CardCounts {
  current: number
  behind: number
  withoutCard: number
}

/**
 * Some stores' cards, those without a current one first, and how all of theirs stand.
 * @param schema of the cards that count
 * @param storeIds undefined for all stores
 * @param most that are read
 */
export async function loadCardStates(
  db: MainDatabase,
  schema: number,
  storeIds: readonly number[] | undefined,
  most: number,
): Promise<{ states: CardState[]; counts: CardCounts }> {
  const card = and(eq(cards.storeId, stores.id), eq(cards.businessDate, cardDate), eq(cards.schema, schema))
  const isAsked = and(
    isNotNull(stores.lastDate),
    storeIds === undefined ? undefined : inArray(stores.id, jsonValues(storeIds)),
  )
  const number = (of: SQL) => sql<number>`coalesce(sum(${of}), 0)`
  const [states, [counts]] = await db.batch([
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
      .leftJoin(cards, card)
      .where(isAsked)
      .orderBy(sql`${cards.dataVersion} IS ${stores.dataVersion}`, asc(stores.name))
      .limit(most),
    db
      .select({
        current: number(sql`${cards.dataVersion} IS ${stores.dataVersion}`).as('current'),
        behind: number(sql`${cards.dataVersion} <> ${stores.dataVersion}`).as('behind'),
        withoutCard: number(sql`${cards.dataVersion} IS NULL`).as('without_card'),
      })
      .from(stores)
      .leftJoin(cards, card)
      .where(isAsked),
  ])
  return { states, counts: counts ?? { current: 0, behind: 0, withoutCard: 0 } }
}
