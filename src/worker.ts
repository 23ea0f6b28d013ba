import { kvCache } from './cache/kvCache'
import type { Services } from './cards/services'
import { type Env, readConfig } from './config'
import { openDatabase } from './data/database'
import { createApp } from './http/app'
import { runScheduled } from './scheduled/scheduled'

/** Long enough to compute a large chain, shorter than patience. */
const ANSWER_LIMIT_MS = 10_000

/** The composition root: adapters for the bindings, routes, schedule. */
function servicesOf(env: Env, context: Pick<ExecutionContext, 'waitUntil'>): Services {
  return {
    openDatabase: () => openDatabase(env.DB),
    cache: kvCache(env.CACHE),
    config: readConfig(env),
    now: () => new Date(),
    answerLimitMs: ANSWER_LIMIT_MS,
    defer: (work) => context.waitUntil(work),
  }
}

const app = createApp(servicesOf)

export default {
  fetch: app.fetch,
  scheduled: (controller, env, context) => runScheduled(servicesOf(env, context), controller.scheduledTime),
} satisfies ExportedHandler<Env>
