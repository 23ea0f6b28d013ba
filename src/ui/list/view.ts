import type { ListRow } from '../../lists/findRows'
import type { RuleListView } from '../../lists/ruleListView'
import type { DetailProblem, StoreChoice } from '../problem'

/** What a list shows of a row. */
export type RowView = Pick<ListRow, 'store' | 'date' | 'subject' | 'cells'>

/** What a list shows. */
export interface RuleListRows extends Omit<RuleListView, 'rows'> {
  rows: readonly RowView[]
}

export type ListView =
  | { status: 'ready'; list: RuleListRows; directory: readonly StoreChoice[] }
  | DetailProblem
