import type { OrderDetail } from '../../details/orderDetail'
import type { ProductDetail } from '../../details/productDetail'
import type { BusinessDate } from '../../diagnosis/businessDate'
import type { ListRow } from '../../lists/findRows'
import type { ListRequest, RuleListView } from '../../lists/ruleListView'
import type { Lang } from '../language'
import type { Scope } from '../links'
import type { CardView, StoreChoice } from '../view'

/** What the pages behind the main one are told. No I/O. No clock: "now" is part of the view. */

/** The list behind a rule's card. */
export interface ListTarget {
  page: 'list'
  scope: Scope
  query: ListRequest
}

export interface OrderTarget {
  page: 'order'
  store: string
  orderId: string
  /** The day that its reader comes from; null for the store's latest. */
  date: BusinessDate | null
}

export interface ProductTarget {
  page: 'product'
  store: string
  productId: number
  /** The last day shown; null for the store's latest. */
  date: BusinessDate | null
}

export interface StatusTarget {
  page: 'status'
}

/** Which page, and what of. */
export type PageTarget = ListTarget | OrderTarget | ProductTarget | StatusTarget

/** What the request alone tells: all that is known when the first chunk leaves. */
export interface PageShell<Target extends PageTarget = PageTarget> {
  lang: Lang
  target: Target
}

/** What a list shows of a row. */
export type RowView = Pick<ListRow, 'store' | 'date' | 'subject' | 'cells'>

/** What a list shows. */
export interface RuleListRows extends Omit<RuleListView, 'rows'> {
  rows: readonly RowView[]
}

/** Why there is nothing to show: as on the main page, or one of these. */
export type PageProblem =
  | Exclude<CardView, { status: 'ready' }>
  /** There is no such order or product. */
  | { status: 'notFound' }
  /** More stores than a list goes through. */
  | { status: 'tooManyStores'; most: number; directory: readonly StoreChoice[] }

export type ListView =
  | { status: 'ready'; list: RuleListRows; directory: readonly StoreChoice[] }
  | PageProblem

export type OrderView = { status: 'ready'; order: OrderDetail } | PageProblem

export type ProductView = { status: 'ready'; product: ProductDetail } | PageProblem

export type StatusView = { status: 'ready'; system: SystemStatus } | PageProblem

/** How the system stands: what `readStatus` answers, as far as the page shows it. */
export interface SystemStatus {
  checkedAt: string
  schedule: ScheduleView
  /** Newest first. */
  runs: readonly RunView[]
  stores: readonly StoreStatus[]
  givenUp: readonly StoreFailureView[]
}

export type ScheduleView =
  | { status: 'never' }
  | { status: 'onTime' | 'overdue'; cron: string; lastAt: Date; nextAt: Date | null }

export interface StoreFailureView {
  /** `*` where the failure is not one store's. */
  store: string
  error: string
}

export type RunTrigger = 'cron' | 'import' | 'visit'
export type RunOutcome = 'running' | 'idle' | 'done' | 'failed'

/** A refresh as it is recorded; what is not known yet is null. */
export interface RunView {
  id: number
  trigger: RunTrigger
  startedAt: string
  outcome: RunOutcome
  /** Stores whose cards were computed. */
  stores: number
  /** 0 for a run in one piece. */
  shards: number
  failures: readonly StoreFailureView[]
  /** Cards that could be read back through the cache. */
  readable: number
  elapsedMs: number | null
  rowsRead: number | null
  rowsWritten: number | null
}

/** What a visit would get for a store's last day now. */
export type VisitAnswer = 'cache' | 'stale' | 'miss' | 'unreadable'

/** How a store's card of its last day stands against the store's data. */
export interface StoreStatus extends StoreChoice {
  dataVersion: number
  /** null where there is no card yet. */
  cardVersion: number | null
  computedAt: string | null
  edge?: VisitAnswer
}
