import { cardKey } from '../cache/keys'
import type { Database } from '../data/database'
import { type Directory, loadDirectory } from '../data/directory'
import { acquireLease } from '../data/leases'
import type { StoreRecord } from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Source, StaleReason } from '../diagnosis/diagnosis'
import { errorText, logEvent } from '../log'
import { type Card, mergeCards, parseCard } from './card'
import { combineCards, computeCards, keptCards, type StoreCard } from './computeCards'
import { readEdgeState } from './edge'
import { judge } from './freshness'
import { refresh } from './refresh'
import { type CardRequest, resolveScope } from './scope'
import type { Services } from './services'
import { oncePerIsolate, oncePerLease } from './singleFlight'
import { TimeLimitError, withinLimit } from './timeLimit'

/** The answer to a visit. It never rejects: what goes wrong is an answer too. */
export type CardOutcome =
  | {
      status: 'ready'
      card: Card
      source: Source
      staleReason?: StaleReason
      /** When it was last known that the card is of the current data. */
      checkedAt: string
      directory: Directory
    }
  | { status: 'noData' }
  | { status: 'unknownStore'; stores: string[]; directory: Directory }
  | { status: 'unavailable'; reason: 'timeout' | 'failed'; error: string }

/** How long a visit waits for the cache before it asks the database. */
const CACHE_LIMIT_MS = 2_000
/** How long a visit waits for a computation: long enough for a large chain, shorter than patience. */
const ANSWER_LIMIT_MS = 10_000
/** At most one refresh in this time is started by visits, however many find stale cards. */
const VISIT_REFRESH_EVERY_MS = 60_000

/**
 * Answers a visit: from the cache; from the last good card while a refresh runs behind it; or, where
 * neither is there, from the database, computing what is missing.
 */
export async function readCard(services: Services, request: CardRequest): Promise<CardOutcome> {
  const cached = await readCached(services, request)
  if (cached?.status === 'ready' && cached.source === 'cache') return cached
  refreshBehind(services)
  const live = oncePerIsolate(services, flightName(request), () => readLive(services, request))
  if (cached) {
    live.catch((error: unknown) => logEvent('refresh.failed', { error: errorText(error) }))
    return cached
  }
  try {
    return await withinLimit(live, ANSWER_LIMIT_MS)
  } catch (error) {
    logEvent('card.unavailable', { error: errorText(error) })
    const reason = error instanceof TimeLimitError ? 'timeout' : 'failed'
    return { status: 'unavailable', reason, error: errorText(error) }
  }
}

function flightName(request: CardRequest): string {
  return JSON.stringify([request.date, ...request.stores.toSorted()])
}

/** The answer from the cache alone; undefined where it has none that may be shown. Touches no database. */
async function readCached(services: Services, request: CardRequest): Promise<CardOutcome | undefined> {
  const { cache, config } = services
  try {
    const edge = await withinLimit(readEdgeState(cache), CACHE_LIMIT_MS)
    if (!edge) return undefined
    const scope = resolveScope(edge.directory, request)
    if (scope.status !== 'resolved') return undefined
    const values = await withinLimit(cache.get(scope.cards.map(({ key }) => key)), CACHE_LIMIT_MS)
    const found = scope.cards.flatMap(({ key, dataVersion }) => {
      const card = parseCard(values.get(key))
      return card ? [{ card, dataVersion }] : []
    })
    if (found.length < scope.cards.length) return undefined
    const freshness = judge(found, edge, services.now(), config)
    if (freshness.status === 'expired') return undefined
    const card = found.map((entry) => entry.card).reduce(mergeCards)
    const ready = { status: 'ready', card, checkedAt: freshness.checkedAt, directory: edge.directory } as const
    if (freshness.status === 'fresh') return { ...ready, source: 'cache' }
    return { ...ready, source: 'stale', staleReason: freshness.reason }
  } catch (error) {
    logEvent('cache.unreadable', { error: errorText(error) })
    return undefined
  }
}

/** The answer from the database: kept cards of the current data, and the missing ones computed. */
async function readLive(services: Services, request: CardRequest): Promise<CardOutcome> {
  const db = services.openDatabase()
  const directory = await loadDirectory(db)
  const scope = resolveScope(directory, request)
  if (scope.status === 'noData') return scope
  if (scope.status === 'unknownStore') return { ...scope, directory }

  const { stores, businessDate } = scope
  const now = services.now().toISOString()
  const kept = await keptCards(db, stores, businessDate, now)
  const { cards, failed } =
    kept.missing.length === 0
      ? { cards: kept.cards, failed: [] }
      : await computeMissing(services, db, stores, businessDate)
  if (cards.length === 0) throw new Error(`no card could be computed for ${failed.join(', ')}`)

  const whole = scope.cards.length === 1 && stores.length > 1
  const merged = combineCards(cards, failed, businessDate, now)
  const card = whole ? { ...merged, dataVersion: directory.version } : merged
  if (failed.length === 0) services.defer(keepAtEdge(services, cards, whole ? card : undefined))
  return {
    status: 'ready',
    card,
    source: kept.missing.length === 0 ? 'cache' : 'live',
    checkedAt: now,
    directory,
  }
}

async function computeMissing(
  services: Services,
  db: Database,
  stores: readonly StoreRecord[],
  date: BusinessDate,
): Promise<{ cards: StoreCard[]; failed: string[] }> {
  const now = services.now().toISOString()
  const find = async () => {
    const { cards, missing } = await keptCards(db, stores, date, now)
    return missing.length === 0 ? { cards, failed: [] } : undefined
  }
  const compute = async () => {
    const { cards: kept, missing } = await keptCards(db, stores, date, now)
    const computed = await computeCards(
      db,
      missing.map((store) => ({ store, date })),
      now,
    )
    for (const failure of computed.failures) logEvent('store.failed', { ...failure, date })
    return { cards: [...kept, ...computed.cards], failed: computed.failures.map(({ store }) => store) }
  }
  const name = `card/${date}/${stores.length > 1 ? `${stores.length} stores from ` : ''}${stores[0]?.id}`
  return oncePerLease(db, name, find, compute)
}

/** Puts the cards of an answer where the next visit looks for them. */
async function keepAtEdge(services: Services, cards: readonly StoreCard[], whole: Card | undefined): Promise<void> {
  const { cache, config } = services
  const entries = whole
    ? [{ key: cardKey({ kind: 'all' }, whole.businessDate), card: whole }]
    : cards.map(({ store, card }) => ({
        key: cardKey({ kind: 'store', store: store.name }, card.businessDate),
        card,
      }))
  try {
    for (const { key, card } of entries) await cache.set(key, JSON.stringify(card), config.maxStaleSeconds)
  } catch (error) {
    logEvent('cache.unwritable', { error: errorText(error) })
  }
}

/** Makes up for a schedule that has not run: one refresh behind the answers, whoever asks. */
function refreshBehind(services: Services): void {
  const work = async () => {
    const due = await acquireLease(
      services.openDatabase(),
      'refresh/visit',
      crypto.randomUUID(),
      VISIT_REFRESH_EVERY_MS,
    )
    if (due) await refresh(services, 'visit', services.now())
  }
  oncePerIsolate(services, 'refresh/visit', work).catch((error: unknown) =>
    logEvent('refresh.failed', { error: errorText(error) }),
  )
}
