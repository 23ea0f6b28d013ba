/**
 * D1 for tests that run in Node. The harness's own binding asks workerd for every `prepare` and `bind`; here a
 * statement is a value, and a batch is one request, as on the platform.
 */

export interface PlainStatement {
  sql: string
  params: readonly unknown[]
}

export type BatchAnswer = { results: D1Result[] } | { error: string }

/** @param ask hands a batch to databaseWorker.ts */
export function databaseClient(ask: (batch: readonly PlainStatement[]) => Promise<BatchAnswer>): D1Database {
  async function run(batch: readonly PlainStatement[]): Promise<D1Result[]> {
    const answer = await ask(batch)
    if ('error' in answer) throw new Error(answer.error)
    return answer.results
  }

  function statement(sql: string, params: readonly unknown[] = []) {
    const single = async () => (await run([{ sql, params }]))[0]
    return {
      sql,
      params,
      bind(...values: unknown[]) {
        const wrong = values.findIndex((value) => !isPlain(value))
        if (wrong !== -1) throw new Error(`D1_TYPE_ERROR: parameter ${wrong + 1} of ${sql}`)
        return statement(sql, values)
      },
      all: single,
      run: single,
      first: async () => (await single())?.results[0] ?? null,
    }
  }

  return {
    prepare: (sql: string) => statement(sql),
    batch: (statements: PlainStatement[]) => run(statements.map(({ sql, params }) => ({ sql, params }))),
    exec: (sql: string) => run([{ sql, params: [] }]),
  } as unknown as D1Database
}

/** What JSON carries without a change. */
function isPlain(value: unknown): boolean {
  return value === null || typeof value === 'string' || Number.isFinite(value)
}
