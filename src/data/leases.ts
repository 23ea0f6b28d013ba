import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import { excluded } from './jsonRows'
import { leases } from './schema'

/**
 * Leases decide who does a piece of work that one is enough for. Their time is the database's own, so
 * that the clocks of the workers do not matter; each ends by itself when its owner dies.
 */

/** A lease that somebody wants, or holds. */
export interface Lease {
  name: string
  /** Nobody else's. */
  owner: string
  ttlMs: number
}

/** The database's own time. */
export const NOW_MS = sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`

/**
 * Takes the lease unless somebody else holds it. In the batch behind it, {@link holds} tells whether it was taken.
 * @param only a condition without which it is not taken
 * @returns rows where it was taken
 */
export function takeLease(db: Database, { name, owner, ttlMs }: Lease, only: SQL = sql`true`) {
  return db
    .insert(leases)
    .select(sql`SELECT ${name}, ${owner}, ${NOW_MS} + ${ttlMs} WHERE ${only}`)
    .onConflictDoUpdate({
      target: leases.name,
      set: { owner: excluded(leases.owner), expiresAtMs: excluded(leases.expiresAtMs) },
      // Its own owner's too: one whose answer was lost asks again.
      setWhere: sql`${leases.expiresAtMs} <= ${NOW_MS} OR ${leases.owner} = ${owner}`,
    })
    .returning({ owner: leases.owner })
}

/** Whether the lease is its owner's. */
export function holds({ name, owner }: Lease): SQL {
  return sql`EXISTS (SELECT 1 FROM ${leases} WHERE ${leases.name} = ${name} AND ${leases.owner} = ${owner})`
}

/** Gives the lease back; one that was lost to another owner stays with that one. */
export function giveLeaseBack(db: Database, { name, owner }: Lease) {
  return db.delete(leases).where(and(eq(leases.name, name), eq(leases.owner, owner)))
}

/** Takes the lease by itself. */
export async function acquireLease(db: Database, lease: Lease): Promise<boolean> {
  const [rows] = await db.batch([takeLease(db, lease)])
  return rows.length > 0
}

/** Gives the lease back by itself. */
export async function releaseLease(db: Database, lease: Lease): Promise<void> {
  await db.batch([giveLeaseBack(db, lease)])
}
