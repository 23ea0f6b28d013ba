import type { Fen } from '../../diagnosis/money'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
import type { RuleListRows } from './view'

/** What a list comes to, part by part; a page draws the parts, a text says them. */
export type SumPart =
  | { kind: 'count'; value: number; unit: (value: number) => string }
  | { kind: 'text'; text: string }
  | { kind: 'money'; label: string; fen: Fen }

/** `97 行 · 55 个商品 · 亏损金额 ¥113.74`: the rows, what the card counts where that is another number, and its money. */
export function sumParts(list: RuleListRows, locale: Locale): SumPart[] {
  const parts = countsOf(list, locale)
  const label = sumLabel(list, locale)
  const fen = list.total.amountFen
  return label === null || fen === null ? parts : [...parts, { kind: 'money', label, fen }]
}

/** What a list's money is called; null where it has none, or where that of several days is no sum. */
function sumLabel({ rule, days, daysOverlap }: RuleListRows, locale: Locale): string | null {
  const { amount, amountOfDays } = listWords(rule, locale)
  if (amount === undefined || (days > 1 && daysOverlap)) return null
  return days > 1 ? (amountOfDays ?? amount) : amount
}

/** Rows, and what the card counts where that is another number; of several days how often, and how many different ones. */
function countsOf({ rows, total, rule, days, subjects }: RuleListRows, locale: Locale): SumPart[] {
  const { list } = locale.words
  const { unit } = listWords(rule, locale)
  if (days > 1) {
    const times: SumPart = { kind: 'count', value: rows.length, unit: list.times }
    if (subjects === rows.length) return [times]
    return [times, { kind: 'text', text: list.different(count(subjects), unit(subjects)) }]
  }
  const counted: SumPart = { kind: 'count', value: total.count, unit }
  if (rows.length === total.count) return [counted]
  return [{ kind: 'count', value: rows.length, unit: list.rows }, counted]
}
