import { errorText, logEvent } from '../log'
import { type Database, DatabaseError } from './database'

/** What was read of several stores, each in its own database. */
export interface OfDatabases<Store, Read> {
  /** A value for each database that has some of the stores. */
  read: Read[]
  /** Stores whose database is not there: it takes no others with it. */
  lost: Store[]
}

/** All databases, to read something of each that is of no store. */
export function everyDatabase({ all }: Database): { database: string }[] {
  return all.map(({ name }) => ({ database: name }))
}

/**
 * Reads something of several stores, in all of their databases at once: where there is one, it is read once.
 * @param read of stores that are all in the given database
 * @throws what the main database throws, without which there is nothing, what is no matter of a database, or what is one of a copy alone
 */
export async function readInDatabases<Store extends { database: string }, Read>(
  db: Database,
  stores: readonly Store[],
  read: (own: Database, stores: Store[]) => Promise<Read>,
): Promise<OfDatabases<Store, Read>> {
  const lost: Store[] = []
  const ofEach = await Promise.all(
    [...Map.groupBy(stores, ({ database }) => database)].map(async ([database, some]) => {
      try {
        return [await read(db.of({ database }), some)]
      } catch (error) {
        if (database === db.main.name || !(error instanceof DatabaseError)) throw error
        // What a copy will never do the database itself may, as right after a migration: it is to be asked.
        if (db.isCopy && error.isPermanent) throw error
        logEvent('database.lost', { database, stores: some.length, error: errorText(error) })
        lost.push(...some)
        return []
      }
    }),
  )
  return { read: ofEach.flat(), lost }
}
