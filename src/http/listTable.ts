import type { Cell } from '../diagnosis/cell'
import type { Column } from '../diagnosis/listColumns'
import type { ListName } from '../diagnosis/lists/index'
import type { Lang } from '../diagnosis/words'
import type { ExportCell, ExportTable } from '../exports/exportTable'
import { columnOf } from '../lists/columns'
import type { RuleListView } from '../lists/ruleListView'
import { cellText } from '../ui/i18n/cellText'
import { listWords } from '../ui/i18n/ruleWords'

/** Characters that the values of most columns take. */
const USUAL_WIDTH = 12

/** Characters that a text takes; a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
}

/** A list as a table for a file: the page's columns in its language, every row, typed values. A file goes its own ways, so it names store and day in any case. */
export function listTable(list: RuleListView, lang: Lang): ExportTable {
  const own = ['store', 'date'].filter((id) => !list.columns.includes(id))
  const ids = [...list.columns, ...own]
  const columns = ids.map((id) => columnOf(list.rule, id))
  const headers = columns.map((column) => fileTitle(column, lang))
  return {
    headers,
    widths: columns.map(({ width = USUAL_WIDTH }, i) => Math.max(width, widthOf(headers[i] ?? '') + 2)),
    rows: list.rows.values().map((row) => ids.map((id) => exportCell(row.cells[id] ?? null, lang))),
  }
}

/** The heading of a column in a file: with its unit where the file holds a bare number, and with plain spaces. */
export function fileTitle({ words }: Column, lang: Lang): string {
  const { title, fileTitle = title } = words[lang]
  return fileTitle.replaceAll('\u00a0', ' ')
}

export function listTitle(list: ListName, lang: Lang): string {
  return listWords(list, { lang }).name
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
