import { errorText, logEvent } from '../log'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { CardOutcome, ReadyCard } from './cardOutcome'
import { type CardRequest, requestName } from './cardRequest'
import { isOverdue } from './fillCache'
import { type Look, lookUp, NOTHING_CACHED } from './lookUp'
import { runMissedRefresh } from './missedRefresh'
import { readLive } from './readLive'
import type { Services } from './services'
import { oncePerIsolate } from './singleFlight'

/** How long a visit waits for the cache before it asks the database. */
const CACHE_LIMIT_MS = 2_000

/**
 * How long a visit that has an old answer at hand waits for a current one. The database has it in one trip, where the schedule
 * works and the cache does not take what it writes.
 */
const STALE_WAIT_MS = 1_000

/**
 * Answers a visit: from the isolate's micro-cache; from the edge cache, stale where the database has nothing newer at once; or,
 * on a miss, from the database, computing what is missing. Visits at the same time share one answer (single flight).
 */
export async function readCard(services: Services, request: CardRequest): Promise<CardOutcome> {
  const recent = recallCard(services, request)
  if (recent) return recent
  const { edge, cached, values } = await lookUpOnce(services, request)
  if (cached?.source === 'cache') return cached

  const { defer } = services
  const live = computeOrJoin(services, request, values)
  defer(
    live
      .catch(() => undefined)
      .then(() => (isOverdue(services, edge) ? runMissedRefresh(services) : undefined)),
  )
  return cached ? newestOf(cached, live) : finalOf(live)
}

/** The live answer where it comes soon enough, else the cached one, which says that it is old. */
async function newestOf(cached: ReadyCard, live: Promise<CardOutcome>): Promise<CardOutcome> {
  // Days are being rolled up anew: the cached figures are those of the same orders, and others take long.
  if (cached.staleReason === 'rebuilding') return cached
  try {
    const outcome = await withinLimit(live, STALE_WAIT_MS)
    return outcome.status === 'ready' ? outcome : cached
  } catch {
    return cached
  }
}

async function finalOf(live: Promise<CardOutcome>): Promise<CardOutcome> {
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
  request: CardRequest,
  shown: ReadonlyMap<string, string>,
): Promise<CardOutcome> {
  let isOwn = false
  const outcome = await oncePerIsolate(
    services,
    `live ${requestName(request)}`,
    services.answerLimitMs,
    () => {
      isOwn = true
      return readLive(services, request, shown)
    },
  )
  return outcome.status === 'limited' && !isOwn ? computeOrJoin(services, request, shown) : outcome
}

/** The answer in the micro-cache, where there is one. */
export function recallCard(services: Services, request: CardRequest): ReadyCard | undefined {
  return services.recent.recall(requestName(request), services.now())
}

/** Looks into the cache, once for all who look for the same since it was last written here; one that fails or hangs has nothing. */
async function lookUpOnce(services: Services, request: CardRequest): Promise<Look> {
  const { recent, now } = services
  const generation = recent.generation()
  const name = requestName(request)
  try {
    return await oncePerIsolate(services, `cached ${generation} ${name}`, CACHE_LIMIT_MS, async () => {
      const look = await lookUp(services, request)
      if (look.cached?.source === 'cache') recent.keep(name, look.cached, now(), generation)
      return look
    })
  } catch (error) {
    logEvent('cache.unreadable', { error: errorText(error) })
    return NOTHING_CACHED
  }
}
