import type { BusinessDate } from '../../diagnosis/businessDate'
import { dayRange } from '../i18n/dayRanges'
import { dateAfter, daysBehind } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** Days that have passed since a last one: none on the morning after it, when its data is as fresh as can be. */
export function lackedDays(lastDate: BusinessDate, nowIso: string): number {
  return Math.max(0, (daysBehind(lastDate, nowIso) ?? 0) - 1)
}

/** `缺 2 天：1月17日、18日`; null where none has passed. */
export function lackedDates(lastDate: BusinessDate, nowIso: string, { words, lang }: Locale): string | null {
  const days = lackedDays(lastDate, nowIso)
  const first = dateAfter(lastDate, 1)
  const last = dateAfter(lastDate, days)
  if (days === 0 || first === null || last === null) return null
  return words.coverage.missing(days, dayRange(first, last, lang).join(words.listSeparator))
}
