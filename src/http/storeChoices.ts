import type { VisibleDirectory } from '../access/scope'
import { type StoreRecord, storesMatching } from '../data/directoryParts'
import { MAX_LISTED_STORES, MAX_MATCHING_STORES } from '../limits'
import type { StoreChoice, StoreDirectory, StoreMatches } from '../ui/problem'

/**
 * The stores of a directory, as the pages offer them.
 * @param asked names of the stores that the page is about, or what was typed for them
 */
export function storeChoices(directory: VisibleDirectory, asked: readonly string[]): StoreDirectory {
  const { count, days } = directory
  if (!days || count <= MAX_LISTED_STORES) return directory.stores.map(storeChoice)
  return {
    length: count,
    firstDate: days.firstDate,
    lastDate: days.lastDate,
    named: asked.flatMap((name) => directory.named(name) ?? []).map(storeChoice),
    matches: storeMatches(
      directory,
      asked.filter((name) => !directory.named(name)),
    ),
  }
}

/** The stores of a directory that texts may mean which are no store's name. */
export function storeMatches(directory: VisibleDirectory, texts: readonly string[]): StoreMatches {
  const found = texts.map((text) => storesMatching(directory, text, MAX_MATCHING_STORES))
  const names = found.flatMap(({ stores }) => stores.map(({ name }) => name))
  return {
    stores: [...new Set(names)].slice(0, MAX_MATCHING_STORES),
    count: found.reduce((sum, { count }) => sum + count, 0),
  }
}

function storeChoice({ name, firstDate, lastDate }: StoreRecord): StoreChoice {
  return { store: name, firstDate, lastDate }
}
