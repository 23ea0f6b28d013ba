/** What a network does to a database: a call is lost on its way there, or its answer on the way back. */
export interface FaultyRules<Statement> {
  /**
   * Asked twice a batch: on the way there, and on the way back, when it is done and nobody hears of it.
   * @param batch its number, from 1
   */
  isLost(way: 'there' | 'back', batch: number): boolean
  /** Does a batch: here it can be looked at. */
  run(statements: Statement[], work: () => Promise<D1Result[]>): Promise<D1Result[]>
}

const LOST = 'D1_ERROR: Network connection lost.'

/** A database whose batches get lost now and then. All else is as it is. */
export function faultyD1<Statement extends object>(
  near: D1Database,
  rules: FaultyRules<Statement>,
): D1Database {
  let batches = 0
  const batch = async (statements: D1PreparedStatement[]): Promise<D1Result[]> => {
    batches += 1
    const number = batches
    if (rules.isLost('there', number)) throw new Error(LOST)
    const results = await rules.run(statements as unknown as Statement[], () => near.batch(statements))
    if (rules.isLost('back', number)) throw new Error(LOST)
    return results
  }
  return new Proxy(near, {
    get: (target, property) => (property === 'batch' ? batch : Reflect.get(target, property)),
  })
}
