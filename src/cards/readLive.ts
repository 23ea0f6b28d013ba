import type { StoreScope } from '../access/scope'
import {
  type AskedStores,
  type CurrentCardRow,
  loadDirectoryWithCards,
  selectCardsOn,
} from '../data/cardRows'
import { type Database, runStatements } from '../data/database'
import { isAnyFilling } from '../data/databaseSizes'
import type { StoreRecord } from '../data/directory'
import { giveLeaseBack, holds, type Lease, takeLease } from '../data/leases'
import { settleStores } from '../data/storeVersions'
import {
  extentFor,
  loadWindows,
  readWindows,
  selectWindows,
  toWindows,
  WINDOWS_PER_BATCH,
  type WindowOutcome,
  withTopNames,
} from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { TimeLimitError } from '../timeLimit'
import { CARDS_VERSION } from './card'
import type { CardOutcome } from './cardOutcome'
import { type CardRequest, resolveRequest } from './cardRequest'
import {
  type ComputedCards,
  cardsOf,
  combineCards,
  findCards,
  loadStoredCards,
  type StoreCard,
  saveCards,
  type WantedCard,
} from './computeCards'
import { type Heartbeat, newestKnown, noteStored } from './edge'
import { entriesOf, fillCache } from './fillCache'
import type { Services } from './services'

/** Stores of which the directory did not know what their own rows say. */
class UnsettledError extends Error {
  readonly stores: readonly StoreRecord[]

  constructor(stores: readonly StoreRecord[]) {
    super('orders were just being changed')
    this.name = 'UnsettledError'
    this.stores = stores
  }
}

/** Each finds the versions of the one before settled; an import that changes a store part by part may come between. */
const ATTEMPTS = 4

/**
 * The answer from the database: stored cards of the current data, and the missing ones computed. One trip where all are stored;
 * two for one or two stores that are not, four for up to sixty.
 * @param shown values of the cache when the visit looked
 */
export async function readLive(
  services: Services,
  request: CardRequest,
  shown: ReadonlyMap<string, string>,
): Promise<CardOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryReadLive(services, request, shown)
    } catch (error) {
      if (!(error instanceof UnsettledError) || attempt === ATTEMPTS) throw error
      await settleStores(services.openDatabase(), error.stores)
    }
  }
}

async function tryReadLive(
  services: Services,
  request: CardRequest,
  shown: ReadonlyMap<string, string>,
): Promise<CardOutcome> {
  const db = services.openDatabase()
  const { heartbeat } = services.edge
  const known = newestKnown(services.edge)
  const asked = askedStores(request)
  // What comes while the answer is under way, it may not know.
  const now = services.now().toISOString()
  const { directory, rows, trouble } = await retrying(() =>
    loadDirectoryWithCards(db, CARDS_VERSION, asked, request.date, known),
  )
  noteVersion(services, heartbeat, directory.version)
  noteStored(services.edge, known, directory)
  const resolved = resolveRequest(directory, request)
  if (resolved.status !== 'resolved') return resolved

  const { stores, businessDate, whole } = resolved
  const kept = await foundCards(db, rows, request, stores, businessDate, now)
  const computesOtherDay = kept.missing.length > 0 && request.date !== null
  if (computesOtherDay && request.mayCompute && !(await request.mayCompute())) return { status: 'limited' }
  const computed = await computeMissing(services, db, kept.missing, businessDate, now)
  const cards = [...kept.cards, ...computed.cards]
  if (cards.length === 0) throw new Error(`no card of ${stores.length} stores could be computed`)

  const merged = combineCards(cards, computed.failed, businessDate, now)
  const card = whole ? { ...merged, dataVersion: whole.dataVersion } : merged
  const entries = whole ? [{ key: whole.key, card }] : entriesOf(cards)
  if (computed.failed.length === 0) services.defer(fillCache(services, entries, shown))
  return {
    status: 'ready',
    card,
    source: kept.missing.length === 0 ? 'cache' : 'live',
    checkedAt: now,
    directory: resolved.directory,
    ...(trouble === null ? {} : { trouble }),
    ...(isAnyFilling(db) || heartbeat?.isFilling ? { isFilling: true } : {}),
  }
}

/**
 * The database is the truth: what the cache says of newer data is not believed, as after a restored backup.
 * @param before what was believed when the database was asked: it may have newer data since
 */
function noteVersion({ edge }: Services, before: Heartbeat | undefined, version: number): void {
  if (before && before === edge.heartbeat && before.version > version) edge.heartbeat = undefined
}

/** The stores of a request as the database is asked for them, in the very trip that tells which there are. */
function askedStores({ stores, scope }: { stores: readonly string[]; scope: StoreScope }): AskedStores {
  if (stores.length > 0) return { kind: 'names', names: stores }
  return scope.kind === 'all' ? { kind: 'all' } : { kind: 'ids', ids: scope.storeIds }
}

/** The stored cards that came with the directory; of stores that are spelt otherwise there they are read now. */
async function foundCards(
  db: Database,
  rows: readonly CurrentCardRow[],
  request: CardRequest,
  stores: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
) {
  const asked = new Set(request.stores)
  const isSpeltSo = asked.size === 0 || stores.every(({ name }) => asked.has(name))
  return isSpeltSo ? findCards(rows, stores, date, now) : loadStoredCards(db, stores, date, now)
}

