import { type Column, LIST_COLUMNS } from '../diagnosis/listColumns'
import { type ListName, listNamed } from '../diagnosis/lists/index'

/** A column of a list; every list may have the store and the day beside its own, and a product its code. */
export function columnOf(list: ListName, id: string): Column {
  const { columns } = listNamed(list).view.list
  return columns[id] ?? LIST_COLUMNS[id === 'store' || id === 'code' ? id : 'date']
}

/** The columns of a list in their order: the code of a product stands behind it. */
export function columnIds(list: ListName): string[] {
  const own = Object.keys(listNamed(list).view.list.columns)
  return own.flatMap((id) => (id === 'product' ? [id, 'code'] : [id]))
}
