import type { Database } from '../data/database'
import type { StoreRecord } from '../data/directory'
import { loadProductNames } from '../data/products'
import type { Action } from '../diagnosis/actions'

/**
 * Some stores' actions with the names that a window does not hold: of products without a line on the day.
 * One query for all of them; none where nothing is nameless.
 * @returns each store's actions, in the order of the stores
 */
export async function namedActions(
  db: Database,
  stores: readonly { store: StoreRecord; actions: readonly Action[] }[],
): Promise<Action[][]> {
  const wanted = stores.flatMap(({ store, actions }) =>
    actions.flatMap(({ subject, name }) =>
      subject.kind === 'product' && name === null
        ? [{ storeId: store.id, productId: subject.productId }]
        : [],
    ),
  )
  const names = await loadProductNames(db, wanted)
  return stores.map(({ store, actions }) =>
    actions.map((action) => {
      const { subject } = action
      if (subject.kind !== 'product') return action
      return { ...action, name: action.name ?? names.get(store.id)?.get(subject.productId) ?? null }
    }),
  )
}
