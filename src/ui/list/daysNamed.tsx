import type { BusinessDate } from '../../diagnosis/businessDate'
import { dateAfter, longDate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'

interface DaysNamedProps {
  /** The last one. */
  date: BusinessDate
  days: number
  locale: Locale
}

/** The days that a list looks at: `2026年1月18日 周日`, `1月16日 – 2026年1月18日 周日`. */
export function DaysNamed({ date, days, locale: { lang, words } }: DaysNamedProps) {
  const last = <time dateTime={date}>{longDate(date, lang)}</time>
  const first = days > 1 ? dateAfter(date, 1 - days) : null
  if (first === null) return last
  return (
    <span>
      {shortDate(first, lang)}
      {words.to}
      {last}
    </span>
  )
}
