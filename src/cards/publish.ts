import { cardKey } from '../cache/keys'
import type { Database } from '../data/database'
import { isAnyNotedFilling } from '../data/databaseSizes'
import { type Directory, loadClock } from '../data/directory'
import { type Lease, releaseLease } from '../data/leases'
import { takePublishing } from '../data/publishing'
import type { StoreFailure } from '../data/runFailure'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import {
  CARDS_VERSION,
  type Card,
  cardText,
  emptyCard,
  isOfCurrentRollups,
  mergeCards,
  parseCard,
} from './card'
import { defaultDateOf } from './cardRequest'
import { combineCards, loadStoredCards, type StoreCard } from './computeCards'
import {
  type DirectoryStanding,
  directoryStanding,
  type Heartbeat,
  writeDirectory,
  writeHeartbeat,
} from './edge'
import { type CardEntry, writeCard } from './fillCache'
import { otherFailures } from './otherFailures'
import type { Services } from './services'

/**
 * What readers believe of the edge is the newest heartbeat alone. So runs write it one after the other, each under a lease that it gets only
 * while the data is still that which it has seen: an older directory never comes after a newer one, and a heartbeat never
 * vouches for data that nobody looked at.
 */

/** A dead run's lease ends by itself. Cards may take longer to write: then it is taken again before the heartbeat. */
const PUBLISH_TTL_MS = 8_000
const LATE_MS = 3_000
/** Together with the time before it less than the lease lasts. */
const HEARTBEAT_LIMIT_MS = 4_000
const FIRST_POLL_MS = 40
const LONGEST_POLL_MS = 400

export function publishLease(): Lease {
  return { name: 'publish', owner: crypto.randomUUID(), ttlMs: PUBLISH_TTL_MS }
}

/**
 * Waits for the turn to publish.
 * @returns `overtaken` where the data is newer than the directory: publishing is left to the refresh of that data
 */
export async function takeTurn(db: Database, lease: Lease, version: number): Promise<'taken' | 'overtaken'> {
  for (let pollMs = FIRST_POLL_MS, waitedMs = 0; ; pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS)) {
    const answer = await retrying(() => takePublishing(db, lease, version))
    if (answer !== 'held') return answer
    if (waitedMs > PUBLISH_TTL_MS) throw new TimeLimitError(PUBLISH_TTL_MS)
    const pauseMs = pollMs + Math.random() * pollMs
    waitedMs += pauseMs
    await scheduler.wait(pauseMs)
  }
}

/** Cards held in memory at once while all are merged: some 10 KB each. */
const STORES_PER_MERGE = 500

/** Writes cards to the cache, all at once: the platform lets as many through as it likes. */
export async function writeCards(services: Services, entries: readonly CardEntry[]): Promise<void> {
  await Promise.all(entries.map((entry) => writeCard(services, entry)))
}

/**
 * Writes cards, then what names them: the directory of their version, and last the heartbeat. Until that is there, readers find
 * the cards that the old one names.
 * @param lease that was taken just before
 * @param checkedAt when the directory was read: that is when the data was checked
 * @param isNew whether the directory cannot be there yet
 * @returns how many of the cards are read back; `overtaken`: writing took so long that others may have published meanwhile, and newer
 * data has come
 */
export async function publish(
  services: Services,
  db: Database,
  lease: Lease,
  directory: Directory,
  entries: readonly CardEntry[],
  checkedAt: Date,
  isNew: boolean,
): Promise<number | 'overtaken'> {
  const { cache, edge, config } = services
  const takenMs = performance.now()
  const isThere = !isNew && (await standingOf(services, directory.version)) === 'there'
  await Promise.all([
    writeCards(services, entries),
    isThere ? undefined : writeDirectory(cache, edge, directory, services.now(), config.maxStaleSeconds),
  ])
  const { version } = directory
  const isLate = performance.now() - takenMs > LATE_MS
  if (isLate && (await takeTurn(db, lease, version)) === 'overtaken') return 'overtaken'
  const heartbeat = recordHeartbeat(services, db, { checkedAt: checkedAt.toISOString(), version })
  const [readable] = await Promise.all([
    countReadable(services, entries),
    withinLimit(heartbeat, HEARTBEAT_LIMIT_MS),
  ])
  return readable
}

