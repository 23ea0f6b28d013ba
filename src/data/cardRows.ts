import { and, eq, inArray, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { cards, dataClock, stores } from './schema'

/** A store's card as D1 stores it: the JSON of the card, and the data that it was computed from. */
export interface CardRow {
  storeId: number
  businessDate: BusinessDate
  dataVersion: number
  card: string
}

/** Cards on a date that were computed from their store's current data. */
export async function loadCurrentCards(
  db: Database,
  storeIds: readonly number[],
  date: BusinessDate,
): Promise<CardRow[]> {
  const [rows] = await db.batch([
    db
      .select({
        storeId: cards.storeId,
        businessDate: cards.businessDate,
        dataVersion: cards.dataVersion,
        card: cards.card,
      })
      .from(cards)
      .innerJoin(stores, and(eq(stores.id, cards.storeId), eq(stores.dataVersion, cards.dataVersion)))
      .where(and(inArray(cards.storeId, jsonValues(storeIds)), eq(cards.businessDate, date))),
  ])
  return rows
}

/** Stores cards, but never an older one over a newer. */
export async function saveCards(db: Database, rows: readonly CardRow[]): Promise<void> {
  const key = [cards.storeId, cards.businessDate]
  const [first, ...rest] = jsonSlices(rowArrays(cards, rows)).map((slice) =>
    db
      .insert(cards)
      .select(selectRows(cards, slice))
      .onConflictDoUpdate({
        target: key,
        set: excludedValues(cards, key),
        setWhere: sql`excluded.data_version >= ${cards.dataVersion}`,
      }),
  )
  if (first) await db.batch([first, ...rest])
}

/** Notes that all cards of a schema were refreshed from a version of the data. */
export async function saveRefreshedVersion(db: Database, version: number, schema: number): Promise<void> {
  await db.batch([
    db.update(dataClock).set({
      refreshedVersion: sql`max(${dataClock.refreshedVersion}, ${version})`,
      refreshedSchema: schema,
    }),
  ])
}
