import type { TextLimit } from './diagnosis/orderFields'

/**
 * The longest texts that are taken, in UTF-16 code units. An import and a query share them: whatever was
 * imported can be asked for.
 */
export const MAX_CHARS = {
  /** It is part of cache keys; the table `stores` checks the same. */
  storeName: 60,
  /** Of a person; the table `people` checks the same. */
  personName: 60,
  /** As any name: exports write whatever their platform calls it. */
  channel: 300,
  /** Of an order or a product: no platform's have even half as many digits. */
  id: 100,
  /** Of a product or a category: titles of listings run to some two hundred characters. */
  name: 300,
  /** What a person looks for in a list; it is repeated in each of the page's links. */
  search: 100,
} as const satisfies Record<TextLimit | 'personName' | 'search', number>

/** Stores that a page lists or lets choose from: a select of more is nothing that a thumb scrolls through, and adds 20 KB to each page. */
export const MAX_LISTED_STORES = 200

/** Stores that are offered for a part of a name: more are no help. */
export const MAX_MATCHING_STORES = 24

/**
 * A text of a query, which may be of any length and which the page repeats. One above the limit stays above it, by a
 * character: no channel or category is that long, so it finds none, as the whole text would. A search looks for its beginning.
 */
export function shortened(text: string, limit: keyof typeof MAX_CHARS): string {
  return text.slice(0, MAX_CHARS[limit] + 1).toWellFormed()
}
