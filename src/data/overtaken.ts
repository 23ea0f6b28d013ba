import { eq, sql } from 'drizzle-orm'
import { mayNotPass } from '../retry'
import { type Database, DatabaseError } from './database'
import { stores } from './schema'

/**
 * A batch that writes what was computed from reads moves the store's data version on from the one that was read, by a CASE that is NULL where
 * another write came between: NOT NULL then fails it. And a part of an import that is in already fails its batch by its key, and so does
 * a text of a product under a number that another one took. All are read and decided anew.
 */
const OVERTAKEN = /constraint failed: (stores\.data_version|import_parts\.|archived_(products|days)\.)/

/** Whether another attempt of such a batch would only meet the error again. */
export function isNotOvertaken(error: unknown): boolean {
  if (error instanceof DatabaseError && OVERTAKEN.test(error.message)) return false
  return mayNotPass(error)
}

/** The statement that fails its batch where the store's data are no more of the version that was read; else nothing changes by it. */
export function keepVersion(db: Database, storeId: number, dataVersion: number) {
  return db
    .update(stores)
    .set({ dataVersion: sql`CASE WHEN ${stores.dataVersion} = ${dataVersion} THEN ${dataVersion} END` })
    .where(eq(stores.id, storeId))
}
