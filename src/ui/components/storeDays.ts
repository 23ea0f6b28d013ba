import { type BusinessDate, isBusinessDate } from '../../diagnosis/businessDate'
import { areMany, type StoreChoice, type StoreDirectory } from '../problem'

/** Days between which a store has orders, or some together. */
export type DaysOfStores = Pick<StoreChoice, 'firstDate' | 'lastDate'>

/** The days of the stores that are named, of all where none is; those of many stand together. */
export function daysAsked(directory: StoreDirectory, stores: readonly string[]): readonly DaysOfStores[] {
  if (areMany(directory)) return stores.length > 0 ? directory.named : [directory]
  const named = new Set(stores)
  return named.size === 0 ? directory : directory.filter(({ store }) => named.has(store))
}

/** The days between which some stores have orders, undefined where none is known; of all stores where none is named. */
export function daysOf(
  directory: StoreDirectory,
  stores: readonly string[],
): { first: BusinessDate | undefined; last: BusinessDate | undefined } {
  const asked = daysAsked(directory, stores)
  const choices = asked.length > 0 ? asked : daysAsked(directory, [])
  const firsts = choices.map(({ firstDate }) => firstDate).filter(isBusinessDate)
  const lasts = choices.map(({ lastDate }) => lastDate).filter(isBusinessDate)
  return { first: firsts.toSorted()[0], last: lasts.toSorted().at(-1) }
}
