import type { BatchAnswer, PlainStatement } from './databaseClient'

/** Beside the Worker under test, on the same D1: takes a batch as one request. */
export default {
  async fetch(request: Request, { DB }: { DB: D1Database }): Promise<Response> {
    const statements = (await request.json()) as PlainStatement[]
    return Response.json(await answer(DB, statements))
  },
}

async function answer(db: D1Database, statements: readonly PlainStatement[]): Promise<BatchAnswer> {
  try {
    return {
      results: await db.batch(statements.map(({ sql, params }) => db.prepare(sql).bind(...params))),
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
