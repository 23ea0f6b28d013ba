import { copyText } from './cellText'

/** Which 门店ID the stores of a file have: a new name under an id that is known is a renamed store. */
export interface StoreIds {
  /**
   * @param store as the row names it; '' or undefined where it does not
   * @param id '' where the row has none
   */
  see(store: string | undefined, id: string): void
  /** By store, the ids that stand for it alone: one that several stores have tells nothing. */
  byStore(): Map<string, string[]>
  /** Ids under which several stores stand. */
  shared(): { storeId: string; stores: string[] }[]
}

/** No chain has more, but a column of something else may: nothing is kept beyond. */
const MOST_IDS = 5000

export function createStoreIds(): StoreIds {
  const storesOf = new Map<string, Set<string>>()
  let lastStore = ''
  let lastId = ''

  function add(store: string, id: string): void {
    const known = storesOf.get(id)
    if (known) known.add(store)
    else if (storesOf.size < MOST_IDS) storesOf.set(copyText(id), new Set([store]))
  }

  return {
    see(store, id) {
      if (!store || id === '' || (store === lastStore && id === lastId)) return
      lastStore = store
      lastId = id
      add(store, id)
    },
    byStore() {
      const ids = new Map<string, string[]>()
      for (const [id, [store, another]] of storesOf) {
        if (store !== undefined && another === undefined) ids.set(store, [...(ids.get(store) ?? []), id])
      }
      return ids
    },
    shared: () =>
      [...storesOf]
        .filter(([, stores]) => stores.size > 1)
        .map(([storeId, stores]) => ({ storeId, stores: [...stores] })),
  }
}
