import { distantD1 } from '../simulation/distantD1'
import { openRoute, type Route } from '../simulation/trips'
import type { Env } from '../src/env'

/** A request or run of the Worker on a database and a cache that are far away, with a count of its trips. */
export function openJourney(env: Env, tripMs: number) {
  const routes = { d1: openRoute(() => tripMs), kv: openRoute(() => tripMs) }
  const crossed = () => ({ d1: { ...routes.d1.trips }, kv: { ...routes.kv.trips } })
  let atAnswer: ReturnType<typeof crossed> | undefined
  let underWay = 0
  return {
    env: { ...env, DB: distantD1(env.DB, routes.d1), CACHE: distantKv(env.CACHE, routes.kv) },
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
    told: () => ({ atAnswer, afterwards: crossed(), isUnderWay: underWay > 0 }),
  }
}

export type OpenJourney = ReturnType<typeof openJourney>

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
