import { createHash, randomBytes } from 'node:crypto'
import { isRecord } from '../../src/json.ts'
import { runOnD1 } from '../d1.ts'
import { sqlText } from '../firstAdminSql.ts'

/** Reading as the first admin for as long as a deployment checks itself: by a token that the database alone knows of. */

export interface Reader {
  /** Undefined while there is no admin. */
  token: string | undefined
  /** The stores that have orders. */
  stores: readonly string[]
}

const NAME = 'npm run deploy'

/** Runs the work with a token that reads all stores, and revokes it whatever happens. */
export async function withReader<T>(database: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  const token = randomBytes(32).toString('base64url')
  const hash = sqlText(createHash('sha256').update(token).digest('base64url'))
  const holder = `(SELECT person_id FROM api_tokens WHERE token_hash = ${hash})`
  const event = (name: string) => `INSERT INTO audit_events (at, event, via, subject_id, detail)
    SELECT ${sqlText(new Date().toISOString())}, '${name}', 'command', ${holder}, '{"purpose":"read"}'
    WHERE ${holder} IS NOT NULL`
  const [, , tokens = [], stores = []] = await runOnD1(
    [
      `INSERT INTO api_tokens (person_id, token_hash, name, purpose, created_at)
        SELECT id, ${hash}, '${NAME}', 'read', ${sqlText(new Date().toISOString())} FROM people
        WHERE role = 'admin' AND active = 1 ORDER BY id LIMIT 1`,
      event('tokenMade'),
      `SELECT id FROM api_tokens WHERE token_hash = ${hash}`,
      'SELECT name FROM stores WHERE last_date IS NOT NULL ORDER BY name',
    ],
    'remote',
    database,
  )
  const isKnown = tokens.length > 0
  try {
    return await work({
      token: isKnown ? token : undefined,
      stores: stores.flatMap((row) => (isRecord(row) && typeof row.name === 'string' ? [row.name] : [])),
    })
  } finally {
    if (isKnown) {
      await runOnD1(
        [event('tokenRevoked'), `DELETE FROM api_tokens WHERE token_hash = ${hash}`],
        'remote',
        database,
      )
    }
  }
}
