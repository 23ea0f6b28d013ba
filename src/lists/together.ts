import type { Cell } from '../diagnosis/cell'
import { listNamed } from '../diagnosis/lists/index'
import type { Together } from '../diagnosis/ruleList'
import type { ListRow } from './findRows'
import { compareCells, defaultOrder, inOrder } from './listQuery'
import type { ListRequest, RuleListView } from './ruleListView'

/**
 * A list as its page shows it: where its rule says so, what was found of one product of a store and day stands in one row,
 * so that there are as many rows as the card counts. What the rows come to stays the same.
 */
export function rowsTogether(list: RuleListView, request: ListRequest): RuleListView {
  const { together } = listNamed(list.rule).view.list
  if (!together) return list
  // What a row shows of the first finding is of the one that the list would name first.
  const each = inOrder(list.rows, { ...request, ...defaultOrder(list.rule) })
  const groups = Map.groupBy(each, ({ store, date, subject }) => JSON.stringify([store, date, subject]))
  const rows = [...groups.values()].map((findings) => oneRow(findings, together))
  return {
    ...list,
    columns: list.columns.filter((id) => !together.alone.includes(id) || id in together.merge),
    rows: inOrder(rows, request),
  }
}

function oneRow(findings: readonly ListRow[], { merge }: Together): ListRow {
  const [first] = findings
  if (!first) throw new RangeError('A group has a finding.')
  const cells = { ...first.cells }
  for (const [id, how] of Object.entries(merge)) {
    if (how) cells[id] = MERGES[how](findings.map((row) => row.cells[id] ?? null))
  }
  return { ...first, cells, findings }
}

/** Of a value that one of them does not know, the others say nothing. */
const MERGES: Record<NonNullable<Together['merge'][string]>, (cells: readonly Cell[]) => Cell> = {
  least: (cells) => cells.reduce((least, cell) => (compareCells(cell, least) < 0 ? cell : least)),
  most: (cells) => cells.reduce((most, cell) => (compareCells(cell, most) > 0 ? cell : most)),
  sum: (cells) => cells.reduce(sumOf),
  each: (cells) => {
    const texts = cells.map((cell) => (cell?.kind === 'text' ? cell.text : ''))
    return { kind: 'text', text: [...new Set(texts)].join(' / ') }
  },
}

/** null where one of them is unknown, or where they are no amounts of one kind. */
function sumOf(a: Cell, b: Cell): Cell {
  if (a?.kind === 'money' && b?.kind === 'money') return { kind: 'money', fen: a.fen + b.fen }
  // Thousandths of pieces are whole numbers, which floats add up exactly.
  if (a?.kind === 'count' && b?.kind === 'count')
    return { kind: 'count', value: (Math.round(a.value * 1000) + Math.round(b.value * 1000)) / 1000 }
  return null
}
