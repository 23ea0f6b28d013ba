import type { VisibleDirectory } from '../access/scope'
import type { StoreChoice } from '../ui/problem'

/** The stores of a directory, as the pages offer them. */
export function storeChoices({ stores }: VisibleDirectory): StoreChoice[] {
  return stores.map(({ name, firstDate, lastDate }) => ({ store: name, firstDate, lastDate }))
}
