import type { BusinessDate } from './businessDate'
import type { DayFigures } from './diagnose'

/** A selected store without an order on the business date: named, never counted as zero. */
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
  /** null where no selected store has an order on the business date. */
  kpi: DayFigures['kpi'] | null
  rules: DayFigures['rules'] | null
  /** The rest of the figures; null where the KPIs are. */
  history: DayFigures['history'] | null
  coverage: DayFigures['coverage'] | null
  channels: DayFigures['channels'] | null
  changes: DayFigures['changes'] | null
  week: DayFigures['week'] | null
  stockSnapshot: DayFigures['stockSnapshot'] | null
  /** Whether the day is not over, for all stores or some: the figures are of a part of it. */
  partial: boolean
  notOver: DayFigures['notOver'] | null
  doubtful: DayFigures['doubtful'] | null
  frozenStockSince?: DayFigures['frozenStockSince']
  tasks: DayFigures['tasks'] | null
  smallFindings: DayFigures['smallFindings'] | null
  storeRows: DayFigures['storeRows'] | null
}
