import { cardKey } from '../cache/keys'
import type { Directory, StoreRecord } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'

/** What a visitor asks for: the stores by name, none for all; the date, null for the last day with data. */
export interface CardRequest {
  stores: readonly string[]
  date: BusinessDate | null
}

/** A card of an answer: where it is cached, and the data version that it must have. */
interface RequestedCard {
  key: string
  dataVersion: number
  /** The store, where it has no order around the date: its card is not cached, for the directory tells all. */
  closed?: StoreRecord
}

/** The request against the stores that there are. */
type ResolvedRequest =
  | { status: 'noData' }
  | { status: 'unknownStore'; stores: string[] }
  | {
      status: 'resolved'
      businessDate: BusinessDate
      stores: StoreRecord[]
      /** The cached cards that make up the answer. */
      cards: RequestedCard[]
    }

export function resolveRequest(directory: Directory, request: CardRequest): ResolvedRequest {
  if (directory.stores.length === 0) return { status: 'noData' }
  const byName = new Map(directory.stores.map((store) => [store.name, store]))
  const unknown = request.stores.filter((name) => !byName.has(name))
  if (unknown.length > 0) return { status: 'unknownStore', stores: unknown }

  const wanted = new Set(request.stores)
  const everything = wanted.size === 0 || wanted.size === directory.stores.length
  const stores = everything ? directory.stores : directory.stores.filter(({ name }) => wanted.has(name))
  const businessDate = request.date ?? lastDateOf(stores)
  const anyOpen = stores.some((store) => !isClosedOn(store, businessDate))
  const cards =
    everything && stores.length > 1 && anyOpen
      ? [{ key: cardKey({ kind: 'all' }, businessDate), dataVersion: directory.version }]
      : stores.map((store) => requestedStoreCard(store, businessDate))
  return { status: 'resolved', businessDate, stores, cards }
}

/** The last day on which any of the stores has an order. */
export function lastDateOf(stores: readonly Pick<StoreRecord, 'lastDate'>[]): BusinessDate {
  return stores.reduce((last, store) => (store.lastDate > last ? store.lastDate : last), '')
}

/** Whether a date lies outside the days that a store has orders on. */
export function isClosedOn({ firstDate, lastDate }: StoreRecord, date: BusinessDate): boolean {
  return date < firstDate || lastDate < date
}

function requestedStoreCard(store: StoreRecord, date: BusinessDate): RequestedCard {
  const key = cardKey({ kind: 'store', store: store.name }, date)
  const card = { key, dataVersion: store.dataVersion }
  return isClosedOn(store, date) ? { ...card, closed: store } : card
}
