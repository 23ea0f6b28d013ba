import type { ComponentChildren } from 'preact'
import { Icon } from './icons'

/** The one table of these pages: rows and columns where there is room, a small card a row where there is not. */

/** The order that a click on a column's heading leads to. */
export interface ColumnSort {
  href: string
  /** How the table is sorted by this column now. */
  now: 'ascending' | 'descending' | undefined
  /** What the link does. */
  label: string
}

export interface Column<Row> {
  id: string
  title: string
  /** `number`: set to the right; `wide`: a whole line of a card. */
  kind?: 'number' | 'wide'
  /** Whether it is the number that a card shows beside its name. */
  key?: boolean
  sort?: ColumnSort
  cell: (row: Row) => ComponentChildren
  /** What all rows come to. */
  total?: ComponentChildren
}

interface DataTableProps<Row> {
  caption: string
  /** The first one names its row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
  /** Said before the headings where they stand in a line of links. */
  sortLabel?: string
  /** The name of the line that the columns' totals stand in; absent for none. */
  totalLabel?: string
  class?: string
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, sortLabel, totalLabel } = props
  const sortable = columns.some(({ sort }) => sort)
  return (
    <table class={['data', sortable && 'sortable', props.class].filter(Boolean).join(' ')}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr data-label={sortLabel}>
          {columns.map((column) => (
            <Heading key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={rowKey(row, i)}>
            {columns.map((column, at) => (
              <DataCell key={column.id} column={column} head={at === 0}>
                {column.cell(row)}
              </DataCell>
            ))}
          </tr>
        ))}
      </tbody>
      {totalLabel !== undefined && (
        <tfoot>
          <tr>
            {columns.map((column, at) => (
              <DataCell key={column.id} column={column} head={at === 0}>
                {at === 0 ? totalLabel : column.total}
              </DataCell>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function Heading({ column: { title, kind, sort } }: { column: Column<never> }) {
  const numeric = kind === 'number' ? 'num' : undefined
  if (!sort) {
    return (
      <th scope="col" class={numeric}>
        {title}
      </th>
    )
  }
  return (
    <th scope="col" class={numeric} aria-sort={sort.now}>
      <a href={sort.href} title={sort.label}>
        {title}
        {sort.now && <Icon name={sort.now === 'ascending' ? 'up' : 'down'} />}
      </a>
    </th>
  )
}

interface DataCellProps {
  column: Pick<Column<never>, 'title' | 'kind' | 'key'>
  /** Whether it names its row. */
  head: boolean
  children: ComponentChildren
}

function DataCell({ column: { title, kind, key }, head, children }: DataCellProps) {
  if (head) {
    return (
      <th scope="row" class="row-name">
        {children}
      </th>
    )
  }
  const classes = [kind === 'number' && 'num', kind === 'wide' && 'row-wide', key && 'row-key'].filter(
    Boolean,
  )
  return (
    <td class={classes.join(' ') || undefined} data-label={title}>
      {children}
    </td>
  )
}