/** Notes when the data was checked, and its version then; and whether the database fills up, so that no page asks it. */
export async function recordHeartbeat(
  { cache, edge, config }: Services,
  db: Database,
  checked: Pick<Heartbeat, 'checkedAt' | 'version'>,
): Promise<void> {
  const heartbeat = (await isAnyNotedFilling(db)) ? ({ ...checked, isFilling: true } as const) : checked
  await writeHeartbeat(cache, edge, heartbeat, config.maxStaleSeconds)
}

/** How the directory of a version stands at the edge: what is there ends after a time, also where nothing new comes. */
export function standingOf(
  { cache, edge, config, now }: Services,
  version: number,
): Promise<DirectoryStanding> {
  return directoryStanding(cache, edge, version, now(), config.maxStaleSeconds)
}

/**
 * New data came while a run without anything to do wrote its heartbeat, which may have followed the one of that data. In turn with who
 * publishes, the heartbeat of what is published is written again.
 */
export async function correctHeartbeat(services: Services, db: Database): Promise<void> {
  const lease = publishLease()
  try {
    const before = await loadClock(db, CARDS_VERSION)
    if ((await takeTurn(db, lease, before.version)) === 'overtaken') return
    const checkedAt = services.now().toISOString()
    // Whoever had the turn before may have published since.
    const { version, refreshedVersion } = await loadClock(db, CARDS_VERSION)
    if (refreshedVersion === version) await recordHeartbeat(services, db, { checkedAt, version })
  } catch (error) {
    logEvent('heartbeat.uncorrected', { error: errorText(error) })
  } finally {
    await releaseLease(db, lease).catch(() => undefined)
  }
}

/** The card of all stores together, where there are several; stores without a card of their current data are named on it. */
interface AllStores {
  entries: CardEntry[]
  missing: string[]
}

/** @param cards of all days; the later one counts */
export function allStoresCard(
  directory: Directory,
  cards: readonly StoreCard[],
  date: BusinessDate,
  now: string,
): AllStores {
  const cardOf = new Map(
    cards.filter(({ card }) => card.businessDate === date).map((found) => [found.store.id, found]),
  )
  const missing = directory.stores.filter(({ id }) => !cardOf.has(id)).map(({ name }) => name)
  const merged = combineCards([...cardOf.values()], missing, date, now)
  return { entries: directory.count > 1 ? [entryOfAll(directory, merged)] : [], missing }
}

/** As {@link allStoresCard}, of the cards that are stored: those of a large chain are read some at a time. */
export async function storedAllStoresCard(
  db: Database,
  directory: Directory,
  now: string,
): Promise<AllStores> {
  const date = defaultDateOf(directory.parts.map(({ days }) => days))
  let merged = emptyCard(date, now)
  for (let at = 0; at < directory.stores.length; at += STORES_PER_MERGE) {
    const stores = directory.stores.slice(at, at + STORES_PER_MERGE)
    const { cards, missing } = await loadStoredCards(db, stores, date, now)
    const failed = missing.map(({ name }) => name)
    merged = mergeCards(merged, combineCards(cards, failed, date, now))
  }
  const entries = directory.count > 1 ? [entryOfAll(directory, merged)] : []
  return { entries, missing: merged.failed }
}

function entryOfAll(directory: Directory, card: Card): CardEntry {
  return {
    key: cardKey({ kind: 'all' }, card.businessDate),
    card: { ...card, dataVersion: directory.version },
  }
}

/** Entries that the cache does not show as they are: what it has is not written again. */
export async function notCached({ cache }: Services, entries: readonly CardEntry[]): Promise<CardEntry[]> {
  if (entries.length === 0) return []
  const values = await cache.get(entries.map(({ key }) => key))
  return entries.filter(({ key, card }) => !isShown(card, values.get(key)))
}

/** Reads cards back through the cache, as a visit does, and counts those that are there. */
export async function countReadable({ cache }: Services, entries: readonly CardEntry[]): Promise<number> {
  const values = await cache.get(entries.map(({ key }) => key))
  return entries.filter(({ key, card }) => isShown(card, values.get(key))).length
}

function isShown(card: Card, text: string | undefined): boolean {
  if (text === cardText(card)) return true
  const shown = parseCard(text)
  return shown?.dataVersion === card.dataVersion && isOfCurrentRollups(shown) === isOfCurrentRollups(card)
}

/** Stores that the card of all stores had to leave out, beside those whose failure is known. */
export function missingFailures(missing: readonly string[], known: readonly StoreFailure[]): StoreFailure[] {
  const failures = missing.map((store) => ({ store, error: 'it has no card of its current data' }))
  return otherFailures(failures, known)
}
