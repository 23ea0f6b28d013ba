/** None of the stores that were asked for can be read: there is nothing to show of the others. */
export class OutOfReachError extends Error {
  constructor(databases: readonly string[]) {
    super(`no store that was asked for can be read: ${databases.join(', ')} did not answer`)
    this.name = 'OutOfReachError'
  }
}

/**
 * The names of the stores that were not read because their database is not there, in the order in which they were asked for.
 * @throws OutOfReachError where they are all that were asked for
 */
export function namesOutOfReach<Store extends { id: number; name: string; database: string }>(
  asked: readonly Store[],
  lost: readonly Pick<Store, 'id'>[],
): string[] {
  if (lost.length === 0) return []
  const lostIds = new Set(lost.map(({ id }) => id))
  const outOfReach = asked.filter(({ id }) => lostIds.has(id))
  if (outOfReach.length === asked.length) {
    throw new OutOfReachError([...new Set(outOfReach.map(({ database }) => database))])
  }
  return outOfReach.map(({ name }) => name)
}
