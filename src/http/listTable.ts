import type { RuleName } from '../diagnosis/rules/index'
import type { ExportCell, ExportTable } from '../exports/exportTable'
import type { Cell } from '../lists/cell'
import type { RuleListView } from '../lists/ruleListView'
import type { Lang } from '../ui/language'
import { cellText, columnTitle } from '../ui/pages/words/index'
import { WORDS } from '../ui/text'

/** A list as a table for a file: the page's columns in its language, every row, typed values. */
export function listTable(list: RuleListView, lang: Lang): ExportTable {
  return {
    headers: list.columns.map((column) => columnTitle(column, lang, list.rule)),
    rows: list.rows
      .values()
      .map((row) => list.columns.map((column) => exportCell(row.cells[column] ?? null, lang))),
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
