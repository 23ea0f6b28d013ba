import { and, eq, sql } from 'drizzle-orm'
import { storeKey } from '../diagnosis/storeName'
import { errorText } from '../log'
import type { Database } from './database'
import { jsonPairs } from './jsonRows'
import { dataClock, storeKeys, stores } from './schema'
import { roomiestDatabase } from './storePlacement'
import { settleStore } from './storeVersions'

/** Stores, and what a file may call them. */

/** A store, and where its own rows are. */
export interface StoreRef {
  id: number
  database: string
}

/** A store's former name; other sources are kinds of export, and their keys its 门店ID. */
export const FORMER_NAME = 'name'

export interface KnownStore extends StoreRef {
  name: string
  /** The store that it was merged into. */
  mergedInto: number | null
}

export interface KnownStores {
  /** All stores, also those without an order. */
  stores: KnownStore[]
  /** The store of a former name or 门店ID, by `source key`. */
  byKey: ReadonlyMap<string, number>
}

/** All stores with their names, and those of some keys. */
export async function loadKnownStores(
  db: Database,
  keys: readonly (readonly [source: string, key: string])[],
): Promise<KnownStores> {
  const [all, found] = await db.batch([
    db
      .select({
        id: stores.id,
        name: stores.name,
        mergedInto: stores.mergedInto,
        database: stores.database,
      })
      .from(stores),
    db
      .select()
      .from(storeKeys)
      .where(sql`(${storeKeys.source}, ${storeKeys.key}) IN ${jsonPairs(keys)}`),
  ])
  return {
    stores: all,
    byKey: new Map(found.map(({ source, key, storeId }) => [`${source} ${key}`, storeId])),
  }
}

/** Finds a store; it comes into being where there is none of the name. */
export async function ensureStore(db: Database, name: string): Promise<StoreRef> {
  const database = await roomiestDatabase(db)
  const [, [store]] = await db.batch([
    db.insert(stores).values({ name, dataVersion: 0, database }).onConflictDoNothing(),
    db.select({ id: stores.id, database: stores.database }).from(stores).where(eq(stores.name, name)),
  ])
  if (!store) throw new Error(`the store ${JSON.stringify(name)} could not be created`)
  return store
}

/** Where a store is; no trip where there is one database. */
export async function findStore(db: Database, id: number): Promise<StoreRef> {
  if (db.all.length === 1) return { id, database: db.main.name }
  const [[store]] = await db.batch([
    db.select({ id: stores.id, database: stores.database }).from(stores).where(eq(stores.id, id)),
  ])
  if (!store) throw new Error(`there is no store ${id}`)
  return store
}

/** Notes by which keys a kind of export names stores; a key that is known keeps its store. */
export async function addStoreKeys(
  db: Database,
  keys: readonly { source: string; key: string; storeId: number }[],
): Promise<void> {
  if (keys.length === 0) return
  const rows = JSON.stringify(keys.map(({ source, key, storeId }) => [source, key, storeId]))
  await db.batch([
    db
      .insert(storeKeys)
      .select(sql`SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${rows}) WHERE true`)
      .onConflictDoNothing(),
  ])
}

/** `nameTaken`: another store has the name. `renamedSince`: the store is called otherwise than was thought. */
export type Renamed = 'renamed' | 'nameTaken' | 'renamedSince'

/**
 * Gives a store another name. Its cards name it, so its data version moves on.
 * @param keepsFormer whether files with the former name still find it
 */
export async function renameStoredStore(
  db: Database,
  { storeId, from, to, keepsFormer }: { storeId: number; from: string; to: string; keepsFormer: boolean },
): Promise<Renamed> {
  const [key, formerKey] = [storeKey(to), storeKey(from)]
  try {
    await db.batch([
      db.update(dataClock).set({ version: sql`${dataClock.version} + 1` }),
      db
        .update(stores)
        .set({
          // No store is without a name: one that is called otherwise fails the batch.
          name: sql`CASE WHEN ${stores.name} IN (${from}, ${to}) THEN ${to} END`,
          dataVersion: sql`(SELECT ${dataClock.version} FROM ${dataClock})`,
        })
        .where(eq(stores.id, storeId)),
      db.delete(storeKeys).where(and(eq(storeKeys.source, FORMER_NAME), eq(storeKeys.key, key))),
      ...(keepsFormer && key !== formerKey
        ? [
            db
              .insert(storeKeys)
              .values({ source: FORMER_NAME, key: formerKey, storeId })
              .onConflictDoUpdate({ target: [storeKeys.source, storeKeys.key], set: { storeId } }),
          ]
        : []),
    ])
    // The directory's version has moved on, and not that beside the store's own rows.
    const store = await findStore(db, storeId)
    await settleStore(db.of(store), storeId)
    return 'renamed'
  } catch (error) {
    const text = errorText(error)
    if (text.includes('NOT NULL constraint failed: stores.name')) return 'renamedSince'
    if (text.includes('UNIQUE constraint failed: stores.name')) return 'nameTaken'
    throw error
  }
}

/** Lets whatever leads to a store lead on to another one; null: no more. */
export async function saveMergedInto(
  db: Database,
  storeId: number,
  mergedInto: number | null,
): Promise<void> {
  const own = db.of(await findStore(db, storeId))
  // Where its orders are first: that is what refuses others.
  for (const each of own === db.main ? [db.main] : [own, db.main]) {
    await each.batch([each.update(stores).set({ mergedInto }).where(eq(stores.id, storeId))])
  }
}

/** The store that a store leads to, over all merges: itself where it was merged into none. */
export async function mergedInto(db: Database, storeId: number): Promise<StoreRef> {
  const [rows] = await db.batch([
    db.select({ id: sql<number>`id`.as('id'), database: sql<string>`database`.as('database') }).from(
      sql`(WITH RECURSIVE led(id, merged_into, database) AS (
        SELECT ${stores.id}, ${stores.mergedInto}, ${stores.database} FROM ${stores} WHERE ${stores.id} = ${storeId}
        UNION SELECT next.id, next.merged_into, next.database FROM ${stores} AS next JOIN led ON next.id = led.merged_into
      ) SELECT id, database FROM led WHERE merged_into IS NULL)`,
    ),
  ])
  return rows[0] ?? findStore(db, storeId)
}
