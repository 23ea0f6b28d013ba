import type { VisibleDirectory } from '../access/scope'
import type { Source, StaleReason } from '../diagnosis/diagnosis'
import type { Card } from './card'

/** A card, where it came from, and how far it can be trusted. */
export interface ReadyCard {
  status: 'ready'
  card: Card
  source: Source
  staleReason?: StaleReason
  /** The one channel that the KPIs and the rules on orders are of; absent for all. */
  onlyChannel?: string
  /** Why the latest refresh broke off, for those who can mend it; absent where it did not, and where nobody asked. */
  trouble?: string
  /** The database fills up; absent where it does not. For those who can mend it and see all stores. */
  isFilling?: true
  /** When it was last known that the card is of the current data. */
  checkedAt: string
  /** The stores that the visitor may see. */
  directory: VisibleDirectory
}

/** The answer to a visit. It never rejects: what goes wrong is an answer too. */
export type CardOutcome =
  | ReadyCard
  | { status: 'noData' }
  /** There is nothing that this visitor may see. */
  | { status: 'noStores' }
  | { status: 'unknownStore'; stores: string[]; directory: VisibleDirectory }
  /** The day would have to be computed, and this visitor has had his share of that for now. */
  | { status: 'limited' }
  | { status: 'unavailable'; reason: 'timeout' | 'failed'; error: string }
