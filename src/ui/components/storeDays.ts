import { type BusinessDate, isBusinessDate } from '../../diagnosis/businessDate'
import type { StoreChoice } from '../problem'

/** The days between which some stores have orders, undefined where none is known; of all stores where none is named. */
export function daysOf(
  directory: readonly StoreChoice[],
  stores: readonly string[],
): { first: BusinessDate | undefined; last: BusinessDate | undefined } {
  const named = new Set(stores)
  const inScope = directory.filter(({ store }) => named.has(store))
  const choices = inScope.length ? inScope : directory
  const firsts = choices.map(({ firstDate }) => firstDate).filter(isBusinessDate)
  const lasts = choices.map(({ lastDate }) => lastDate).filter(isBusinessDate)
  return { first: firsts.toSorted()[0], last: lasts.toSorted().at(-1) }
}
