import {
  type StoreScope,
  scopeName,
  type VisibleDirectory,
  type VisibleStore,
  visibleDirectory,
} from '../access/scope'
import { cardKey } from '../cache/keys'
import type { Directory, StoreDays, StoreRecord } from '../data/directoryParts'
import type { BusinessDate } from '../diagnosis/businessDate'

/** What a visitor asks for: the stores by name, none for all of his; the date, null for the last day that is over. */
export interface Selection {
  stores: readonly string[]
  date: BusinessDate | null
}

/** A selection with the stores that its visitor may see. */
export interface CardRequest extends Selection {
  scope: StoreScope
  /** Asked before a day that somebody names is computed; false where this visitor has had his share of them. */
  mayCompute?: () => Promise<boolean>
}

/** What an answer depends on, as a name: never the same for different scopes. */
export function requestName({ scope, date, stores }: CardRequest): string {
  return JSON.stringify([scopeName(scope), date, ...stores.toSorted()])
}

/** A card of an answer: where it is cached, and the data version that it must have. */
export interface RequestedCard {
  key: string
  dataVersion: number
}

/** The card of one store of an answer. */
export interface RequestedPart extends RequestedCard {
  /** The store, where it has no order around the date: its card is not cached, for the directory tells all. */
  closed?: StoreRecord
}

/** The request against the stores that there are. */
export type ResolvedRequest =
  /** Nothing has been imported yet. */
  | { status: 'noData' }
  /** There is nothing that this visitor may see. */
  | { status: 'noStores' }
  | { status: 'unknownStore'; stores: string[]; directory: VisibleDirectory }
  | {
      status: 'resolved'
      businessDate: BusinessDate
      /** By name. Of all stores, they are put in order when they are first asked for. */
      readonly stores: readonly VisibleStore[]
      /** All that the visitor may see. */
      directory: VisibleDirectory
      /** The one card of them all, where they are all that the visitor may see: of the sets that somebody may name there are too many. */
      whole?: RequestedCard
      /** The cards of each of them; none where they are cached as one alone. */
      parts: RequestedPart[]
    }

/** The one place where a visit gets at stores: what its scope does not hold is not there for it. */
export function resolveRequest(everything: Directory, request: CardRequest): ResolvedRequest {
  const { scope } = request
  const directory = visibleDirectory(everything, scope)
  if (directory.count === 0) return { status: scope.kind === 'all' ? 'noData' : 'noStores' }
  const unknown = request.stores.filter((name) => !directory.named(name))
  if (unknown.length > 0) return { status: 'unknownStore', stores: unknown, directory }

  const named = new Set(request.stores.flatMap((name) => directory.named(name) ?? []))
  if (named.size === 0 || named.size === directory.count) return resolveAll(directory, request)
  const stores = [...named].sort((a, b) => (a.name < b.name ? -1 : 1))
  const businessDate = request.date ?? defaultDateOf(stores)
  const parts = stores.map((store) => requestedPart(store, businessDate))
  return { status: 'resolved', businessDate, directory, stores, parts }
}

/** All that the visitor may see. */
function resolveAll(directory: VisibleDirectory, { scope, date }: CardRequest): ResolvedRequest {
  const businessDate = date ?? defaultDateOf(directory.parts.map(({ days }) => days))
  const resolved = {
    status: 'resolved',
    businessDate,
    directory,
    get stores() {
      return directory.stores
    },
  } as const
  const isOpen = (store: StoreDays) => !isClosedOn(store, businessDate)
  const isOfSeveral = directory.count > 1 && directory.parts.some(({ stores }) => stores.some(isOpen))
  // The card of all stores may hold one that came since the directory was read: it is for who may see that one too.
  if (isOfSeveral && scope.kind === 'all') {
    const key = cardKey({ kind: 'all' }, businessDate)
    return Object.assign(resolved, { whole: { key, dataVersion: directory.version }, parts: [] })
  }
  const { stores } = directory
  const parts = stores.map((store) => requestedPart(store, businessDate))
  const key = isOfSeveral
    ? cardKey({ kind: 'stores', storeIds: stores.map(({ id }) => id) }, businessDate)
    : undefined
  if (key === undefined) return Object.assign(resolved, { parts })
  // Versions only rise: a card of the newest of some stores' versions is of the current data of all of them.
  const dataVersion = stores.reduce((newest, store) => Math.max(newest, store.dataVersion), 0)
  return Object.assign(resolved, { whole: { key, dataVersion }, parts })
}

/** Keys of all cached cards of a request. */
export function keysOf(resolved: ResolvedRequest): string[] {
  if (resolved.status !== 'resolved') return []
  const parts = resolved.parts.filter(({ closed }) => !closed).map(({ key }) => key)
  return resolved.whole ? [resolved.whole.key, ...parts] : parts
}

/** The day that is shown of some stores at first: the latest that is over for any of them, else their first one. */
export function defaultDateOf(stores: readonly StoreDays[]): BusinessDate {
  let [latest, first] = ['', '']
  for (const { firstDate, lastCompleteDate } of stores) {
    if (lastCompleteDate !== null && lastCompleteDate > latest) latest = lastCompleteDate
    if (first === '' || firstDate < first) first = firstDate
  }
  return latest || first
}

/**
 * The days whose cards are made beforehand: those that a store is shown on at first, by itself and among all.
 * @param sharedDate of all stores together
 */
export function preparedDatesOf(store: StoreDays, sharedDate: BusinessDate): BusinessDate[] {
  const ownDate = defaultDateOf([store])
  return ownDate === sharedDate || isClosedOn(store, sharedDate) ? [ownDate] : [ownDate, sharedDate]
}

/** Whether a date lies outside the days that a store has orders on. */
export function isClosedOn({ firstDate, lastDate }: StoreDays, date: BusinessDate): boolean {
  return date < firstDate || lastDate < date
}

function requestedPart(store: StoreRecord, date: BusinessDate): RequestedPart {
  const key = cardKey({ kind: 'store', store: store.name }, date)
  const card = { key, dataVersion: store.dataVersion }
  return isClosedOn(store, date) ? { ...card, closed: store } : card
}
