import { sql } from 'drizzle-orm'
import type { Database } from './database'

/**
 * Leases decide who does a piece of work that one is enough for. Their time is the database's own, so
 * that the clocks of the workers do not matter; each ends by itself when its owner dies.
 */

/** Takes the lease unless somebody holds it. */
export async function acquireLease(
  db: Database,
  name: string,
  owner: string,
  ttlMs: number,
): Promise<boolean> {
  const [rows] = await db.batch([
    db.query<{ owner: string }>(sql`
      INSERT INTO leases (name, owner, expires_at_ms) VALUES (${name}, ${owner}, ${NOW_MS} + ${ttlMs})
      ON CONFLICT DO UPDATE SET owner = excluded.owner, expires_at_ms = excluded.expires_at_ms
      WHERE expires_at_ms <= ${NOW_MS} RETURNING owner`),
  ])
  return rows.length > 0
}

/** Gives the lease back; one that was lost to another owner stays with that one. */
export async function releaseLease(db: Database, name: string, owner: string): Promise<void> {
  await db.batch([db.statement(sql`DELETE FROM leases WHERE name = ${name} AND owner = ${owner}`)])
}

const NOW_MS = sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`
