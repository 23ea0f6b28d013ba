import type { Directory } from '../data/directory'
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
  /** When it was last known that the card is of the current data. */
  checkedAt: string
  directory: Directory
}

/** The answer to a visit. It never rejects: what goes wrong is an answer too. */
export type CardOutcome =
  | ReadyCard
  | { status: 'noData' }
  | { status: 'unknownStore'; stores: string[]; directory: Directory }
  | { status: 'unavailable'; reason: 'timeout' | 'failed'; error: string }