/** A computation takes less; a dead owner's lease ends before those who wait for it lose patience. */
const LEASE_TTL_MS = 8_000
const FIRST_POLL_MS = 20
const LONGEST_POLL_MS = 200

/** What became of the cards that were missing. */
interface Computed {
  cards: StoreCard[]
  failed: string[]
}

/** Stores of which windows are read before anybody knows whether the lease will be had: a trip less for each day of several stores. */
const MAX_EARLY = 60
/** Stores whose windows are in memory at once, beyond those. */
const STORES_AT_ONCE = 30

/**
 * Computes cards that are missing, one for all isolates: who has the lease computes, the others wait until the cards are stored. The trip
 * that takes the lease looks for the cards once more, and reads the windows.
 */
async function computeMissing(
  services: Services,
  db: Database,
  missing: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
): Promise<Computed> {
  if (missing.length === 0) return { cards: [], failed: [] }
  const ids = missing.map(({ id }) => id)
  const lease: Lease = {
    name: `card/${CARDS_VERSION}/${date}/${ids.join(',')}`,
    // The same for each attempt: one whose answer was lost takes up what it had.
    owner: crypto.randomUUID(),
    ttlMs: LEASE_TTL_MS,
  }
  // Those of the main database first: the lease is taken in the very trip that reads their windows.
  const isMain = ({ database }: StoreRecord) => database === db.name
  const inMain = missing.filter(isMain)
  const wanted = [...inMain, ...missing.filter((store) => !isMain(store))].map((store) => ({ store, date }))
  const first = wanted.slice(0, Math.min(inMain.length, WINDOWS_PER_BATCH))
  const extent = extentFor(wanted.length)
  for (let pollMs = FIRST_POLL_MS, waitedMs = 0; ; pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS)) {
    const [[taken, rows, ...windowRows], others] = await Promise.all([
      retrying(() =>
        db.batch([
          takeLease(db, lease),
          selectCardsOn(db, CARDS_VERSION, ids, date),
          // Nothing of these is read without the lease.
          ...selectWindows(db, first, extent, holds(lease)),
        ]),
      ),
      // Who has waited for somebody else reads nothing in vain a second time.
      waitedMs === 0 ? readWindows(db, wanted.slice(first.length, MAX_EARLY), extent) : undefined,
    ])
    const found = findCards(rows, missing, date, now)
    if (found.missing.length === 0) {
      if (taken.length > 0) services.defer(giveBack(db, lease))
      return { cards: found.cards, failed: [] }
    }
    if (taken.length > 0) {
      const early = [...(await toWindows(db, first, extent, windowRows)), ...(others ?? [])]
      return computeUnder(services, db, lease, wanted, early, now)
    }
    if (waitedMs > LEASE_TTL_MS) throw new TimeLimitError(LEASE_TTL_MS)
    const pauseMs = pollMs + Math.random() * pollMs
    waitedMs += pauseMs
    await scheduler.wait(pauseMs)
  }
}

/**
 * Computes cards, and stores them behind the answer, together with the end of the lease.
 * @param early windows of the first of those that are wanted, without names
 */
async function computeUnder(
  services: Services,
  db: Database,
  lease: Lease,
  wanted: readonly WantedCard[],
  early: readonly WindowOutcome[],
  now: string,
): Promise<Computed> {
  const computed: Computed = { cards: [], failed: [] }
  const unsaved: Pick<ComputedCards, 'rows' | 'openings'> = { rows: [], openings: [] }
  const compute = async (some: readonly WantedCard[], windows: readonly WindowOutcome[]) => {
    const made = await cardsOf(db, some, windows, now)
    computed.cards.push(...made.cards)
    computed.failed.push(...made.failures.map(({ store }) => store))
    unsaved.rows.push(...made.rows)
    unsaved.openings.push(...made.openings)
    if (made.unsettled.length > 0) throw new UnsettledError(made.unsettled)
    for (const { error } of made.failures) logEvent('store.failed', { error })
  }
  try {
    await compute(wanted.slice(0, early.length), await withTopNames(db, early))
    for (let at = early.length; at < wanted.length; at += STORES_AT_ONCE) {
      const some = wanted.slice(at, at + STORES_AT_ONCE)
      await compute(some, await loadWindows(db, some, extentFor(some.length)))
    }
  } catch (error) {
    services.defer(giveBack(db, lease))
    throw error
  }
  services.defer(save(db, lease, unsaved))
  return computed
}

async function save(
  db: Database,
  lease: Lease,
  unsaved: Pick<ComputedCards, 'rows' | 'openings'>,
): Promise<void> {
  try {
    await retrying(() => saveCards(db, unsaved, [giveLeaseBack(db, lease)]))
  } catch (error) {
    logEvent('card.unsaved', { error: errorText(error) })
    await giveBack(db, lease)
  }
}

/** A lease that is not given back ends by itself. */
async function giveBack(db: Database, lease: Lease): Promise<void> {
  await runStatements(db, [giveLeaseBack(db, lease)]).catch(() => undefined)
}
