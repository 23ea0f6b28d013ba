import { loadCardsOn, loadDirectoryWithPreparedCards } from '../data/cardRows'
import type { Database } from '../data/database'
import type { DataClock, Directory, StoreRecord } from '../data/directory'
import type { Lease } from '../data/leases'
import { ROLLUP_VERSION } from '../data/rollupRecord'
import { type StoreFailure, WHOLE_RUN } from '../data/runFailure'
import { finishRun, type RunEnd, type RunResult, type RunStart, startRun, type Trigger } from '../data/runs'
import { settleAllStores, settleStores } from '../data/storeVersions'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { CARDS_VERSION } from './card'
import { defaultDateOf, preparedDatesOf } from './cardRequest'
import { computeCards, findCards, findPreparedCards, type StoreCard, type WantedCard } from './computeCards'
import { currentDirectory, newestKnown, noteStored } from './edge'
import { type CardEntry, entriesOf } from './fillCache'
import { otherFailures } from './otherFailures'
import {
  allStoresCard,
  correctHeartbeat,
  countReadable,
  missingFailures,
  notCached,
  publish,
  publishLease,
  recordHeartbeat,
  standingOf,
  storedAllStoresCard,
  takeTurn,
  writeCards,
} from './publish'
import { type RebuildResult, rebuildOutdatedDays } from './rebuildDays'
import type { Services } from './services'
import { sendShards } from './shards'

/** How a refresh ended, or that it goes on in shards. */
type RefreshResult = RunResult | (Omit<RunResult, 'outcome'> & { outcome: 'sharded' })

/** What a run does, and what is written with the record of its end. */
interface Attempt {
  result: RefreshResult
  end: Pick<RunEnd, 'refreshed'>
}

/**
 * Brings every card of the day that a store is shown on at first, and that of all stores together, up to the current data: into
 * the database, then into the cache, then reads them back as a visitor would. Stored days of another version are
 * rolled up anew before. Without new data it reads a few rows and writes one key, the heartbeat. More stores than one
 * invocation can carry go on in shards. It is idempotent: running it twice, or two at once, harms nothing.
 *
 * Each run is recorded in the database, and its start and end are logged.
 */
export async function refresh(
  services: Services,
  start: RunStart,
): Promise<RefreshResult & { runId: number; statements: number }> {
  const startedAt = services.now()
  const db = services.openDatabase()
  const lease = publishLease()
  // Who imports has told the directory himself.
  if (db.all.length > 1 && start.trigger !== 'import') await settleLost(services, db)
  logEvent('refresh.start', { trigger: start.trigger, scheduledAt: start.scheduledAt.toISOString() })
  const { runId, clock } = await startRun(db, start, startedAt, CARDS_VERSION)
  const { result, end } = await attempt(async () => {
    const rebuilt = clock.rollupVersion === ROLLUP_VERSION ? NOTHING_REBUILT : await rebuildOutdatedDays(db)
    const isNothingNew = rebuilt.days === 0 && clock.version === clock.refreshedVersion
    const since = rebuilt.days > 0 || isNothingNew ? undefined : clock.refreshedVersion
    // While days are left that cards need, the pages show the cards that there are, and say so.
    if (!rebuilt.isComplete) {
      const { result, end } = await stillRebuilding(services, db, lease, clock, startedAt)
      return { result: withFailures(result, rebuilt.failures), end }
    }
    const rested = isNothingNew ? await rest(services, db, lease, clock.version, startedAt) : undefined
    if (rested) return rested
    const work = { runId, lease, trigger: start.trigger, since, failures: rebuilt.failures }
    const { result, end } = await refreshSince(services, db, work)
    return { result: withFailures(result, rebuilt.failures), end }
  })
  const finishedAt = services.now()
  if (result.outcome !== 'sharded') {
    const { outcome } = result
    const finished = { ...result, outcome }
    // A run without anything to do took no turn.
    const ending = outcome === 'idle' ? end : { ...end, lease }
    const version = await retrying(() => finishRun(db, runId, startedAt, finishedAt, finished, ending))
    if (outcome === 'idle' && version !== clock.version) await correctHeartbeat(services, db)
  }
  const elapsedMs = finishedAt.getTime() - startedAt.getTime()
  const { failures, ...counts } = result
  // Without the stores' names, which belong to the people who may see them.
  const errors = failures.map(({ error }) => error)
  logEvent('refresh.end', { trigger: start.trigger, runId, ...counts, errors, elapsedMs, ...db.usage })
  return { ...result, runId, statements: db.usage.statements }
}

