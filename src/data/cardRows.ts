import { and, desc, eq, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { MainDatabase } from './database'
import { type Directory, readDirectory, selectDirectory } from './directory'
import { inGroups } from './groups'
import { excludedValues, jsonValues } from './jsonRows'
import { type NewOpening, upsertOpenings } from './openings'
import { type StoreFailure, WHOLE_RUN } from './runFailure'
import { refreshedSchemas, runs, schemaCards, stores } from './schema'

/** A store's card as D1 stores it: the JSON of the card, its schema, and the data that it was computed from. */
export type CardRow = typeof schemaCards.$inferSelect

/** A card of its store's current data. */
export type CurrentCardRow = Omit<CardRow, 'schema'>

/** Which stores somebody asks for. */
export type AskedStores =
  | { kind: 'all' }
  | { kind: 'ids'; ids: readonly number[] }
  | { kind: 'names'; names: readonly string[] }

function isAsked(asked: AskedStores): SQL {
  switch (asked.kind) {
    case 'all':
      return sql`true`
    case 'ids':
      return inArray(stores.id, jsonValues(asked.ids))
    case 'names':
      return inArray(stores.name, jsonValues(asked.names))
  }
}

/** Cards of their stores' current data, and of a schema. */
function selectCurrentCards(db: MainDatabase, schema: number, where: SQL) {
  return db
    .select({
      storeId: schemaCards.storeId,
      businessDate: schemaCards.businessDate,
      dataVersion: schemaCards.dataVersion,
      card: schemaCards.card,
    })
    .from(stores)
    .innerJoin(
      schemaCards,
      and(
        eq(schemaCards.storeId, stores.id),
        eq(schemaCards.schema, schema),
        eq(schemaCards.dataVersion, stores.dataVersion),
      ),
    )
    .where(where)
}

/** The current cards of some stores on a date, for a batch. */
export function selectCardsOn(
  db: MainDatabase,
  schema: number,
  storeIds: readonly number[],
  date: BusinessDate,
) {
  return selectCurrentCards(
    db,
    schema,
    sql`${stores.id} IN ${jsonValues(storeIds)} AND ${schemaCards.businessDate} = ${date}`,
  )
}

/** As `defaultDateOf` has it: of the stores that a condition holds for. */
function defaultDate(of: SQL): SQL {
  return sql`(SELECT coalesce(max(${stores.lastCompleteDate}), min(${stores.firstDate})) FROM ${stores} WHERE ${stores.lastDate} IS NOT NULL AND ${of})`
}

/**
 * The directory, and beside it the current cards of the stores that are asked for, in one round trip.
 * @param date null for the day that these stores are shown on at first
 * @param known as for `selectDirectory`
 * @returns `trouble`: why the latest run broke off; null where it did not
 */
export async function loadDirectoryWithCards(
  db: MainDatabase,
  schema: number,
  asked: AskedStores,
  date: BusinessDate | null,
  known?: Directory,
): Promise<{ directory: Directory; rows: CurrentCardRow[]; trouble: string | null }> {
  const day = date === null ? defaultDate(isAsked(asked)) : sql`${date}`
  const [clock, all, rows, latest] = await db.batch([
    ...selectDirectory(db, known),
    selectCurrentCards(db, schema, sql`${isAsked(asked)} AND ${schemaCards.businessDate} = ${day}`),
    db.select({ failures: runs.failures }).from(runs).orderBy(desc(runs.id)).limit(1),
  ])
  const failures = JSON.parse(latest[0]?.failures ?? '[]') as StoreFailure[]
  const trouble = failures.find(({ store }) => store === WHOLE_RUN)?.error ?? null
  return { directory: readDirectory(clock, all, known), rows, trouble }
}

/** More would be too many to hold at once: they are read store by store. */
const MAX_STORES_WITH_CARDS = 200

/**
 * The directory, and beside it all current cards of the days that are prepared: each store's own, and that of all stores together.
 * Of a large chain no cards are read: `rows` is undefined.
 * @param known as for `selectDirectory`
 */
export async function loadDirectoryWithPreparedCards(
  db: MainDatabase,
  schema: number,
  known?: Directory,
): Promise<{ directory: Directory; rows: CurrentCardRow[] | undefined }> {
  const ownDate = sql`coalesce(${stores.lastCompleteDate}, ${stores.firstDate})`
  const isSmall = sql`(SELECT count(*) FROM (SELECT 1 FROM ${stores} WHERE ${isNotNull(stores.lastDate)} LIMIT ${MAX_STORES_WITH_CARDS + 1})) <= ${MAX_STORES_WITH_CARDS}`
  const [clock, all, rows] = await db.batch([
    ...selectDirectory(db, known),
    selectCurrentCards(
      db,
      schema,
      sql`${isSmall} AND ${schemaCards.businessDate} IN (${ownDate}, ${defaultDate(sql`true`)})`,
    ),
  ])
  const directory = readDirectory(clock, all, known)
  return { directory, rows: directory.count <= MAX_STORES_WITH_CARDS ? rows : undefined }
}

/** Cards on a date that were computed from their store's current data. */
export async function loadCardsOn(
  db: MainDatabase,
  schema: number,
  storeIds: readonly number[],
  date: BusinessDate,
): Promise<CurrentCardRow[]> {
  const [rows] = await db.batch([selectCardsOn(db, schema, storeIds, date)])
  return rows
}

/**
 * D1 binds a hundred parameters a statement, and a card has five. As texts within JSON, which other rows travel as, they would be
 * unpacked once for each of their columns.
 */
const CARDS_A_STATEMENT = 20

/** The statements that store cards, but never an older one over a newer, and the openings that were made for them. */
export function upsertCards(db: MainDatabase, rows: readonly CardRow[], openings: readonly NewOpening[]) {
  const key = [schemaCards.storeId, schemaCards.businessDate, schemaCards.schema]
  return [
    ...inGroups(rows, CARDS_A_STATEMENT).map((group) =>
      db
        .insert(schemaCards)
        .values(group)
        .onConflictDoUpdate({
          target: key,
          set: excludedValues(schemaCards, key),
          setWhere: sql`excluded.data_version >= ${schemaCards.dataVersion}`,
        }),
    ),
    ...upsertOpenings(db, openings),
  ]
}

/** The statement that notes that all cards of a schema were refreshed from a version of the data. */
export function upsertRefreshed(db: MainDatabase, schema: number, version: number, at: Date) {
  const refreshedAt = at.toISOString()
  return db
    .insert(refreshedSchemas)
    .values({ schema, version, refreshedAt })
    .onConflictDoUpdate({
      target: refreshedSchemas.schema,
      set: { version, refreshedAt },
      setWhere: lt(refreshedSchemas.version, version),
    })
}
