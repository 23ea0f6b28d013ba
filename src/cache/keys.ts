import type { BusinessDate } from '../diagnosis/businessDate'

/**
 * Every key of the cache, built here for its writer and its readers alike. The number is the version of
 * the values' schema: values of another version are never even found.
 */

/**
 * Raise it with every change of what cards hold: of their shape, or of what a rule or KPI makes of a stored day. A test
 * compares a stored sample.
 */
export const CACHE_SCHEMA = 9

/** Stores of a card: one by its name, some by their numbers, or all of them. */
type CardSubject =
  | { kind: 'all' }
  | { kind: 'store'; store: string }
  | { kind: 'stores'; storeIds: readonly number[] }

/** KV takes 512 bytes a key. */
const MAX_IDS_CHARACTERS = 400

/** @returns undefined for more stores than a key can name */
export function cardKey(subject: CardSubject & { kind: 'stores' }, date: BusinessDate): string | undefined
export function cardKey(subject: Exclude<CardSubject, { kind: 'stores' }>, date: BusinessDate): string
export function cardKey(subject: CardSubject, date: BusinessDate): string | undefined {
  const name = subjectName(subject)
  return name && `v${CACHE_SCHEMA}/card/${date}/${name}`
}

function subjectName(subject: CardSubject): string | undefined {
  switch (subject.kind) {
    case 'all':
      return 'all'
    case 'store':
      return `store/${subject.store}`
    case 'stores': {
      const ids = subject.storeIds.toSorted((a, b) => a - b).map((id) => id.toString(36))
      const name = `stores/${ids.join('.')}`
      return name.length <= MAX_IDS_CHARACTERS ? name : undefined
    }
  }
}

/**
 * The version of what heartbeat and directory look like. They follow the data and not what cards hold, so they have a number of their
 * own: raising it makes no card anew.
 */
export const EDGE_SCHEMA = 2

/** What stores there are as of one version of the data: the stores themselves, or the parts that they stand in. */
export function directoryKey(version: number): string {
  return `edge${EDGE_SCHEMA}/directory/${version}`
}

/** A part of a directory, named by what it holds: the value under a key never changes. */
export function directoryPartKey(hash: string): string {
  return `edge${EDGE_SCHEMA}/directory/part/${hash}`
}

/** When the data was last checked, and its version then. */
export const HEARTBEAT_KEY = `edge${EDGE_SCHEMA}/heartbeat`

/** A file that somebody has sent and not yet confirmed: under his own name, so that nobody else finds it. */
export function keptFileKey(owner: string, name: string): string {
  return `import/${owner}/${name}`
}