/** Settles what a change that has died, or a restored backup, has left: cards are made of it as of other news. */
async function settleLost({ edge }: Services, db: Database): Promise<void> {
  try {
    await settleAllStores(db, await currentDirectory(edge, db))
  } catch (error) {
    logEvent('stores.unsettled', { error: errorText(error) })
  }
}

function nothingDone<Outcome extends RefreshResult['outcome']>(outcome: Outcome) {
  return { outcome, stores: 0, failures: [], readable: 0 }
}

/** A run that breaks off has failed: it is recorded so, and lives on. */
async function attempt(work: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await work()
  } catch (error) {
    const failures = [{ store: WHOLE_RUN, error: errorText(error) }]
    return { result: { ...nothingDone('failed'), failures }, end: {} }
  }
}

const NOTHING_REBUILT: RebuildResult = { days: 0, isComplete: true, failures: [] }

/** What failed before the cards fails the run, but for stores that the cards name too. */
function withFailures(result: RefreshResult, failures: readonly StoreFailure[]): RefreshResult {
  const others = otherFailures(failures, result.failures)
  if (others.length === 0) return result
  return {
    ...result,
    outcome: result.outcome === 'sharded' ? 'sharded' : 'failed',
    failures: [...result.failures, ...others],
  }
}

/**
 * Nothing is new: the heartbeat says so, and parts of the directory that are gone or will be soon are written anew.
 * @returns undefined where the edge lacks the directory that the heartbeat would name: then cards may be gone too
 */
async function rest(
  services: Services,
  db: Database,
  lease: Lease,
  version: number,
  checkedAt: Date,
): Promise<Attempt | undefined> {
  switch (await standingOf(services, version)) {
    case 'gone':
      return undefined
    case 'there':
      await recordHeartbeat(services, db, { checkedAt: checkedAt.toISOString(), version })
      return { result: nothingDone('idle'), end: {} }
    case 'failing': {
      const directory = await retrying(() => currentDirectory(services.edge, db))
      if ((await takeTurn(db, lease, directory.version)) === 'taken' && directory.version === version) {
        await publish(services, db, lease, directory, [], checkedAt, false)
      }
      return { result: nothingDone('done'), end: {} }
    }
  }
}

async function stillRebuilding(
  services: Services,
  db: Database,
  lease: Lease,
  { version }: DataClock,
  checkedAt: Date,
): Promise<Attempt> {
  if ((await takeTurn(db, lease, version)) === 'taken' && (await standingOf(services, version)) !== 'gone') {
    await recordHeartbeat(services, db, { checkedAt: checkedAt.toISOString(), version })
  }
  return { result: nothingDone('done'), end: {} }
}

/** A run that has something to do. */
interface Work {
  runId: number
  lease: Lease
  trigger: Trigger
  /** Version of the data that all cards are known to be of; undefined where all are to be looked at. */
  since: number | undefined
  /** Of the run so far. */
  failures: readonly StoreFailure[]
}

