import type { Env } from '../../src/env'
import worker from '../../src/worker'
import { NO_DATABASE_HEADER } from './noDatabase'

/** The Worker with a database whose first answer to a visit takes its time. Imports go at full speed. */

export interface SlowEnv extends Env {
  D1_DELAY_MS: string
}

function slow(d1: D1Database, delay: () => Promise<unknown>): D1Database {
  let first: Promise<unknown> | undefined
  return new Proxy(d1, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      if (property !== 'batch') return value.bind(target)
      return async (...inputs: unknown[]) => {
        first ??= delay()
        await first
        return value.apply(target, inputs)
      }
    },
  })
}

export default {
  fetch(request: Request, env: SlowEnv, context: ExecutionContext): Response | Promise<Response> {
    const isVisit = request.method === 'GET'
    const delay = () =>
      request.headers.has(NO_DATABASE_HEADER)
        ? new Promise(() => undefined)
        : scheduler.wait(Number(env.D1_DELAY_MS))
    const slowEnv = { ...env, DB: slow(env.DB, delay) }
    return worker.fetch(request, isVisit ? slowEnv : env, context)
  },
}
