import type { BusinessDate } from '../diagnosis/businessDate'
import { storeKey } from '../diagnosis/storeName'

/**
 * The stores that there are, in parts of neighbouring numbers: another version of the data shares all parts with the one before in
 * which no store has changed. A look-up asks the parts one after the other, so that nothing of all stores has to be made anew with
 * each version.
 */

/** A store that has orders. */
export interface StoreRecord {
  id: number
  name: string
  firstDate: BusinessDate
  lastDate: BusinessDate
  /** The latest day that is over: an import made after its end has brought it. null where none is. */
  lastCompleteDate: BusinessDate | null
  dataVersion: number
  /** That has the store's own rows. */
  database: string
}

/** The days of a store, or those that several have together. */
export type StoreDays = Pick<StoreRecord, 'firstDate' | 'lastDate' | 'lastCompleteDate'>

/** Some 33 KB of JSON: little to write for one store, and few reads for ten thousand. */
export const STORES_PER_PART = 250

/** The part that a store belongs to. */
export function partIndexOf(storeId: number): number {
  return Math.floor(storeId / STORES_PER_PART)
}

/** Stores of neighbouring numbers, at least one. A part never changes: another one takes its place. */
export interface DirectoryPart<Store extends StoreRecord = StoreRecord> {
  readonly index: number
  /** By number. */
  readonly stores: readonly Store[]
  readonly days: StoreDays
  withId(storeId: number): Store | undefined
  withName(name: string): Store | undefined
  /** By `storeKey`. */
  readonly byKey: ReadonlyMap<string, Store>
}

/** All stores that have orders, as of one version of the data. It never changes. */
export interface Directory<Store extends StoreRecord = StoreRecord> {
  readonly version: number
  /** By index. */
  readonly parts: readonly DirectoryPart<Store>[]
  /** How many stores there are. */
  readonly count: number
  /** All stores, by name. They are put in order when that is first asked for: of thousands it takes longer than a visit should. */
  readonly stores: readonly Store[]
  /** The days of all stores together; undefined where there is none. */
  readonly days: StoreDays | undefined
  withId(storeId: number): Store | undefined
  /** The store of a name, in whatever spelling. */
  named(name: string): Store | undefined
}

/** The stores whose names hold a text: the first by name, and how many there are. */
export interface Matches<Store> {
  stores: readonly Store[]
  count: number
}

/** @param stores that belong to the part, at least one */
export function directoryPart<Store extends StoreRecord>(
  index: number,
  stores: readonly Store[],
): DirectoryPart<Store> {
  const inOrder = stores.toSorted((a, b) => a.id - b.id)
  const byId = once(() => new Map(inOrder.map((store) => [store.id, store])))
  const byName = once(() => new Map(inOrder.map((store) => [store.name, store])))
  const byKey = once(() => new Map(inOrder.map((store) => [storeKey(store.name), store])))
  const days = inOrder.reduce<StoreDays | undefined>(daysOfBoth, undefined)
  if (!days) throw new Error('a part of the directory has at least one store')
  return {
    index,
    stores: inOrder,
    days,
    withId: (storeId) => byId().get(storeId),
    withName: (name) => byName().get(name),
    get byKey() {
      return byKey()
    },
  }
}

/** @param parts in any order */
export function directoryFrom<Store extends StoreRecord>(
  version: number,
  parts: readonly DirectoryPart<Store>[],
): Directory<Store> {
  const inOrder = parts.toSorted((a, b) => a.index - b.index)
  const byIndex = new Map(inOrder.map((part) => [part.index, part]))
  const byName = once(() =>
    inOrder.flatMap(({ stores }) => stores).sort((a, b) => (a.name < b.name ? -1 : 1)),
  )
  return {
    version,
    parts: inOrder,
    count: inOrder.reduce((sum, { stores }) => sum + stores.length, 0),
    days: inOrder.map(({ days }) => days).reduce<StoreDays | undefined>(daysOfBoth, undefined),
    get stores() {
      return byName()
    },
    withId: (storeId) => byIndex.get(partIndexOf(storeId))?.withId(storeId),
    named(name) {
      for (const part of inOrder) {
        const store = part.withName(name)
        if (store) return store
      }
      const key = storeKey(name)
      return inOrder.find(({ byKey }) => byKey.has(key))?.byKey.get(key)
    },
  }
}

/** @param stores in any order */
export function directoryOf<Store extends StoreRecord>(
  version: number,
  stores: readonly Store[],
): Directory<Store> {
  const ofParts = Map.groupBy(stores, ({ id }) => partIndexOf(id))
  return directoryFrom(
    version,
    [...ofParts].map(([index, ofPart]) => directoryPart(index, ofPart)),
  )
}

/**
 * The directory of a later version.
 * @param changed stores that are new or other than before
 * @param goneIds of stores that have no orders any more
 */
export function withChanges(
  before: Directory,
  version: number,
  changed: readonly StoreRecord[],
  goneIds: readonly number[],
): Directory {
  const touched = new Set([...changed.map(({ id }) => id), ...goneIds])
  const indexes = new Set([...touched].map(partIndexOf))
  const kept = before.parts.filter(({ index }) => !indexes.has(index))
  const others = before.parts
    .filter(({ index }) => indexes.has(index))
    .flatMap(({ stores }) => stores.filter(({ id }) => !touched.has(id)))
  return directoryFrom(version, [...kept, ...directoryOf(version, [...others, ...changed]).parts])
}

/** Finds stores by a part of their names, in whatever spelling. @param most that are named */
export function storesMatching<Store extends StoreRecord>(
  directory: Directory<Store>,
  text: string,
  most: number,
): Matches<Store> {
  const wanted = storeKey(text).toLowerCase()
  if (wanted === '') return { stores: [], count: 0 }
  const found = directory.parts.flatMap(({ byKey }) =>
    [...byKey].flatMap(([key, store]) => (key.toLowerCase().includes(wanted) ? [store] : [])),
  )
  const stores = found.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, most)
  return { stores, count: found.length }
}

function daysOfBoth(a: StoreDays | undefined, b: StoreDays): StoreDays {
  if (!a) return { firstDate: b.firstDate, lastDate: b.lastDate, lastCompleteDate: b.lastCompleteDate }
  return {
    firstDate: a.firstDate < b.firstDate ? a.firstDate : b.firstDate,
    lastDate: a.lastDate > b.lastDate ? a.lastDate : b.lastDate,
    lastCompleteDate: later(a.lastCompleteDate, b.lastCompleteDate),
  }
}

function later(a: BusinessDate | null, b: BusinessDate | null): BusinessDate | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** What is made when it is first asked for. */
function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
