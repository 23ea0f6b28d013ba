import { type Column, LIST_COLUMNS } from '../diagnosis/listColumns'
import { type ListName, listNamed } from '../diagnosis/lists/index'

/** A column of a list; every list may have the store and the day beside its own. */
export function columnOf(list: ListName, id: string): Column {
  return listNamed(list).view.list.columns[id] ?? (id === 'store' ? LIST_COLUMNS.store : LIST_COLUMNS.date)
}
