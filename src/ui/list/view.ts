import type { ListRow } from '../../lists/findRows'
import type { RuleListView } from '../../lists/ruleListView'
import type { DetailProblem, StoreDirectory } from '../problem'
import type { ListTarget, PageShell } from '../target'

/** What a list shows of a row. */
export type RowView = Pick<ListRow, 'store' | 'date' | 'subject' | 'cells'> & {
  /** What it sums up, one by one. */
  findings?: readonly RowView[]
}

/** What a list shows. */
export interface RuleListRows extends Omit<RuleListView, 'rows'> {
  rows: readonly RowView[]
}

/** What the list's page is drawn from before anything is read. */
export interface ListShell extends PageShell<ListTarget> {
  /** Of the site, for links that are sent along. */
  origin: string
}

export type ListView = { status: 'ready'; list: RuleListRows; directory: StoreDirectory } | DetailProblem
