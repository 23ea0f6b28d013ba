import { type StoreScope, type VisibleDirectory, visibleDirectory } from '../access/scope'
import { cardKey } from '../cache/keys'
import { CARDS_VERSION, parseCard } from '../cards/card'
import { currentDirectory, readEdgeState } from '../cards/edge'
import { assessFreshness } from '../cards/freshness'
import { runMissedRefresh } from '../cards/missedRefresh'
import type { Services } from '../cards/services'
import { type CardCounts, type CardState, loadCardStates } from '../data/cardStates'
import type { MainDatabase } from '../data/database'
import { askOthers, type DaySize, type Fullness, fullness, loadSizes } from '../data/databaseSizes'
import type { StoreFailure } from '../data/runFailure'
import { loadLastRun, loadRuns, loadShardFailures, type RunRecord } from '../data/runs'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { leastComplete } from '../history/coverage'
import { shopDate } from '../shop'
import { readFreshness, type StoreFreshness } from './freshness'
import { type Growth, growthOf, PACE_DAYS } from './growth'
import { type ScheduleState, scheduleState } from './schedule'

/** What a visit would get for a store's last day now. */
export type EdgeAnswer = 'cache' | 'stale' | 'miss' | 'unreadable'

/** A run as a reader sees it: its counts only who sees all stores, its failures of the own stores alone. */
export type ShownRun = Omit<RunRecord, RunCount> & Record<RunCount, number | null>

/** Also its number: gaps would tell how many imports there were between. */
type RunCount = 'id' | 'stores' | 'shards' | 'readable' | 'rowsRead' | 'rowsWritten'

/** How a store's card of its last day stands against its data, as far as it is the reader's. */
export type ShownStore = Omit<CardState, 'storeId' | 'dataVersion' | 'cardVersion'> & {
  standing: Standing
  /** null for who does not see all stores: the versions count everybody's imports. */
  dataVersion: number | null
  cardVersion: number | null
  edge?: EdgeAnswer
}

/** A card is of the current data, of earlier data, or is not there yet. */
export type Standing = 'current' | 'behind' | 'withoutCard'

/** How the system stands, as far as it is the reader's. */
export interface Status {
  checkedAt: string
  /** How many stores there are. */
  storeCount: number
  /** How far the orders of each store go; of many stores, of the first {@link STORES_LISTED}, whose orders end earliest. */
  orders: StoreFreshness[]
  /** Stores of which nobody knows how far their orders go: their database is not there. */
  storesOutOfReach: string[]
  schedule: ScheduleState
  runs: ShownRun[]
  /** How many stores have a card of their current data, one of earlier data, or none. */
  cards: CardCounts
  /**
   * The first {@link STORES_LISTED} stores: those whose card is not of their current data come before others; `edge` only for
   * the first {@link EDGE_STORES}.
   */
  stores: ShownStore[]
  /** Stores that were given up by the queue and have no current card. */
  givenUp: StoreFailure[]
  /** How full each database is, and which cannot be reached; null for who does not see all stores: it counts everybody's orders. */
  databases: DatabaseFill[] | null
}

/** How full a database is, and when it will be full; or that stores cannot be reached. */
export type DatabaseFill =
  | {
      /** The binding's name. */
      database: string
      status: 'answers'
      bytes: number
      limitBytes: number
      fullness: Fullness
      growth: Growth
    }
  /** `notBound`: stores are in it, but the Worker has no such binding. */
  | { database: string; status: 'noAnswer' | 'notBound'; stores: number }

const RUNS_SHOWN = 20
const EDGE_STORES = 100
const STORES_LISTED = 200

/** Reads how the system stands, of the stores of a scope. Where the schedule is overdue, the visit starts the missed refresh itself. */
export async function readStatus(services: Services, scope: StoreScope): Promise<Status> {
  const db = services.openDatabase()
  const now = services.now()
  const today = shopDate(now)
  const visible = visibleDirectory(await currentDirectory(services.edge, db), scope)
  const storeIds = scope.kind === 'all' ? undefined : scope.storeIds
  const listed = visible.count > STORES_LISTED ? leastComplete(visible.stores, STORES_LISTED) : visible.stores
  const [freshness, runs, lastScheduled, { states: stores, counts: cards }, givenUp, sizes, silent] =
    await Promise.all([
      readFreshness(db, listed, today),
      loadRuns(db, RUNS_SHOWN, now),
      loadLastRun(db, 'cron'),
      loadCardStates(db, CARDS_VERSION, storeIds, STORES_LISTED),
      loadShardFailures(db),
      loadSizes(db, addDays(today, -PACE_DAYS)),
      scope.kind === 'all' ? askOthers(db) : undefined,
    ])
  const schedule = scheduleState(lastScheduled, now)
  if (schedule.status === 'overdue') services.defer(runMissedRefresh(services))
  const answers = await edgeAnswers(services, stores.slice(0, EDGE_STORES))
  const isOwn = (store: string) => visible.named(store) !== undefined
  const standings = new Map(stores.map((state) => [state.store, standingOf(state)]))
  // Those that are not current come first: only where all that are listed are not, there may be others.
  const areOthersCurrent =
    stores.length < STORES_LISTED || stores.some((state) => standingOf(state) === 'current')
  const mayLack = (store: string) =>
    standings.has(store) ? standings.get(store) !== 'current' : !areOthersCurrent
  return {
    checkedAt: now.toISOString(),
    storeCount: visible.count,
    ...freshness,
    schedule,
    runs: scope.kind === 'all' ? runs : ownPartsOf(runs, isOwn),
    cards,
    stores: stores.map((state) => shownStore(state, answers.get(state.store), scope)),
    givenUp: newestOfEachStore(givenUp).filter(({ store }) => isOwn(store) && mayLack(store)),
    databases: silent ? databaseFills(db, visible, sizes, silent, today) : null,
  }
}

