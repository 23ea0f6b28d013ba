import { expect, test } from 'vitest'
import { DatabaseError } from '../../src/data/database'
import { retrying } from '../../src/retry'

/** What D1 says, by its documentation of November 2026. */
test.each([
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
  'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1_ERROR: D1 DB reset because its code was updated.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.',
  'something that nobody has heard of',
])('%s: another time it may', (message) => {
  expect(new DatabaseError(message).isPermanent).toBe(false)
})

test.each([
  'D1_ERROR: UNIQUE constraint failed: people.email: SQLITE_CONSTRAINT',
  'D1_ERROR: near "SELEC": syntax error at offset 0: SQLITE_ERROR',
  'D1_ERROR: no such table: schema_cards: SQLITE_ERROR',
  'D1_ERROR: string or blob too big: SQLITE_TOOBIG',
  'D1_ERROR: too many SQL variables at offset 12: SQLITE_ERROR',
  "D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'",
  'D1_ERROR: Exceeded maximum DB size.',
  'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.',
  'D1_ERROR: Your account has exceeded D1’s maximum account storage limit, please contact Cloudflare to raise your limit',
])('%s: it never will', (message) => {
  expect(new DatabaseError(message).isPermanent).toBe(true)
})

test('what may succeed another time is tried again, for some two seconds in all', async () => {
  let tries = 0
  const fail = () => {
    tries += 1
    return Promise.reject(new DatabaseError('D1_ERROR: Network connection lost.'))
  }
  await expect(retrying(fail)).rejects.toThrow('Network connection lost')
  expect(tries).toBe(6)
})

test('what never will is not', async () => {
  let tries = 0
  const fail = () => {
    tries += 1
    return Promise.reject(new DatabaseError('D1_ERROR: no such table: orders: SQLITE_ERROR'))
  }
  await expect(retrying(fail)).rejects.toThrow('no such table')
  expect(tries).toBe(1)
})
