import type { BusinessDate } from '../diagnosis/businessDate'

/**
 * Every key of the cache, built here for its writer and its readers alike. The number is the version of
 * the values' schema: values of another version are never even found.
 */

/**
 * Raise it with every change of what cards hold: of their shape, or of what a rule or KPI makes of a stored day. A test
 * compares a stored sample.
 */
export const CACHE_SCHEMA = 8

/** Stores of a card: one by its name, or all of them. */
type CardSubject = { kind: 'all' } | { kind: 'store'; store: string }

export function cardKey(subject: CardSubject, date: BusinessDate): string {
  const name = subject.kind === 'all' ? 'all' : `store/${subject.store}`
  return `v${CACHE_SCHEMA}/card/${date}/${name}`
}

/** All stores with their last days and data versions. */
export const DIRECTORY_KEY = `v${CACHE_SCHEMA}/directory`

/** When the data was last checked, and its version then. */
export const HEARTBEAT_KEY = `v${CACHE_SCHEMA}/heartbeat`

/** A file that somebody has sent and not yet confirmed: under his own name, so that nobody else finds it. */
export function keptFileKey(owner: string, name: string): string {
  return `import/${owner}/${name}`
}
