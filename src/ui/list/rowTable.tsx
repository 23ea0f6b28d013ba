import { listNamed } from '../../diagnosis/lists/index'
import { columnOf } from '../../lists/columns'
import { defaultOrder } from '../../lists/listQuery'
import type { ListRequest } from '../../lists/ruleListView'
import { type Column, type ColumnSort, DataTable } from '../components/dataTable'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
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
  const areTogether = rows.some(({ findings }) => findings)
  return (
    <DataTable
      caption={words.list.tableLabel(listWords(rule, locale).name)}
      columns={[
        ...subjectFirst(list.columns).map((id) => tableColumn(id, areTogether, { list, target, locale })),
        ...(areTogether ? [findingsColumn({ list, target, locale })] : []),
      ]}
      rows={rows}
      rowKey={({ store, date }, i) => `${store} ${date} ${i}`}
      sortLabel={words.list.sort}
    />
  )
}

/** What a row is about names it, so it comes before the day. */
function subjectFirst(columns: readonly string[]): string[] {
  const subject = columns.includes('product') ? 'product' : 'order'
  return [...columns.filter((id) => id === subject), ...columns.filter((id) => id !== subject)]
}

function tableColumn(
  id: string,
  areTogether: boolean,
  { list, target, locale }: Omit<RowTableProps, 'rows'>,
): Column<RowView> {
  const column = columnOf(list.rule, id)
  const { kind = 'number' } = column
  const { title } = column.words[locale.lang]
  const isLeast = areTogether && listNamed(list.rule).view.list.together?.merge[id] === 'least'
  return {
    id,
    title: isLeast ? locale.words.list.least(title) : title,
    ...(kind === 'text' ? {} : { kind }),
    key: id === defaultOrder(list.rule).sortedBy,
    sort: sortOf(id, target, locale),
    cell: (row) => <CellView id={id} column={column} row={row} from={target.scope.stores} locale={locale} />,
  }
}

/** What a row stands for, behind a click: each finding with what it alone says. */
function findingsColumn({ list, target, locale }: Omit<RowTableProps, 'rows'>): Column<RowView> {
  const { words, lang } = locale
  const alone = listNamed(list.rule).view.list.together?.alone ?? []
  return {
    id: 'findings',
    title: words.list.findings,
    kind: 'wide',
    cell: ({ findings = [] }) => (
      <details class="findings-of">
        <summary>{words.list.findingCount(findings.length)}</summary>
        <ul>
          {findings.map((finding, i) => (
            <li key={`${i + 1}`}>
              {alone.map((id) => (
                <span key={id}>
                  {id !== 'order' && <span class="faint">{columnOf(list.rule, id).words[lang].title} </span>}
                  <CellView
                    id={id}
                    column={columnOf(list.rule, id)}
                    row={finding}
                    from={target.scope.stores}
                    locale={locale}
                  />
                </span>
              ))}
            </li>
          ))}
        </ul>
      </details>
    ),
  }
}

/** Texts begin with A, numbers with the most; a second click turns the order around. */
function nextOrder(id: string, query: Pick<ListRequest, 'rule' | 'sortedBy' | 'descending'>): boolean {
  return query.sortedBy === id ? !query.descending : columnOf(query.rule, id).kind !== 'text'
}

function sortOf(id: string, { scope, query }: ListTarget, { lang, words }: Locale): ColumnSort {
  const descending = nextOrder(id, query)
  return {
    href: listHref({ scope, query: { ...query, sortedBy: id, descending, page: 1 } }, lang),
    now: query.sortedBy !== id ? undefined : query.descending ? 'descending' : 'ascending',
    label: descending ? words.list.sortDescending : words.list.sortAscending,
  }
}
