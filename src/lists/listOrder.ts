import type { RuleName } from '../diagnosis/rules/index'
import type { ColumnId } from './cell'
import { RULE_LISTS } from './rules/index'

/** The column and direction that a rule's list has at first. */
export function defaultOrder(rule: RuleName): { sortedBy: ColumnId; descending: boolean } {
  const { sortedBy, ascending } = RULE_LISTS[rule]
  return { sortedBy, descending: !ascending }
}
