import type { BusinessDate } from '../diagnosis/businessDate'
import type { Lang } from '../diagnosis/words'
import type { ListRequest } from '../lists/ruleListView'

/** What the request of a page asks for: all that is known before anything is read. */

/** The stores, the day and the channel that a page or an answer is about. */
export interface Scope {
  /** None means all. */
  stores: readonly string[]
  /** null means the latest. */
  date: BusinessDate | null
  /** The only channel that KPIs and rules on orders look at; none for all. */
  channel?: string | null
}

/** The list behind a rule's card. */
export interface ListTarget {
  page: 'list'
  scope: Scope
  query: ListRequest
}

/** Of a page that is about one store, whatever its reader comes from. */
export interface CameFrom {
  /** The stores of the page that its reader comes from, and goes back to: none means all; absent, it is the page's own. */
  from?: readonly string[] | undefined
}

export interface OrderTarget extends CameFrom {
  page: 'order'
  store: string
  orderId: string
  /** The day that its reader comes from; null for the store's latest. */
  date: BusinessDate | null
}

export interface ProductTarget extends CameFrom {
  page: 'product'
  store: string
  productId: number
  /** The last day shown; null for the store's latest. */
  date: BusinessDate | null
}

export interface StatusTarget {
  page: 'status'
}

/** Which detail page, and what of. */
export type PageTarget = ListTarget | OrderTarget | ProductTarget | StatusTarget

/** What the first chunk of a detail page is drawn from. */
export interface PageShell<Target extends PageTarget = PageTarget> {
  lang: Lang
  /** Whether the reader is signed in: the bar leads to his own page, else to where one signs in. */
  signedIn: boolean
  target: Target
}
