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

export function diagnosisPath({ store, date }: CardOf): string {
  return diagnosisQuery([store], date)
}

export function diagnosisQuery(stores: readonly string[], date: string): string {
  return `/api/diagnosis?${new URLSearchParams([...stores.map((store) => ['store', store]), ['date', date]])}`
}

/** Forgets all cards of a day, in the database and at the edge. */
export async function forgetDay({ env: { DB, CACHE } }: World, date: string): Promise<void> {
  await DB.prepare('DELETE FROM schema_cards WHERE business_date = ?').bind(date).run()
  const { keys } = await CACHE.list()
  await Promise.all(keys.filter(({ name }) => name.includes(date)).map(({ name }) => CACHE.delete(name)))
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

export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)
}
