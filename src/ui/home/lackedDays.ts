import type { BusinessDate } from '../../diagnosis/businessDate'
import { dayRange } from '../i18n/dayRanges'
import { dateAfter, daysBehind } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/**
 * `缺 2 天：1月17日、18日`: the days that have passed since a last one.
 * @returns null where none has: on the morning after a business day its data is as fresh as can be
 */
export function lackedDays(lastDate: BusinessDate, nowIso: string, { words, lang }: Locale): string | null {
  const days = (daysBehind(lastDate, nowIso) ?? 0) - 1
  const first = dateAfter(lastDate, 1)
  const last = dateAfter(lastDate, days)
  if (days < 1 || first === null || last === null) return null
  return words.coverage.missing(days, dayRange(first, last, lang).join(words.listSeparator))
}
