import { count, isNull } from 'drizzle-orm'
import { MAIN_DATABASE, type MainDatabase } from './database'
import { fullnessOf, knownSizes, selectNotedSizes } from './databaseSizes'
import { stores } from './schema'

/**
 * Which database a new store goes to: of those that are roomy the one with the fewest stores, the main one first among equals. Where none is
 * roomy, it is the one with the most room. Asks the main one alone, and nobody where there is no other.
 */
export async function roomiestDatabase(db: MainDatabase): Promise<string> {
  if (db.all.length === 1) return MAIN_DATABASE
  const { main } = db
  const [noted, counts] = await main.batch([
    selectNotedSizes(db),
    main
      .select({ database: stores.database, stores: count().as('stores') })
      .from(stores)
      .where(isNull(stores.mergedInto))
      .groupBy(stores.database),
  ])
  const sizes = knownSizes(db, noted)
  const storesOf = new Map(counts.map(({ database, stores }) => [database, stores]))
  const places = db.all.map(({ name, limitBytes }) => ({
    name,
    isRoomy: fullnessOf(sizes.get(name), limitBytes) === 'roomy',
    stores: storesOf.get(name) ?? 0,
    // Where none is roomy, the size of each is known.
    freeBytes: limitBytes - (sizes.get(name) ?? limitBytes),
  }))
  const roomy = places.filter(({ isRoomy }) => isRoomy)
  const [first] =
    roomy.length > 0
      ? roomy.toSorted((a, b) => a.stores - b.stores)
      : places.toSorted((a, b) => b.freeBytes - a.freeBytes)
  return first?.name ?? MAIN_DATABASE
}