async function refreshSince(services: Services, db: Database, work: Work): Promise<Attempt> {
  const plan = await planOf(services, db, work.since ?? -1)
  const { directory, missing, readAt } = plan
  const isLarge = directory.count > services.config.shardAboveStores
  if (services.shardQueue && missing.length > services.config.shardAboveStores) {
    const stores = [...new Set(missing.map(({ store }) => store))]
    await sendShards(db, services.shardQueue, work.runId, stores, work.failures)
    return { result: nothingDone('sharded'), end: {} }
  }
  const forgotten = isLarge ? [] : notCached(services, entriesOf(plan.kept))
  const computed = await computeCards(db, missing, readAt.toISOString())
  // In a large chain each import would merge and write again what all stores share; the next run does it once.
  const isPublishedLater = isLarge && work.trigger === 'import'
  const [turn, entries] = await Promise.all([
    isPublishedLater ? ('later' as const) : takeTurn(db, work.lease, directory.version),
    forgotten,
    computed.saved,
  ])
  const shown = [...entriesOf(computed.cards), ...entries]
  switch (turn) {
    case 'overtaken':
      return ended(computed, 0)
    case 'later':
      await writeCards(services, shown)
      return ended(computed, await countReadable(services, shown))
    case 'taken':
      return publishAll(services, db, work.lease, plan, computed, shown)
  }
}

/** What is to be computed, and what there is already. */
interface Plan {
  directory: Directory
  readAt: Date
  sharedDate: BusinessDate
  missing: WantedCard[]
  /** Cards of the stores that may have changed. */
  kept: StoreCard[]
  /** The current cards of all stores on the day that they are shown on together; undefined where they are too many to hold. */
  sharedCards: StoreCard[] | undefined
}

async function planOf(services: Services, db: Database, since: number): Promise<Plan> {
  const readAt = services.now()
  const now = readAt.toISOString()
  const known = newestKnown(services.edge)
  const load = () => retrying(() => loadDirectoryWithPreparedCards(db, CARDS_VERSION, known))
  let { directory, rows } = await load()
  const isChanged = (store: StoreRecord) => store.dataVersion > since
  if (await settleStores(db, directory.stores.filter(isChanged))) ({ directory, rows } = await load())
  noteStored(services.edge, known, directory)
  const sharedDate = defaultDateOf(directory.parts.map(({ days }) => days))
  // One that did not change may have to be looked at on a day that another one has brought.
  const concerned = directory.stores.filter(
    (store) => isChanged(store) || preparedDatesOf(store, sharedDate).length > 1,
  )
  const rowsOn = async (stores: readonly StoreRecord[], date: BusinessDate) =>
    rows ??
    loadCardsOn(
      db,
      CARDS_VERSION,
      stores.map(({ id }) => id),
      date,
    )
  const { cards: kept, missing } = await findPreparedCards(rowsOn, concerned, sharedDate, now)
  const sharedCards = rows && findCards(rows, directory.stores, sharedDate, now).cards
  return { directory, readAt, sharedDate, missing, kept, sharedCards }
}

type Computed = Pick<Awaited<ReturnType<typeof computeCards>>, 'cards' | 'failures'>

/** @param others stores that the card of all stores had to leave out */
function ended({ cards, failures }: Computed, readable: number, others: readonly string[] = []): Attempt {
  const all = [...failures, ...missingFailures(others, failures)]
  const stores = new Set(cards.map(({ store }) => store.id)).size
  const outcome = all.length === 0 ? 'done' : 'failed'
  return { result: { outcome, stores, failures: all, readable }, end: {} }
}

async function publishAll(
  services: Services,
  db: Database,
  lease: Lease,
  { directory, readAt, sharedDate, sharedCards }: Plan,
  computed: Computed,
  shown: readonly CardEntry[],
): Promise<Attempt> {
  const now = readAt.toISOString()
  const { entries, missing } = sharedCards
    ? allStoresCard(directory, [...sharedCards, ...computed.cards], sharedDate, now)
    : await storedAllStoresCard(db, directory, now)
  const isNew = computed.cards.length > 0
  const written = [...shown, ...(isNew ? entries : await notCached(services, entries))]
  const readable = await publish(services, db, lease, directory, written, readAt, isNew)
  if (readable === 'overtaken') return ended(computed, 0)
  const attempt = ended(computed, readable, missing)
  const refreshed = { schema: CARDS_VERSION, version: directory.version }
  return missing.length === 0 ? { ...attempt, end: { refreshed } } : attempt
}
