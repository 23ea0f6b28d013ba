import type { BatchAnswer, PlainStatement } from './databaseClient'

/** Beside the Worker under test, on the same databases: takes a batch as one request, under the name of the binding. */
export default {
  async fetch(request: Request, env: Record<string, D1Database>): Promise<Response> {
    const db = env[new URL(request.url).pathname.slice(1)]
    if (!db) return Response.json({ error: 'no such database' } satisfies BatchAnswer)
    const statements = (await request.json()) as PlainStatement[]
    return Response.json(await answer(db, statements))
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
