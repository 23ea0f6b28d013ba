import type { Env } from '../../src/env'
import { createApp } from '../../src/http/app'
import worker from '../../src/worker'
import { testServices } from '../services'
import { NO_DATABASE_HEADER } from './noDatabase'

/**
 * The Worker with a database whose first answer to a visit takes its time, and for each visit without a memory of those before it,
 * as an isolate where nobody has been yet. Imports go at full speed.
 */

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
  scheduled: worker.scheduled,
  fetch(request: Request, env: SlowEnv, context: ExecutionContext): Response | Promise<Response> {
    const isVisit = request.method === 'GET'
    const delay = () =>
      request.headers.has(NO_DATABASE_HEADER)
        ? new Promise(() => undefined)
        : scheduler.wait(Number(env.D1_DELAY_MS))
    if (!isVisit) return worker.fetch(request, env, context)
    const slowEnv = { ...env, DB: slow(env.DB, delay) }
    const { services } = testServices(slowEnv, { accessMode: 'public' })
    services.defer = (work) => context.waitUntil(work)
    return createApp(() => services).fetch(request, slowEnv, context)
  },
}
