import type { BusinessDate } from './businessDate'
import type { ScopeFigures } from './diagnose'

/** A store of the scope without an order on the business date: named, never counted as zero. */
export interface AbsentStore {
  store: string
  /** The last day on which it has orders. */
  lastDate: BusinessDate
}

/** Where an answer came from. */
export type Source =
  /** A stored card, checked against the store's data within its freshness limit. */
  | 'cache'
  /** A stored card past that limit; a refresh is under way. */
  | 'stale'
  /** Computed for this request. */
  | 'live'

/** Why a stale answer may be out of date. */
export type StaleReason =
  /** The data has not been checked for longer than the freshness limit. */
  | 'unchecked'
  /** The data has changed since the figures were computed. */
  | 'changed'
  /** The figures are of stored days that are being rolled up anew, by changed rules. */
  | 'rebuilding'

/** The JSON of `GET /api/diagnosis` (docs/rules.md#the-json). */
export interface Diagnosis {
  businessDate: BusinessDate
  /** Stores with orders on the business date. */
  stores: string[]
  absent: AbsentStore[]
  /** Stores whose figures could not be computed: the figures do not hold them. */
  failed: string[]
  /** ISO 8601, UTC. */
  computedAt: string
  /** When it was last known that the figures are of the current data. ISO 8601, UTC. */
  checkedAt: string
  source: Source
  /** The one channel that the KPIs and the rules on orders were narrowed to; absent for all. */
  onlyChannel?: string
  /** Only with the source `stale`. */
  staleReason?: StaleReason
  /** null where no store of the scope has an order on the business date. */
  kpi: ScopeFigures['kpi'] | null
  rules: ScopeFigures['rules'] | null
  /** The rest of the figures; null where the KPIs are. */
  history: ScopeFigures['history'] | null
  coverage: ScopeFigures['coverage'] | null
  channels: ScopeFigures['channels'] | null
  changes: ScopeFigures['changes'] | null
  actions: ScopeFigures['actions'] | null
  actionCount: number | null
}
