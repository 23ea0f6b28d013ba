import type { StoreFailure } from '../data/runFailure'

/** Those of some failures whose store is not among the known ones, which tell more of it. */
export function otherFailures(
  failures: readonly StoreFailure[],
  known: readonly StoreFailure[],
): StoreFailure[] {
  const named = new Set(known.map(({ store }) => store))
  return failures.filter(({ store }) => !named.has(store))
}
