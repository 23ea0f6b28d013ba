import { listNamed } from '../../diagnosis/lists/index'
import { columnOf } from '../../lists/columns'
import { count, UNKNOWN } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
import { aboutColumns } from '../list/aboutColumns'
import { plainCell } from '../list/plainCell'
import type { RowView, RuleListRows } from '../list/view'
import { shareWords } from '../share/words'

/** How rows are walked along: products by the shelf that they stand on, orders by where they came from, others as they are. */
type Grouping = 'category' | 'channel' | undefined

function groupingOf({ columns }: RuleListRows): Grouping {
  return (['category', 'channel'] as const).find((id) => columns.includes(id))
}

interface GroupedRowsProps {
  list: RuleListRows
  locale: Locale
}

/** All rows of a list, each with a box to tick, group by group. */
export function GroupedRows({ list, locale }: GroupedRowsProps) {
  const { sheet } = shareWords(locale)
  const grouping = groupingOf(list)
  const taken = listNamed(list.rule).view.list.takenAlong.filter((id) => id !== grouping)
  // Paper has no room for a column of which nothing is known.
  const ids = [...aboutColumns(list), ...taken].filter((id) => list.rows.some(({ cells }) => cells[id]))
  return (
    <table>
      <caption class="unseen">{locale.words.list.tableLabel(listWords(list.rule, locale).name)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{sheet.done}</span>
          </th>
          {ids.map((id) => (
            <th key={id} scope="col" class={classOf(id, list)}>
              {columnOf(list.rule, id).words[locale.lang].title}
            </th>
          ))}
        </tr>
      </thead>
      {groupsOf(list, grouping, locale).map(({ name, rows }) => (
        <tbody key={name}>
          {name !== null && (
            <tr class="group">
              <th scope="rowgroup" colSpan={ids.length + 1}>
                <bdi>{name}</bdi> {sheet.groupRows(count(rows.length))}
              </th>
            </tr>
          )}
          {rows.map((row, i) => (
            // The rows of a page that never changes.
            <tr key={`${i + 1}`}>
              <td class="box">☐</td>
              {ids.map((id) => (
                <td key={id} class={classOf(id, list)}>
                  <bdi>{textOf(id, row, list, locale)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

/** Numbers stand to the right, and of all others what a row is about is the one that is looked for. */
function classOf(id: string, list: RuleListRows): string | undefined {
  if (id === aboutColumns(list)[0]) return 'subject'
  const { kind = 'number' } = columnOf(list.rule, id)
  return kind === 'number' ? 'num' : undefined
}

function textOf(id: string, row: RowView, { rule }: RuleListRows, locale: Locale): string {
  const text = plainCell(row.cells[id] ?? null, columnOf(rule, id), locale)
  return text ?? (id === 'product' ? locale.words.scope.unnamed : UNKNOWN)
}

interface Group {
  /** null where rows are not grouped. */
  name: string | null
  rows: readonly RowView[]
}

/** Rows by their store and group, groups by their names, those without one last; in a group rows keep their order. */
function groupsOf({ rows, rule }: RuleListRows, grouping: Grouping, locale: Locale): Group[] {
  if (grouping === undefined) return [{ name: null, rows }]
  const { noCategory, noChannel } = shareWords(locale).sheet
  const column = columnOf(rule, grouping)
  // A store's manager walks through his own rows.
  const byStore = [...Map.groupBy(rows, ({ store }) => store)].toSorted(([a], [b]) => byName(a, b))
  return byStore.flatMap(([store, ofStore]) => {
    const groups = [...Map.groupBy(ofStore, (row) => plainCell(row.cells[grouping] ?? null, column, locale))]
    return groups
      .toSorted(([a], [b]) => byName(a, b))
      .map(([group, ofGroup]) => {
        const name = group ?? (grouping === 'category' ? noCategory : noChannel)
        return { name: byStore.length > 1 ? `${store} · ${name}` : name, rows: ofGroup }
      })
  })
}

function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
