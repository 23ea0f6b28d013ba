import { sql } from 'drizzle-orm'
import type { MainDatabase } from './database'
import { type Lease, takeLease } from './leases'
import { dataClock } from './schema'

/**
 * Takes the lease of who writes to the edge, unless the data has moved on from a version.
 * @returns `held`: somebody else has it
 */
export async function takePublishing(
  db: MainDatabase,
  lease: Lease,
  version: number,
): Promise<'taken' | 'held' | 'overtaken'> {
  const isOfVersion = sql`EXISTS (SELECT 1 FROM ${dataClock} WHERE ${dataClock.version} = ${version})`
  const [taken, clock] = await db.batch([
    takeLease(db, lease, isOfVersion),
    db.select({ version: dataClock.version }).from(dataClock),
  ])
  if (taken.length > 0) return 'taken'
  return clock[0]?.version === version ? 'held' : 'overtaken'
}
