import { recentVisitors } from './access/recentVisitors'
import { kvFiles } from './cache/keptFiles'
import { kvCache } from './cache/kvCache'
import { edgeMemory } from './cards/edge'
import { invalidateOnWrite, recentAnswers } from './cards/recentAnswers'
import type { Services } from './cards/services'
import type { ShardMessage } from './cards/shardMessage'
import type { Flights } from './cards/singleFlight'
import { readConfig } from './config'
import { boundDatabases, openDatabase } from './data/database'
import { openNearDatabase } from './data/nearDatabase'
import type { Env } from './env'
import { fetchedKeys } from './http/accessAssertion'
import { createApp } from './http/app'
import { type Refusals, rateLimits } from './http/rateLimits'
import { runQueue } from './scheduled/queue'
import { runScheduled } from './scheduled/scheduled'

/** Long enough to compute a large chain, shorter than patience. */
const ANSWER_LIMIT_MS = 10_000

/** How long an answer is given again without asking the cache. */
const RECENT_MS = 1_000

/** The isolate's memory. */
const recent = recentAnswers(RECENT_MS)
const edge = edgeMemory()
const flights: Flights = new Map()
const visitors = recentVisitors()
const refusals: Refusals = new Map()
const assertionKeys = fetchedKeys((url, init) => fetch(url, init))

const now = () => new Date()

/** The composition root: adapters for the bindings, routes, schedule. */
function servicesOf(env: Env, context: Pick<ExecutionContext, 'waitUntil'>): Services {
  const config = readConfig(env)
  const databases = boundDatabases(env)
  return {
    openDatabase: () => openDatabase(databases, config.databaseLimitBytes),
    ...(config.readsNearCopies ? { openNearDatabase: () => openNearDatabase(databases) } : {}),
    cache: invalidateOnWrite(kvCache(env.CACHE), recent),
    recent,
    edge,
    flights,
    config,
    now,
    answerLimitMs: ANSWER_LIMIT_MS,
    shardQueue: env.REFRESH_QUEUE,
    defer: (work) => context.waitUntil(work),
  }
}

const app = createApp((env, context) => ({
  ...servicesOf(env, context),
  visitors,
  rateLimits: rateLimits(env, refusals, now),
  assertionKeys,
  keptFiles: kvFiles(env.CACHE),
}))

export default {
  fetch: app.fetch,
  scheduled: (controller, env, context) => runScheduled(servicesOf(env, context), controller),
  queue: (batch, env, context) => runQueue(servicesOf(env, context), batch),
} satisfies ExportedHandler<Env, ShardMessage>
