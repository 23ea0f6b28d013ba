import { isVisible } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { FORMER_NAME, type KnownStore, type KnownStores, loadKnownStores } from '../data/storeKeys'
import { storeKey } from '../diagnosis/storeName'
import type { ImportStart, StoreMatch } from '../import/protocol'
import type { Author } from './author'

/** A store of a file beside the stored one that it is. */
export interface MatchedStore extends StoreMatch {
  /** null for one that comes into being with its first orders. */
  storeId: number | null
  /** The 门店ID that stand for this store alone. */
  ids: string[]
}

export type MatchedStores =
  | { status: 'matched'; stores: MatchedStore[] }
  /** By the file's own names: how they are stored, and whether, is not its sender's business. */
  | { status: 'foreign'; names: string[] }

/** Finds the stores of a file: by their name in any spelling, by a former one, or by the 门店ID of its kind. */
export async function matchStores(
  db: MainDatabase,
  author: Author,
  { kind, stores }: Pick<ImportStart, 'kind' | 'stores'>,
): Promise<MatchedStores> {
  const keys = stores.flatMap(({ name, ids }) => [
    [FORMER_NAME, storeKey(name)] as const,
    ...ids.map((id) => [kind, id] as const),
  ])
  const known = await loadKnownStores(db, keys)
  const find = finderOf(known, kind)
  const matched = stores.map(({ name, ids }) => {
    const store = find(name, ids)
    return { name, ids, storedAs: store?.name ?? name, isNew: !store, storeId: store?.id ?? null }
  })
  const foreign = matched.filter((store) => !mayChange(author, store))
  return foreign.length > 0
    ? { status: 'foreign', names: foreign.map(({ name }) => name) }
    : { status: 'matched', stores: matched }
}

/** Whether a store's orders are the sender's to change; one that comes into being is of who has all. */
export function mayChange({ scope }: Author, { storeId }: Pick<MatchedStore, 'storeId'>): boolean {
  return storeId === null ? scope.kind === 'all' : isVisible(scope, storeId)
}

function finderOf({ stores, byKey }: KnownStores, kind: string) {
  const byId = new Map(stores.map((store) => [store.id, store]))
  const idOf = (source: string, key: string) => byKey.get(`${source} ${key}`)
  const byName = new Map(stores.map((store) => [store.name, store]))
  const bySpelling = new Map(stores.map((store) => [storeKey(store.name), store]))
  return (name: string, ids: readonly string[]): KnownStore | undefined => {
    const named = byName.get(name) ?? bySpelling.get(storeKey(name))
    if (named) return mergedOf(named)
    const former = byId.get(idOf(FORMER_NAME, storeKey(name)) ?? 0)
    if (former) return mergedOf(former)
    const found = new Set(
      ids.flatMap((id) => byId.get(idOf(kind, id) ?? 0) ?? []).map((store) => mergedOf(store)),
    )
    const [store] = found
    return found.size === 1 ? store : undefined
  }

  /** The store that a merged one leads to, over all merges since. */
  function mergedOf(store: KnownStore): KnownStore {
    const seen = new Set([store])
    let at = store
    for (
      let next = byId.get(at.mergedInto ?? 0);
      next && !seen.has(next);
      next = byId.get(at.mergedInto ?? 0)
    ) {
      seen.add(next)
      at = next
    }
    return at
  }
}
