import type { Cell } from '../../diagnosis/cell'
import type { Column } from '../../diagnosis/listColumns'
import { nameOr } from '../components/parts'
import { cellText } from '../i18n/cellText'
import { count, growth, money, pieces, points, rate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** A list's values as plain text, where there is no room for more: in a chat, on paper. */

type Figure = Extract<Cell, { kind: 'count' | 'tenths' | 'rate' | 'points' }>

/** A number as all that people read has it, with its unit where the heading alone does not tell what is counted. */
export function figureText(cell: Figure, { unit, signed }: Column, { words }: Locale): string {
  switch (cell.kind) {
    case 'count':
      if (unit === 'km') return words.units.km(count(cell.value / 1000))
      return unit === 'days' ? words.units.days(count(cell.value)) : pieces(cell.value)
    case 'tenths':
      return count(cell.tenths / 10)
    case 'rate':
      return signed ? growth(cell.tenths / 10) : rate(cell.tenths)
    case 'points':
      return words.units.points(points(cell.tenths))
  }
}

/** A value as text; null where it is unknown, or a text that nobody can see. */
export function plainCell(cell: Cell, column: Column, locale: Locale): string | null {
  if (cell === null) return null
  switch (cell.kind) {
    case 'product':
      return nameOr(cell.name, null)
    case 'order':
      return cell.orderId
    case 'money':
      return money(cell.fen)
    case 'date':
      return shortDate(cell.date, locale.lang)
    case 'time':
      // Its day is the list's, or stands in a column of its own.
      return cell.time.slice(11, 16)
    case 'text':
    case 'label':
    case 'reasons':
      return nameOr(cellText(cell, locale.lang), null)
    default:
      return figureText(cell, column, locale)
  }
}
