import type { Order } from '../diagnosis/order'

/** A product as a row of `products`, without its store. */
export interface ProductRow {
  id: number
  key: string
  name: string
  category: string
}

/** The numbers of a store's products: the known ones, and the next free ones for those that are new. */
interface ProductNumbers {
  idOf(productKey: string): number
}

/**
 * @param known the products of the import that the store already has
 * @param highestId of all products of the store, 0 for none
 */
export function productNumbers(
  known: Iterable<Pick<ProductRow, 'id' | 'key'>>,
  highestId: number,
): ProductNumbers {
  const ids = new Map<string, number>()
  for (const { key, id } of known) ids.set(key, id)
  let nextId = highestId + 1
  return {
    idOf(productKey) {
      const id = ids.get(productKey) ?? nextId++
      ids.set(productKey, id)
      return id
    },
  }
}

/** The products of some orders, each with the name and category of its latest line. */
export function productRows(orders: readonly Order[], numbers: ProductNumbers): ProductRow[] {
  const rows = new Map<string, ProductRow>()
  const inTime = orders.toSorted((a, b) =>
    a.orderedAt < b.orderedAt ? -1 : a.orderedAt > b.orderedAt ? 1 : 0,
  )
  for (const order of inTime) {
    for (const { productKey, productName, category } of order.lines) {
      rows.set(productKey, { id: numbers.idOf(productKey), key: productKey, name: productName, category })
    }
  }
  return [...rows.values()]
}
