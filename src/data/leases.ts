import { and, eq, lte, sql } from 'drizzle-orm'
import type { Database } from './database'
import { excluded } from './jsonRows'
import { leases } from './schema'

/**
 * Leases decide who does a piece of work that one is enough for. Their time is the database's own, so
 * that the clocks of the workers do not matter; each ends by itself when its owner dies.
 */

const NOW_MS = sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`

/** Takes the lease unless somebody holds it. */
export async function acquireLease(
  db: Database,
  name: string,
  owner: string,
  ttlMs: number,
): Promise<boolean> {
  const [rows] = await db.batch([
    db
      .insert(leases)
      .values({ name, owner, expiresAtMs: sql`${NOW_MS} + ${ttlMs}` })
      .onConflictDoUpdate({
        target: leases.name,
        set: { owner: excluded(leases.owner), expiresAtMs: excluded(leases.expiresAtMs) },
        setWhere: lte(leases.expiresAtMs, NOW_MS),
      })
      .returning({ owner: leases.owner }),
  ])
  return rows.length > 0
}

/** Gives the lease back; one that was lost to another owner stays with that one. */
export async function releaseLease(db: Database, name: string, owner: string): Promise<void> {
  await db.batch([db.delete(leases).where(and(eq(leases.name, name), eq(leases.owner, owner)))])
}
