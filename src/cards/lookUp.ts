import { HEARTBEAT_KEY } from '../cache/keys'
import { absentCard, type Card, mergeAll, parseCard } from './card'
import type { ReadyCard } from './cardOutcome'
import {
  type CardRequest,
  keysOf,
  type RequestedCard,
  type ResolvedRequest,
  resolveRequest,
} from './cardRequest'
import { type EdgeState, edgeState } from './edge'
import { assessFreshness } from './freshness'
import type { Services } from './services'

/** What the edge cache has for a visit. */
export interface Look {
  edge: EdgeState | undefined
  cached: ReadyCard | undefined
  /** The values that it has, by their keys. */
  values: ReadonlyMap<string, string>
}

export const NOTHING_CACHED: Look = { edge: undefined, cached: undefined, values: new Map() }

/**
 * Looks for the answer in the cache alone: one trip where this isolate knows the directory of the newest data; else what it lacks takes others.
 * @throws what the cache throws
 */
export async function lookUp(services: Services, request: CardRequest): Promise<Look> {
  const { cache, edge: memory } = services
  const before = memory.directory
  const guess = before && resolveRequest(before, request)
  const guessed = guess ? keysOf(guess) : []
  const values = new Map(await cache.get([HEARTBEAT_KEY, ...guessed]))
  const edge = await edgeState(cache, memory, values.get(HEARTBEAT_KEY))
  if (!edge) return NOTHING_CACHED
  const resolved = guess && edge.directory === before ? guess : resolveRequest(edge.directory, request)
  const further = keysOf(resolved).filter((key) => !guessed.includes(key))
  if (further.length > 0) for (const [key, value] of await cache.get(further)) values.set(key, value)
  return { edge, cached: cachedAnswer(services, edge, resolved, values), values }
}

/** The answer of the values that the cache has; undefined where it has none that may be shown. */
function cachedAnswer(
  services: Services,
  edge: EdgeState,
  resolved: ResolvedRequest,
  values: ReadonlyMap<string, string>,
): ReadyCard | undefined {
  if (resolved.status !== 'resolved') return undefined
  const { businessDate, whole, parts, directory } = resolved
  const wholeCard = whole && cardUnder(services, values, whole.key)
  const asOne = wholeCard && [{ card: wholeCard, dataVersion: whole.dataVersion }]
  const answerOf = (found: (RequestedFound | undefined)[] | undefined) =>
    found && ready(services, edge, directory, found)
  const one = answerOf(asOne)
  if (one?.source === 'cache' || parts.length === 0) return one
  const ofParts = answerOf(
    parts.map(({ key, dataVersion, closed }) => {
      const card = closed
        ? absentCard(closed, businessDate, edge.checkedAt)
        : cardUnder(services, values, key)
      return card && { card, dataVersion }
    }),
  )
  return ofParts?.source === 'cache' ? ofParts : (one ?? ofParts)
}

type RequestedFound = Pick<RequestedCard, 'dataVersion'> & { card: Card }

/** The newer of what the cache shows, and what this isolate has written there within the last minute. */
function cardUnder(
  { edge, now }: Services,
  values: ReadonlyMap<string, string>,
  key: string,
): Card | undefined {
  const shown = parseCard(values.get(key))
  const written = edge.written.recall(key, now())
  return written?.card && (!shown || shown.dataVersion < written.dataVersion) ? written.card : shown
}

function ready(
  { now, config }: Services,
  edge: EdgeState,
  directory: ReadyCard['directory'],
  found: readonly (RequestedFound | undefined)[],
): ReadyCard | undefined {
  const all = found.filter((each) => each !== undefined)
  const card = mergeAll(all.map((each) => each.card))
  if (!card || all.length < found.length) return undefined
  const freshness = assessFreshness(all, edge, now(), config)
  if (freshness.status === 'expired') return undefined
  const { checkedAt } = freshness
  const filling = edge.isFilling ? ({ isFilling: true } as const) : {}
  const answer = { status: 'ready', card, checkedAt, directory, ...filling } as const
  if (freshness.status === 'fresh') return { ...answer, source: 'cache' }
  return { ...answer, source: 'stale', staleReason: freshness.reason }
}
