import { DatabaseError, type MainDatabase } from '../data/database'
import type { StoreRecord } from '../data/directory'
import { readInDatabases } from '../data/inDatabases'
import { loadProductsOfStores } from '../data/products'
import type { DayFigures } from '../diagnosis/diagnose'
import type { ProductInfo } from '../diagnosis/ruleList'
import { mergeTasks } from '../diagnosis/tasks'
import { retrying } from '../retry'

/** The figures of one store. */
interface StoreFigures {
  store: Pick<StoreRecord, 'id' | 'database'>
  figures: DayFigures
  /** All of the store's products, where they are at hand. */
  products?: ReadonlyMap<number, ProductInfo> | undefined
}

/**
 * Stores' figures with what the products of their tasks are called: a window does not hold the names of all. One query for all
 * stores whose products are not at hand; none where no task is about a product.
 * @returns in the order of the stores
 */
export async function withTaskNames(
  db: MainDatabase,
  stores: readonly StoreFigures[],
): Promise<DayFigures[]> {
  const wanted = stores.flatMap(({ store, figures, products }) =>
    products
      ? []
      : figures.tasks.flatMap(({ places }) =>
          places.flatMap(({ productId }) =>
            productId === null ? [] : [{ database: store.database, storeId: store.id, productId }],
          ),
        ),
  )
  const { read, lost } = await readInDatabases(db, wanted, (own, some) =>
    retrying(() => loadProductsOfStores(own, some)),
  )
  const [first] = lost
  if (first) throw new DatabaseError(`${first.database} does not answer`)
  const loaded = new Map(read.flatMap((ofStores) => [...ofStores]))
  return stores.map(({ store, figures, products }) => {
    const known = products ?? loaded.get(store.id)
    const tasks = figures.tasks.map((task) => {
      const [place] = task.places
      const product = place && place.productId !== null ? known?.get(place.productId) : undefined
      if (!place || !product) return task
      const { name, category, code } = product
      return { ...task, name: name || null, places: [{ ...place, code, category }] }
    })
    // By their names, products of one store may be one cause, as they are among several stores.
    return { ...figures, tasks: mergeTasks(tasks, []) }
  })
}
