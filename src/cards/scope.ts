import { cardKey } from '../cache/keys'
import type { Directory } from '../data/directory'
import type { StoreRecord } from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'

/** What a visitor asks for: the stores by name, none for all; the date, null for the last day with data. */
export interface CardRequest {
  stores: readonly string[]
  date: BusinessDate | null
}

/** The request against the stores that there are. */
export type ResolvedScope =
  | { status: 'noData' }
  | { status: 'unknownStore'; stores: string[] }
  | {
      status: 'resolved'
      businessDate: BusinessDate
      stores: StoreRecord[]
      /** The cached cards that make up the answer, each with the data version that it must have. */
      cards: { key: string; dataVersion: number }[]
    }

export function resolveScope(directory: Directory, request: CardRequest): ResolvedScope {
  if (directory.stores.length === 0) return { status: 'noData' }
  const byName = new Map(directory.stores.map((store) => [store.name, store]))
  const unknown = request.stores.filter((name) => !byName.has(name))
  if (unknown.length > 0) return { status: 'unknownStore', stores: unknown }

  const wanted = new Set(request.stores)
  const everything = wanted.size === 0 || wanted.size === directory.stores.length
  const stores = everything ? directory.stores : directory.stores.filter(({ name }) => wanted.has(name))
  const businessDate = request.date ?? lastDateOf(stores)
  const cards =
    everything && stores.length > 1
      ? [{ key: cardKey({ kind: 'all' }, businessDate), dataVersion: directory.version }]
      : stores.map(({ name, dataVersion }) => ({
          key: cardKey({ kind: 'store', store: name }, businessDate),
          dataVersion,
        }))
  return { status: 'resolved', businessDate, stores, cards }
}

/** The last day on which any of the stores has an order. */
export function lastDateOf(stores: readonly Pick<StoreRecord, 'lastDate'>[]): BusinessDate {
  return stores.reduce((last, store) => (store.lastDate > last ? store.lastDate : last), '')
}
