import { type Directory, directoryOf, type StoreRecord } from '../data/directoryParts'

declare const granted: unique symbol
declare const visible: unique symbol

/** The stores that a visit may see. Made here alone, so that nobody grants himself one. */
export type StoreScope = ({ kind: 'all' } | { kind: 'some'; storeIds: readonly number[] }) & {
  readonly [granted]: true
}

/** A store that lies within a visit's scope: what reads a store's data for a visit takes no other. */
export type VisibleStore = StoreRecord & { readonly [visible]: true }

/** The directory as a visit sees it: without the stores that are not in its scope, as if there were none of them. */
export type VisibleDirectory = Directory<VisibleStore>

/** All stores, those to come included: of the public, of people who have them all, and of the schedule's own work. */
export function everyStore(): StoreScope {
  return { kind: 'all' } as StoreScope
}

/** @param storeIds in any order; none is a scope too: of somebody who sees no store yet */
export function onlyStores(storeIds: readonly number[]): StoreScope {
  return { kind: 'some', storeIds: [...new Set(storeIds)].sort((a, b) => a - b) } as unknown as StoreScope
}

/** The one way from stores that there are to stores that may be shown. What it costs follows from the scope, not from all stores. */
export function visibleDirectory(directory: Directory, scope: StoreScope): VisibleDirectory {
  if (scope.kind === 'all') return directory as VisibleDirectory
  const own = scope.storeIds.flatMap((storeId) => directory.withId(storeId) ?? [])
  return directoryOf(directory.version, own as VisibleStore[])
}

export function isVisible(scope: StoreScope, storeId: number): boolean {
  return scope.kind === 'all' || scope.storeIds.includes(storeId)
}

/** A scope as a part of a name under which something is remembered: different for different scopes. */
export function scopeName(scope: StoreScope): string {
  return scope.kind === 'all' ? 'all' : `of ${scope.storeIds.join(',')}`
}