/**
 * @param db that was asked just now: its answers say how large it is, and so do the others'
 * @param silent databases that did not answer
 */
function databaseFills(
  db: MainDatabase,
  { parts }: VisibleDirectory,
  sizes: ReadonlyMap<string, readonly DaySize[]>,
  silent: ReadonlyMap<string, string>,
  today: BusinessDate,
): DatabaseFill[] {
  const stores = new Map<string, number>()
  for (const { database } of parts.flatMap(({ stores }) => stores)) {
    stores.set(database, (stores.get(database) ?? 0) + 1)
  }
  const bound = db.all.flatMap((own): DatabaseFill[] => {
    const { name: database, limitBytes, size } = own
    const { bytes } = size
    if (silent.has(database)) return [{ database, status: 'noAnswer', stores: stores.get(database) ?? 0 }]
    if (bytes === undefined) return []
    const growth = growthOf(sizes.get(database) ?? [], bytes, limitBytes, today)
    return [{ database, status: 'answers', bytes, limitBytes, fullness: fullness(own), growth }]
  })
  const names = new Set(db.all.map(({ name }) => name))
  const missing = [...stores].filter(([database]) => !names.has(database)).sort()
  return [
    ...bound,
    ...missing.map(([database, stores]) => ({ database, status: 'notBound', stores }) as const),
  ]
}

/** What runs say to who sees some stores: when the schedule ran, and what failed of theirs. Others' imports are others' business. */
function ownPartsOf(runs: readonly RunRecord[], isOwn: (store: string) => boolean): ShownRun[] {
  return runs.flatMap((run) => {
    const failures = run.failures.filter(({ store }) => isOwn(store))
    if (run.trigger !== 'cron' && failures.length === 0) return []
    const failedElsewhere = run.outcome === 'failed' && failures.length === 0
    return [{ ...run, ...WITHHELD, outcome: failedElsewhere ? 'done' : run.outcome, failures }]
  })
}

const WITHHELD = {
  id: null,
  stores: null,
  shards: null,
  readable: null,
  rowsRead: null,
  rowsWritten: null,
} satisfies Record<RunCount, null>

export function standingOf({
  cardVersion,
  dataVersion,
}: Pick<CardState, 'cardVersion' | 'dataVersion'>): Standing {
  if (cardVersion === null) return 'withoutCard'
  return cardVersion === dataVersion ? 'current' : 'behind'
}

function shownStore(state: CardState, edge: EdgeAnswer | undefined, scope: StoreScope): ShownStore {
  const { storeId: _, dataVersion, cardVersion, ...rest } = state
  const standing = standingOf(state)
  const versions =
    scope.kind === 'all' ? { dataVersion, cardVersion } : { dataVersion: null, cardVersion: null }
  return { ...rest, standing, ...versions, ...(edge ? { edge } : {}) }
}

/** A store may have failed in several runs: the newest failure, which comes first, tells enough. */
function newestOfEachStore(failures: readonly StoreFailure[]): StoreFailure[] {
  const byStore = Map.groupBy(failures, ({ store }) => store)
  return [...byStore.values()].flatMap(([newest]) => (newest ? [newest] : []))
}

async function edgeAnswers(
  services: Services,
  stores: readonly CardState[],
): Promise<Map<string, EdgeAnswer>> {
  const { cache, config } = services
  try {
    const edge = await readEdgeState(cache, services.edge)
    const keyOf = ({ store, cardDate }: CardState) => cardKey({ kind: 'store', store }, cardDate)
    const values = await cache.get(stores.map(keyOf))
    return new Map(
      stores.map((state) => {
        const card = parseCard(values.get(keyOf(state)))
        if (!card || !edge) return [state.store, 'miss']
        const freshness = assessFreshness(
          [{ card, dataVersion: state.dataVersion }],
          edge,
          services.now(),
          config,
        )
        return [
          state.store,
          freshness.status === 'fresh' ? 'cache' : freshness.status === 'stale' ? 'stale' : 'miss',
        ]
      }),
    )
  } catch {
    return new Map(stores.map(({ store }) => [store, 'unreadable']))
  }
}
