import type { RuleName } from '../../../diagnosis/rules/index'
import type { Cell, ColumnId, Reason, ReasonCode } from '../../../lists/cell'
import { count, growth, points, rate } from '../../format'
import type { Lang } from '../../language'
import { type Locale, localeOf } from '../../locale'
import { en } from './en'
import { type ColumnWords, type PageWords, type RuleColumns, zh } from './zh'

export type { PageWords }

const PAGE_WORDS: Record<Lang, PageWords> = { zh, en }

/** A language with the words of all pages. */
export interface PageLocale extends Locale {
  page: PageWords
}

export function pageLocaleOf(lang: Lang): PageLocale {
  return { ...localeOf(lang), page: PAGE_WORDS[lang] }
}

/** The heading of a column on a rule's list. */
export function columnHeading(id: ColumnId, page: PageWords, rule?: RuleName): string {
  const ofRules: RuleColumns = page.ruleColumns
  return (rule && ofRules[rule]?.[id]) ?? page.columns[id]
}

/** Why a value of a column is not known. */
export function whyUnknown(id: ColumnId, page: PageWords): string {
  const because: ColumnWords = page.unknownBecause
  return because[id] ?? page.unknown
}

/** The heading of a column in a file: with its unit where the file holds a bare number, and with plain spaces. */
export function columnTitle(id: ColumnId, lang: Lang, rule?: RuleName): string {
  const page = PAGE_WORDS[lang]
  const inFiles: ColumnWords = page.exportColumns
  return (inFiles[id] ?? columnHeading(id, page, rule)).replaceAll('\u00a0', ' ')
}

type ReasonValue = (value: number, units: PageWords['units']) => string

const percentChange: ReasonValue = (value) => growth(value / 10)
const pointsChange: ReasonValue = (value, units) => units.points(points(value))
const dayCount: ReasonValue = (value, units) => units.days(count(value))

/** How the number of a reason is written: its unit is the code's. */
const REASON_VALUES: Record<ReasonCode, ReasonValue> = {
  priceUp: (value) => rate(value),
  priceDown: (value) => rate(value),
  costUp: percentChange,
  deeperDiscount: pointsChange,
  lessDiscount: pointsChange,
  outOfStock: dayCount,
  daysWithoutSale: dayCount,
  far: (value, units) => units.km(count(value / 1000)),
  heavy: (value, units) => units.kg(count(value / 1000)),
  bulky: () => '',
  night: (value, units) => units.hour(count(value)),
  distanceUnknown: () => '',
}

/** A reason in words with its number: `涨价 +5.2%`, `断货 2 天`. */
export function reasonText({ code, value }: Reason, page: PageWords): string {
  return page.reasons[code](value === undefined ? '' : REASON_VALUES[code](value, page.units)).trim()
}

/** A value as plain text, for a file: '' where it is unknown. Numbers are ungrouped, with a plain minus sign. */
export function cellText(cell: Cell, lang: Lang): string {
  const page = PAGE_WORDS[lang]
  switch (cell?.kind) {
    case undefined:
      return ''
    case 'text':
      return cell.text
    case 'product':
      return cell.name
    case 'order':
      return cell.orderId
    case 'money':
      return fixed(cell.fen, 2)
    case 'count':
      return String(cell.value)
    case 'tenths':
    case 'points':
      return fixed(cell.tenths, 1)
    case 'rate':
      return `${fixed(cell.tenths, 1)}%`
    case 'date':
      return cell.date
    case 'time':
      return cell.time.replace('T', ' ')
    case 'label':
      return page.labels[cell.label]
    case 'reasons':
      return cell.reasons.map((reason) => reasonText(reason, page)).join(page.reasonSeparator)
  }
}

/** An integer of a small unit in the large one, without leaving the integers. */
function fixed(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
