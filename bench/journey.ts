import { distantD1 } from '../simulation/distantD1'
import { openRoute, type Route } from '../simulation/trips'
import { boundDatabases } from '../src/data/database'
import type { Env } from '../src/env'

/** What was asked of all databases together, as D1 bills it. */
export interface DatabaseRows {
  read: number
  written: number
  statements: number
}

/** A request or run of the Worker on databases and a cache that are far away, with a count of its trips. */
export function openJourney(env: Env, tripMs: number) {
  const routes = { d1: openRoute(() => tripMs), kv: openRoute(() => tripMs) }
  const rows: DatabaseRows = { read: 0, written: 0, statements: 0 }
  const crossed = () => ({ d1: { ...routes.d1.trips }, kv: { ...routes.kv.trips } })
  const distant = [...boundDatabases(env)].map(([name, d1]) => [
    name,
    distantD1(counted(d1, rows), routes.d1),
  ])
  let atAnswer: ReturnType<typeof crossed> | undefined
  let underWay = 0
  return {
    env: { ...env, ...Object.fromEntries(distant), CACHE: distantKv(env.CACHE, routes.kv) } as Env,
    /** The context, with what is done behind the answer counted. */
    watched(context: ExecutionContext): ExecutionContext {
      const waitUntil = (work: Promise<unknown>) => {
        underWay += 1
        context.waitUntil(work.finally(() => (underWay -= 1)))
      }
      return new Proxy(context, {
        get: (target, property) => (property === 'waitUntil' ? waitUntil : bound(target, property)),
      })
    },
    answered(): void {
      atAnswer = crossed()
    },
    told: () => ({ atAnswer, afterwards: crossed(), rows: { ...rows }, isUnderWay: underWay > 0 }),
  }
}

export type OpenJourney = ReturnType<typeof openJourney>

/** A database, or a session of one, whose batches are counted: nothing else is asked of it. */
function counted<T extends Pick<D1Database, 'batch'>>(near: T, rows: DatabaseRows): T {
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await near.batch(statements)
    rows.statements += results.length
    for (const { meta } of results) {
      rows.read += meta.rows_read
      rows.written += meta.rows_written
    }
    return results
  }
  return new Proxy(near, {
    get(target, property) {
      if (property === 'batch') return batch
      const value = bound(target, property)
      if (property !== 'withSession' || typeof value !== 'function') return value
      return (constraint?: string) => counted(value(constraint) as D1DatabaseSession, rows)
    },
  })
}

function distantKv(near: KVNamespace, route: Route): KVNamespace {
  return new Proxy(near, {
    get(target, property) {
      const value = bound(target, property)
      if (typeof value !== 'function') return value
      return (...inputs: unknown[]) => route.travel<unknown>(async () => value(...inputs))
    },
  })
}

/** A property of a binding, to be called without it. */
export function bound(target: object, property: string | symbol): unknown {
  const value: unknown = Reflect.get(target, property)
  return typeof value === 'function' ? value.bind(target) : value
}
