/** The first admin as SQL: statements that hold one after the other, also where two runs mix or one breaks off. */

/** The identity that the local server simulates: `[access.dev]` of wrangler.toml. */
export const LOCAL_EMAIL = 'admin@localhost'

export const LINK_DEVICES = 3
export const LINK_DAYS = 7

export interface NewAdmin {
  /** Anybody's text. */
  name: string
  /** Of the link's secret. */
  tokenHash: string
  /** Whether the local server shall take everybody for this person. */
  local: boolean
}

/** A row of the last statement: an active admin, and whether the link that was to be made is his. */
export interface AdminRow {
  id: number
  name: string
  linked: 0 | 1
}

/** A text as SQL, in hexadecimal: no quote, semicolon or comment of it reaches whatever takes the statements apart. */
export function sqlText(text: string): string {
  return `CAST(X'${Buffer.from(text, 'utf8').toString('hex')}' AS TEXT)`
}

/** An admin who is signed in on some device, or comes in by his e-mail: while there is one, admins are made by admins. */
const SETTLED_ADMIN = `SELECT 1 FROM people
  WHERE role = 'admin' AND active = 1
  AND (email IS NOT NULL OR EXISTS (SELECT 1 FROM sessions WHERE sessions.person_id = people.id))`

/** While no admin is settled: who was just made, or who cannot come in any more, for his link or his devices may be lost. */
const FIRST_ADMIN = `SELECT id FROM people WHERE role = 'admin' AND active = 1 ORDER BY id LIMIT 1`

const DAY_MS = 86_400_000

/**
 * Makes the first admin and his link, or a new link for one who has no way in; where an admin has one, nothing. The last statement answers an {@link AdminRow} for each admin.
 */
export function firstAdminSql({ name, tokenHash, local }: NewAdmin, now: Date): string[] {
  const at = sqlText(now.toISOString())
  const expiresAt = sqlText(new Date(now.getTime() + LINK_DAYS * DAY_MS).toISOString())
  const hash = sqlText(tokenHash)
  const email = sqlText(LOCAL_EMAIL)
  const linkedPerson = `(SELECT person_id FROM sign_in_links WHERE token_hash = ${hash})`
  return [
    `INSERT INTO people (name, role, all_stores, created_at)
      SELECT ${sqlText(name)}, 'admin', 1, ${at}
      WHERE NOT EXISTS (SELECT 1 FROM people WHERE role = 'admin' AND active = 1)`,
    `INSERT INTO sign_in_links (person_id, token_hash, created_at, expires_at, max_devices)
      SELECT id, ${hash}, ${at}, ${expiresAt}, ${LINK_DEVICES} FROM (${FIRST_ADMIN})
      WHERE NOT EXISTS (${SETTLED_ADMIN})`,
    // After the new link is there, and by it: of two runs at once, one keeps its link.
    `DELETE FROM sign_in_links WHERE person_id = ${linkedPerson} AND token_hash <> ${hash}`,
    // Also where the run that added the person broke off before it.
    `INSERT INTO audit_events (at, event, via, subject_id)
      SELECT created_at, 'personAdded', 'command', id FROM people WHERE id = ${linkedPerson}
      AND NOT EXISTS (SELECT 1 FROM audit_events WHERE event = 'personAdded' AND subject_id = people.id)`,
    `INSERT INTO audit_events (at, event, via, subject_id)
      SELECT ${at}, 'linkMade', 'command', id FROM people WHERE id = ${linkedPerson}`,
    // Last, for an e-mail settles an admin.
    ...(local
      ? [
          `UPDATE people SET email = ${email} WHERE id = ${linkedPerson}
            AND NOT EXISTS (SELECT 1 FROM people WHERE email = ${email})`,
        ]
      : []),
    `SELECT id, name, id IS ${linkedPerson} AS linked FROM people
      WHERE role = 'admin' AND active = 1 ORDER BY id`,
  ]
}
