import { sql } from 'drizzle-orm'
import type { Database } from './database'
import { dataClock } from './schema'

/** The number of the newest data. Whatever changes a store's data takes the next one, in the same batch. */

export const CLOCK = sql`(SELECT ${dataClock.version} FROM ${dataClock})`

/** The statement that takes the next version. @param behind a version that it has to come after: one of a database that was not restored with this one */
export function advanceClock(db: Database, behind = 0) {
  return db.update(dataClock).set({ version: sql`max(${dataClock.version}, ${behind}) + 1` })
}

/** The statement that tells a database beside the main one of a version that was taken there. */
export function raiseClock(db: Database, version: number) {
  return db.update(dataClock).set({ version: sql`max(${dataClock.version}, ${version})` })
}
