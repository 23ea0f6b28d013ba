import type { ColumnId } from '../../lists/cell'
import { defaultOrder } from '../../lists/listOrder'
import type { ListRequest } from '../../lists/ruleListView'
import { type Column, type ColumnSort, DataTable } from '../components/dataTable'
import { columnHeading } from '../i18n/columns'
import type { Locale } from '../i18n/locale'
import { listHref } from '../links'
import type { ListTarget } from '../target'
import { CellView } from './cells'
import type { RowView, RuleListRows } from './view'

interface RowTableProps {
  list: RuleListRows
  /** Those of the page. */
  rows: readonly RowView[]
  target: ListTarget
  locale: Locale
}

/** The rows of a page of a list, under headings that sort it. */
export function RowTable({ list, rows, target, locale }: RowTableProps) {
  const { words } = locale
  const { rule } = list
  return (
    <DataTable
      caption={words.list.tableLabel(words.rules[rule].name)}
      columns={subjectFirst(list.columns).map((id) => columnOf(id, { list, target, locale }))}
      rows={rows}
      rowKey={({ store, date }, i) => `${store} ${date} ${i}`}
      sortLabel={words.list.sort}
    />
  )
}

/** What a row is about names it, so it comes before the day. */
function subjectFirst(columns: readonly ColumnId[]): ColumnId[] {
  const subject = columns.includes('product') ? 'product' : 'order'
  return [...columns.filter((id) => id === subject), ...columns.filter((id) => id !== subject)]
}

/** How a column stands in the table. */
const KINDS: Partial<Record<ColumnId, 'text' | 'wide'>> = {
  date: 'text',
  store: 'text',
  channel: 'text',
  category: 'text',
  product: 'text',
  order: 'text',
  time: 'text',
  timeSlot: 'text',
  severity: 'text',
  level: 'text',
  lastSale: 'text',
  hints: 'wide',
  reasons: 'wide',
}

function columnOf(id: ColumnId, { list, target, locale }: Omit<RowTableProps, 'rows'>): Column<RowView> {
  const kind = KINDS[id] ?? 'number'
  return {
    id,
    title: columnHeading(id, locale.words, list.rule),
    ...(kind === 'text' ? {} : { kind }),
    key: id === defaultOrder(list.rule).sortedBy,
    sort: sortOf(id, target, locale),
    cell: (row) => <CellView column={id} row={row} locale={locale} />,
  }
}

/** Texts begin with A, numbers with the most; a second click turns the order around. */
function nextOrder(id: ColumnId, query: Pick<ListRequest, 'sortedBy' | 'descending'>): boolean {
  return query.sortedBy === id ? !query.descending : KINDS[id] !== 'text'
}

function sortOf(id: ColumnId, { scope, query }: ListTarget, { lang, words }: Locale): ColumnSort {
  const descending = nextOrder(id, query)
  return {
    href: listHref({ scope, query: { ...query, sortedBy: id, descending, page: 1 } }, lang),
    now: query.sortedBy !== id ? undefined : query.descending ? 'descending' : 'ascending',
    label: descending ? words.list.sortDescending : words.list.sortAscending,
  }
}
