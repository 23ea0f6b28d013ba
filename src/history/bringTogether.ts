import type { Database, MainDatabase } from '../data/database'
import { moveStore } from '../data/moves/storeMoves'
import { findStore } from '../data/storeKeys'

/**
 * The one database of some stores, for a change of all of them in one batch: where they are in several, they are moved to that of the first.
 * @returns undefined where they are still on their way: it goes on when it is asked for again
 */
export async function bringTogether(
  db: MainDatabase,
  storeIds: readonly number[],
  now: Date,
): Promise<Database | undefined> {
  const stores = await Promise.all(storeIds.map((storeId) => findStore(db, storeId)))
  const [first = { database: db.main.name }] = stores
  for (const { id, database } of stores) {
    if (database === first.database) continue
    if ((await moveStore(db, id, first.database, now)) !== 'moved') return undefined
  }
  return db.of(first)
}
