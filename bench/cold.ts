import { setTimeout } from 'node:timers/promises'
import { UserError } from '../scripts/userError.ts'
import type { TimedAnswer } from './http.ts'
import type { World } from './world.ts'

/** Cards that nobody has computed yet. */

/** The Worker gives an answer again for a second without asking the cache. */
export const ISOLATE_FORGETS_MS = 1_100

export interface CardOf {
  store: string
  date: string
}

/** Every store with its last day. */
export async function lastCards({ env }: World): Promise<CardOf[]> {
  const { results } = await env.DB.prepare(
    'SELECT name AS store, last_date AS date FROM stores ORDER BY id',
  ).all<CardOf & Record<string, unknown>>()
  return results
}

export function diagnosisPath(card: CardOf): string {
  return `/api/diagnosis?${new URLSearchParams({ ...card })}`
}

/**
 * Forgets a card in the database, and all cards of its day at the edge.
 * @param everything also what the edge knows of the data, as for the first visitor after a long night
 */
export async function forget(world: World, { store, date }: CardOf, everything = false): Promise<void> {
  const { DB, CACHE } = world.env
  await DB.prepare(
    'DELETE FROM schema_cards WHERE business_date = ? AND store_id = (SELECT id FROM stores WHERE name = ?)',
  )
    .bind(date, store)
    .run()
  const { keys } = await CACHE.list()
  const gone = keys.filter(({ name }) => everything || name.includes(date))
  for (const { name } of gone) await CACHE.delete(name)
  await setTimeout(ISOLATE_FORGETS_MS)
}

/** The whole answer's time. @throws unless it was found as it must be */
export function answerMs(answer: TimedAnswer, source?: 'live' | 'cache'): number {
  if (answer.status !== 200 || (source && !answer.body.includes(`"source":"${source}"`))) {
    const expected = source ? ` from source "${source}"` : ''
    throw new UserError(
      `Expected an answer 200${expected}, got ${answer.status}: ${answer.body.slice(0, 300)}\nRun npm test first.`,
    )
  }
  return answer.completeMs
}
