import type { RuleName } from '../diagnosis/rules/index'
import type { ExportCell, ExportTable } from '../exports/exportTable'
import type { Cell, ColumnId } from '../lists/cell'
import type { RuleListView } from '../lists/ruleListView'
import { cellText } from '../ui/i18n/cellText'
import { columnTitle } from '../ui/i18n/columns'
import type { Lang } from '../ui/i18n/language'
import { WORDS } from '../ui/i18n/words'

/** Characters that a column's values take; those of the others take fewer. */
const WIDTHS: Partial<Record<ColumnId, number>> = {
  product: 40,
  order: 24,
  time: 20,
  store: 20,
  category: 20,
  channel: 16,
  hints: 36,
  reasons: 36,
  lastSale: 18,
}
const LEAST_WIDTH = 12

/** Characters that a text takes; a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
}

/** A list as a table for a file: the page's columns in its language, every row, typed values. A file goes its own ways, so it names store and day in any case. */
export function listTable(list: RuleListView, lang: Lang): ExportTable {
  const own = (['store', 'date'] as const).filter((column) => !list.columns.includes(column))
  const columns = [...list.columns, ...own]
  const headers = columns.map((column) => columnTitle(column, lang, list.rule))
  return {
    headers,
    widths: columns.map((column, i) =>
      Math.max(WIDTHS[column] ?? LEAST_WIDTH, widthOf(headers[i] ?? '') + 2),
    ),
    rows: list.rows
      .values()
      .map((row) => columns.map((column) => exportCell(row.cells[column] ?? null, lang))),
  }
}

export function ruleTitle(rule: RuleName, lang: Lang): string {
  return WORDS[lang].rules[rule].name
}

function exportCell(cell: Cell, lang: Lang): ExportCell {
  switch (cell?.kind) {
    case undefined:
      return null
    case 'money':
      return { kind: 'money', yuan: cell.fen / 100 }
    case 'count':
      return { kind: 'integer', value: cell.value }
    case 'tenths':
    case 'points':
      return { kind: 'decimal', value: cell.tenths / 10 }
    case 'rate':
      return { kind: 'percent', ratio: cell.tenths / 1000 }
    case 'date':
    case 'time':
      return cell
    case 'product':
      return { kind: 'text', text: cell.name }
    case 'order':
      return { kind: 'text', text: cell.orderId }
    case 'text':
    case 'label':
    case 'reasons':
      return { kind: 'text', text: cellText(cell, lang) }
  }
}
