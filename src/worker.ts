import { kvCache } from './cache/kvCache'
import type { Services } from './cards/services'
import { type Env, readConfig } from './config'
import { openDatabase } from './data/database'
import { createApp } from './http/app'
import { runScheduled } from './scheduled/scheduled'

/** The composition root: adapters for the bindings, routes, schedule. */
function servicesOf(env: Env, context: Pick<ExecutionContext, 'waitUntil'>): Services {
  return {
    openDatabase: () => openDatabase(env.DB),
    cache: kvCache(env.CACHE),
    config: readConfig(env),
    now: () => new Date(),
    defer: (work) => context.waitUntil(work),
  }
}

const app = createApp(servicesOf)

export default {
  fetch: app.fetch,
  scheduled: (controller, env, context) => runScheduled(servicesOf(env, context), controller.scheduledTime),
} satisfies ExportedHandler<Env>
