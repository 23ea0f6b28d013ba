import { cardKey } from '../cache/keys'
import { parseCard } from '../cards/card'
import { readEdgeState } from '../cards/edge'
import { assessFreshness } from '../cards/freshness'
import { runMissedRefresh } from '../cards/missedRefresh'
import type { Services } from '../cards/services'
import { type CardState, loadCardStates } from '../data/cardStates'
import { loadLastRun, loadRuns, loadShardFailures, type RunRecord, type StoreFailure } from '../data/runs'
import { type ScheduleState, scheduleState } from './schedule'

/** What a visit would get for a store's last day now. */
export type EdgeAnswer = 'cache' | 'stale' | 'miss' | 'unreadable'

/** How the system stands, for the people who run it. */
export interface Status {
  checkedAt: string
  schedule: ScheduleState
  runs: RunRecord[]
  /** Stores whose card is not of their current data come first; `edge` only for the first {@link EDGE_STORES}. */
  stores: (CardState & { edge?: EdgeAnswer })[]
  /** Stores that were given up by the queue and have no current card. */
  givenUp: StoreFailure[]
}

const RUNS_SHOWN = 20
const EDGE_STORES = 100

/** Reads how the system stands. Where the schedule is overdue, the visit starts the missed refresh itself. */
export async function readStatus(services: Services): Promise<Status> {
  const db = services.openDatabase()
  const now = services.now()
  const [runs, lastScheduled, stores, givenUp] = await Promise.all([
    loadRuns(db, RUNS_SHOWN),
    loadLastRun(db, 'cron'),
    loadCardStates(db),
    loadShardFailures(db),
  ])
  const schedule = scheduleState(lastScheduled, now)
  if (schedule.status === 'overdue') services.defer(runMissedRefresh(services))
  const answers = await edgeAnswers(services, stores.slice(0, EDGE_STORES))
  const stale = new Set(
    stores.filter(({ cardVersion, dataVersion }) => cardVersion !== dataVersion).map(({ store }) => store),
  )
  return {
    checkedAt: now.toISOString(),
    schedule,
    runs,
    stores: stores.map((state) => {
      const edge = answers.get(state.store)
      return edge ? { ...state, edge } : state
    }),
    givenUp: newestOfEachStore(givenUp).filter(({ store }) => stale.has(store)),
  }
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
    const edge = await readEdgeState(cache)
    const keyOf = ({ store, lastDate }: CardState) => cardKey({ kind: 'store', store }, lastDate)
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
