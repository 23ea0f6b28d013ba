import type { Cache } from '../cache/cache'
import type { Config } from '../config'
import type { MainDatabase } from '../data/database'
import type { NearDatabase } from '../data/nearDatabase'
import type { EdgeMemory } from './edge'
import type { RecentAnswers } from './recentAnswers'
import type { ShardMessage } from './shardMessage'
import type { Flights } from './singleFlight'

/** What the work on cards needs from outside; made anew for each request or run, but for the isolate's memory. */
export interface Services {
  /** Opens the database for one unit of work. */
  openDatabase(): MainDatabase
  /** Opens the nearest copy of it; absent where copies are not to be read. */
  openNearDatabase?: () => NearDatabase
  cache: Cache
  /** What this isolate answered a moment ago. */
  recent: RecentAnswers
  /** What it remembers of the cache. */
  edge: EdgeMemory
  /** What it is doing just now, for others to join. */
  flights: Flights
  config: Config
  now(): Date
  /** How long a visit waits for a computation. */
  answerLimitMs: number
  /** Takes the shards of a large refresh; absent where the deployment has no queue. */
  shardQueue: Queue<ShardMessage> | undefined
  /** Goes on with work after the answer. */
  defer(work: Promise<unknown>): void
}
