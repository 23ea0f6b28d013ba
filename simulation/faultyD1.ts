/** What the platform's own network does to a database: a call is lost on its way there, or its answer on the way back. */
export interface FaultyRules<Statement> {
  /** From 0 to 1, asked for each batch. */
  lostCalls(): number
  /** From 0 to 1, asked for each batch: it was done, and nobody hears of it. */
  lostAnswers(): number
  random(): number
  /** Does a batch; whoever has to know of it has it done here. */
  run(statements: Statement[], work: () => Promise<D1Result[]>): Promise<D1Result[]>
}

const LOST = 'D1_ERROR: Network connection lost.'

/** A database whose batches get lost now and then. All else is as it is. */
export function faultyD1<Statement extends object>(
  near: D1Database,
  rules: FaultyRules<Statement>,
): D1Database {
  const batch = async (statements: D1PreparedStatement[]): Promise<D1Result[]> => {
    if (rules.random() < rules.lostCalls()) throw new Error(LOST)
    const results = await rules.run(statements as unknown as Statement[], () => near.batch(statements))
    if (rules.random() < rules.lostAnswers()) throw new Error(LOST)
    return results
  }
  return new Proxy(near, {
    get: (target, property) => (property === 'batch' ? batch : Reflect.get(target, property)),
  })
}
