import { type Column, LIST_COLUMNS } from '../diagnosis/listColumns'
import { type RuleName, ruleNamed } from '../diagnosis/rules/index'

/** A column of a rule's list; every list may have the store and the day beside its own. */
export function columnOf(rule: RuleName, id: string): Column {
  return ruleNamed(rule).view.list.columns[id] ?? (id === 'store' ? LIST_COLUMNS.store : LIST_COLUMNS.date)
}
