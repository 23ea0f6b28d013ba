import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import { absentCard, mergeCards, parseCard } from './card'
import type { CardOutcome, ReadyCard } from './cardOutcome'
import { type CardRequest, requestName, resolveRequest } from './cardRequest'
import { type EdgeState, readEdgeState } from './edge'
import { isOverdue } from './fillCache'
import { assessFreshness } from './freshness'
import { runMissedRefresh } from './missedRefresh'
import { readLive } from './readLive'
import type { Services } from './services'
import { oncePerIsolate } from './singleFlight'

/** How long a visit waits for the cache before it asks the database. */
const CACHE_LIMIT_MS = 2_000
/** How often a visit asks a database that fails; what it does there is idempotent. */
const LIVE_ATTEMPTS = 3
const LIVE_RETRY_PAUSE_MS = 60

/** Two readings of the cache, one after the other. */
const CACHED_LIMIT_MS = 2 * CACHE_LIMIT_MS

/**
 * Answers a visit: from the isolate's micro-cache; from the edge cache, stale while it revalidates; or, on a miss,
 * from the database, computing what is missing. Visits at the same time share one answer (single flight).
 */
export async function readCard(services: Services, request: CardRequest): Promise<CardOutcome> {
  const recent = recallCard(services, request)
  if (recent) return recent
  const { edge, cached } = await lookUp(services, request)
  if (cached?.source === 'cache') return cached

  const { defer } = services
  const live = computeOrJoin(services, edge, request)
  defer(
    live
      .catch(() => undefined)
      .then(() => (isOverdue(services, edge) ? runMissedRefresh(services) : undefined)),
  )
  if (cached) return cached
  try {
    return await live
  } catch (error) {
    logEvent('card.unavailable', { error: errorText(error) })
    const reason = error instanceof TimeLimitError ? 'timeout' : 'failed'
    return { status: 'unavailable', reason, error: errorText(error) }
  }
}

/**
 * The answer from the database, one for all who ask for the same at a time. Who has had his share of computations is told so
 * by himself alone: those who waited with him ask for themselves.
 */
async function computeOrJoin(
  services: Services,
  edge: EdgeState | undefined,
  request: CardRequest,
): Promise<CardOutcome> {
  let isOwn = false
  const outcome = await oncePerIsolate(
    services.defer,
    `live ${requestName(request)}`,
    services.answerLimitMs,
    () => {
      isOwn = true
      return retrying(LIVE_ATTEMPTS, LIVE_RETRY_PAUSE_MS, () => readLive(services, edge, request))
    },
  )
  return outcome.status === 'limited' && !isOwn ? computeOrJoin(services, edge, request) : outcome
}

/** The answer in the micro-cache, where there is one. */
export function recallCard(services: Services, request: CardRequest): ReadyCard | undefined {
  return services.recent.recall(requestName(request), services.now())
}

/** What the edge cache has. */
interface Look {
  edge: EdgeState | undefined
  cached: ReadyCard | undefined
}

/** Looks into the cache, once for all who look for the same since it was last written here. */
async function lookUp(services: Services, request: CardRequest): Promise<Look> {
  const { defer, recent, now } = services
  const generation = recent.generation()
  const name = requestName(request)
  try {
    return await oncePerIsolate(defer, `cached ${generation} ${name}`, CACHED_LIMIT_MS, async () => {
      const edge = await tryCache(readEdgeState(services.cache))
      const cached = edge && (await tryCache(readCached(services, edge, request)))
      if (cached?.source === 'cache') recent.keep(name, cached, now(), generation)
      return { edge, cached }
    })
  } catch (error) {
    logEvent('cache.unreadable', { error: errorText(error) })
    return { edge: undefined, cached: undefined }
  }
}

/** What the cache answers within its limit; a cache that fails is a miss. */
async function tryCache<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await withinLimit(reading, CACHE_LIMIT_MS)
  } catch (error) {
    logEvent('cache.unreadable', { error: errorText(error) })
    return undefined
  }
}

/** The answer from the cache alone; undefined where it has none that may be shown. Touches no database. */
async function readCached(
  services: Services,
  edge: EdgeState,
  request: CardRequest,
): Promise<ReadyCard | undefined> {
  const resolved = resolveRequest(edge.directory, request)
  if (resolved.status !== 'resolved') return undefined
  const cached = resolved.cards.filter(({ closed }) => !closed)
  const values = await services.cache.get(cached.map(({ key }) => key))
  const found = resolved.cards.flatMap(({ key, dataVersion, closed }) => {
    const card = closed
      ? absentCard(closed, resolved.businessDate, edge.heartbeat.checkedAt)
      : parseCard(values.get(key))
    return card ? [{ card, dataVersion }] : []
  })
  if (found.length < resolved.cards.length) return undefined
  const freshness = assessFreshness(found, edge, services.now(), services.config)
  if (freshness.status === 'expired') return undefined
  const card = found.map((entry) => entry.card).reduce(mergeCards)
  const { checkedAt } = freshness
  const ready = { status: 'ready', card, checkedAt, directory: resolved.directory } as const
  if (freshness.status === 'fresh') return { ...ready, source: 'cache' }
  return { ...ready, source: 'stale', staleReason: freshness.reason }
}
