import type { Directory } from '../data/directory'
import type { StoreChoice } from '../ui/problem'

/** The stores of a directory, as the pages offer them. */
export function storeChoices({ stores }: Directory): StoreChoice[] {
  return stores.map(({ name, firstDate, lastDate }) => ({ store: name, firstDate, lastDate }))
}
