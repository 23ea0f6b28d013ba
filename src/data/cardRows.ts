import { and, eq, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { jsonSlices, jsonValues } from './jsonRows'
import { cards, dataClock, stores } from './schema'

/** A store's card as D1 keeps it: the JSON of the card, and the data that it was computed from. */
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
      .where(and(sql`${cards.storeId} IN ${jsonValues(storeIds)}`, eq(cards.businessDate, date))),
  ])
  return rows
}

/** Stores cards, but never an older one over a newer. */
export async function saveCards(db: Database, rows: readonly CardRow[]): Promise<void> {
  const slices = jsonSlices(rows.map((row) => [row.storeId, row.businessDate, row.dataVersion, row.card]))
  const [first, ...rest] = slices.map((slice) =>
    db.statement(sql`
      INSERT INTO cards (store_id, business_date, data_version, card)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${slice}) WHERE true
      ON CONFLICT DO UPDATE SET data_version = excluded.data_version, card = excluded.card
      WHERE excluded.data_version >= data_version`),
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
