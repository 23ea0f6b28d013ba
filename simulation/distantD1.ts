import type { Route } from './trips'

/** D1 at the end of a way. Every call of it is one trip; preparing and binding are none. */
export function distantD1(near: D1Database, route: Route): D1Database {
  const originals = new WeakMap<object, D1PreparedStatement>()

  function statement(original: D1PreparedStatement): D1PreparedStatement {
    const distant = {
      bind: (...values: unknown[]) => statement(original.bind(...values)),
      all: () => route.travel(() => original.all()),
      run: () => route.travel(() => original.run()),
      raw: (options?: never) => route.travel(() => original.raw(options)),
      first: (column?: string) =>
        route.travel(() => (column === undefined ? original.first() : original.first(column))),
    } as unknown as D1PreparedStatement
    originals.set(distant, original)
    return distant
  }

  const batchOf = (of: Pick<D1Database, 'batch'>) => (statements: D1PreparedStatement[]) =>
    route.travel(() => of.batch(statements.map((one) => originals.get(one) ?? one)))

  return {
    prepare: (sql: string) => statement(near.prepare(sql)),
    batch: batchOf(near),
    exec: (sql: string) => route.travel(() => near.exec(sql)),
    withSession(constraint?: string) {
      const session = near.withSession(constraint)
      return {
        prepare: (sql: string) => statement(session.prepare(sql)),
        batch: batchOf(session),
        getBookmark: () => session.getBookmark(),
      }
    },
  } as unknown as D1Database
}
