import { type Column, LIST_COLUMNS } from '../diagnosis/listColumns'
import { type RuleName, ruleNamed } from '../diagnosis/rules/index'

/** A column of a rule's list; every list may have the store and the day beside its own, and a product its code. */
export function columnOf(rule: RuleName, id: string): Column {
  const { columns } = ruleNamed(rule).view.list
  return columns[id] ?? LIST_COLUMNS[id === 'store' || id === 'code' ? id : 'date']
}

/** The columns of a rule's list in their order: the code of a product stands behind it. */
export function columnIds(rule: RuleName): string[] {
  const own = Object.keys(ruleNamed(rule).view.list.columns)
  return own.flatMap((id) => (id === 'product' ? [id, 'code'] : [id]))
}
