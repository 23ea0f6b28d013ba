import type { ColumnName } from '../diagnosis/orderFields'
import type { Belonging } from './lineReader'

/** Which order a row belongs to, also where it does not say so itself. */

/** Which order a line belongs to. */
export interface OrderKey {
  store: string
  orderId: string
}

export type Owner =
  | { status: 'known'; key: OrderKey }
  /**
   * `blank`: the column by which it is not told; null where a cell of its key cannot be read. `breaks`: the order that
   * may lack this line, so that it is not whole. `several`: the order id that several stores have.
   */
  | { status: 'unknown'; blank: ColumnName | null; breaks?: OrderKey; several?: string }

/**
 * Finds the orders of rows, in the order of the file.
 *
 * A row without an order id, and without anything else of an order, goes on with the order above it: its cells were
 * merged. A row with the id alone is of the order that has it.
 * @param storeOf the store that has an order of this id, as far as it was read; null where several have
 * @param onlyStore of all rows that name none
 */
export function createOwners(
  storeOf: (orderId: string) => string | null | undefined,
  onlyStore: string | undefined,
): (row: Belonging) => Owner {
  let above: (OrderKey & { time: string }) | undefined

  function ofNoId(row: Belonging): Owner {
    if (!above) return { status: 'unknown', blank: '订单ID' }
    if (row.isBare && row.hasLine) return { status: 'known', key: above }
    const isSame =
      row.hasLine &&
      (row.store === '' || row.store === above.store) &&
      (row.time === '' || row.time === above.time)
    return isSame
      ? { status: 'unknown', blank: '订单ID', breaks: above }
      : { status: 'unknown', blank: '订单ID' }
  }

  return (row) => {
    const { store, orderId, time } = row
    if (store === undefined || orderId === undefined) {
      above = undefined
      return { status: 'unknown', blank: null }
    }
    if (orderId === '') return ofNoId(row)
    const before = above?.orderId === orderId ? above : undefined
    const known = store || before?.store || storeOf(orderId)
    if (known === null) {
      above = undefined
      return { status: 'unknown', blank: '门店名称', several: orderId }
    }
    const named = known ?? onlyStore
    if (named === undefined) {
      above = undefined
      return { status: 'unknown', blank: '门店名称' }
    }
    if (before?.store !== named) {
      above = { store: named, orderId, time }
      return { status: 'known', key: above }
    }
    before.time ||= time
    return { status: 'known', key: before }
  }
}
